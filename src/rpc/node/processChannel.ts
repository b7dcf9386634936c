/** The channel from a forked process to its parent. */
import type { Channel } from '../channel';

/** The part of `process` that the channel needs; `send` is there when the process was forked. */
export type ForkedProcess = Pick<NodeJS.Process, 'send' | 'on' | 'connected'>;

/** Throws when `child` was not started by `child_process.fork`. Ending the process on close is the caller's part. */
export function createProcessChannel(child: ForkedProcess): Channel {
  if (child.send === undefined) {
    throw new Error('This program is a part of Backstep and is started by it, not by hand.');
  }
  return {
    send(message) {
      // A parent that has just died shows as an error here before `disconnect` comes: there is nobody to tell.
      if (child.connected) child.send?.(message, () => undefined);
    },
    onMessage(listener) {
      child.on('message', listener);
    },
    onClose(listener) {
      child.on('disconnect', () => listener('lost its parent'));
    },
  };
}
