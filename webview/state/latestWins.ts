/**
 * One request at a time, and of those that wait only the latest.
 *
 * For what a drag or a stream of events asks for: whatever came in between is out of date before it could
 * be answered.
 */
export interface LatestWins<T> {
  send(value: T): void;
  /** Forgets the value that waits. */
  clear(): void;
}

/** `send` never rejects. */
export function createLatestWins<T>(send: (value: T) => Promise<void>): LatestWins<T> {
  let waiting: { readonly value: T } | undefined;
  let sending = false;

  async function sendAll(): Promise<void> {
    sending = true;
    while (waiting) {
      const { value } = waiting;
      waiting = undefined;
      await send(value);
    }
    sending = false;
  }

  return {
    send(value) {
      waiting = { value };
      if (!sending) void sendAll();
    },
    clear() {
      waiting = undefined;
    },
  };
}
