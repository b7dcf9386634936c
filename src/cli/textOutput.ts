/** Text to a stream that may be slow, and whose reader may go away. */
import type { Writable } from 'node:stream';

export interface TextOutput {
  /** Resolves when the text has been taken. Rejects with `ReaderGoneError` once nobody reads any more. */
  write(text: string): Promise<void>;
}

/** The other end of the pipe was closed, as `| head` does: a reason to end, not an error. */
export class ReaderGoneError extends Error {
  override readonly name = 'ReaderGoneError';
}

export function textOutput(stream: Writable): TextOutput {
  // Without a listener the stream's error event would end the process; each write reports its own.
  stream.on('error', () => undefined);
  return {
    write: (text) =>
      new Promise((resolve, reject) => {
        stream.write(text, (error) => {
          if (error === null || error === undefined) resolve();
          else reject(isClosed(error) ? new ReaderGoneError() : error);
        });
      }),
  };
}

function isClosed(error: Error): boolean {
  const code = 'code' in error ? error.code : undefined;
  return code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED';
}
