/**
 * Two channels joined back to back, for a conversation inside one process.
 *
 * Messages arrive in order and never while `send` is still running, as they would from another process.
 * They are passed as they are, not copied.
 */
import type { Channel } from './channel';

export interface JoinedChannel extends Channel {
  /** Closes both ends; messages still under way are dropped. */
  close(reason: string): void;
}

export function joinChannels(): readonly [JoinedChannel, JoinedChannel] {
  const left = createEnd();
  const right = createEnd();
  let closed = false;

  function close(reason: string): void {
    if (closed) return;
    closed = true;
    left.closed(reason);
    right.closed(reason);
  }
  function sendTo(end: End): (message: unknown) => void {
    return (message) => {
      void Promise.resolve().then(() => {
        if (!closed) end.received(message);
      });
    };
  }
  return [
    { ...left.listening, send: sendTo(right), close },
    { ...right.listening, send: sendTo(left), close },
  ];
}

interface End {
  readonly listening: Pick<Channel, 'onMessage' | 'onClose'>;
  received(message: unknown): void;
  closed(reason: string): void;
}

function createEnd(): End {
  const messageListeners: ((message: unknown) => void)[] = [];
  const closeListeners: ((reason: string) => void)[] = [];
  let closeReason: string | undefined;
  return {
    listening: {
      onMessage: (listener) => void messageListeners.push(listener),
      onClose(listener) {
        if (closeReason === undefined) closeListeners.push(listener);
        else listener(closeReason);
      },
    },
    received(message) {
      for (const listener of messageListeners) listener(message);
    },
    closed(reason) {
      closeReason = reason;
      for (const listener of closeListeners) listener(reason);
    },
  };
}
