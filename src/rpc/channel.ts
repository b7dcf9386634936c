/** A two-way pipe for messages: a child process, a webview, or two ends joined in a test. */
export interface Channel {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, when no message can come any more. */
  onClose(listener: () => void): void;
}
