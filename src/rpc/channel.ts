/** A two-way pipe for messages: a child process, a webview, or two ends joined in a test. */
export interface Channel {
  /** Messages sent after the channel has closed are dropped. */
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /**
   * Called once, when no message can come any more; at once when that is so already. The reason completes
   * the sentence "The process …": `was ended by signal SIGKILL`.
   */
  onClose(listener: (reason: string) => void): void;
}
