/** A file that is read piece by piece, so that it may be larger than memory. */
import { DataError } from './dataError';
import type { DataBytes } from './dataFiles';

export interface DataStream {
  /** Absolute path, for messages. */
  readonly file: string;
  /** In bytes, as it was when the file was opened. */
  readonly size: number;
  /** Fills `into` with what begins at `position`. Throws a `DataError` when the file has become shorter. */
  read(into: Uint8Array, position: number): void;
}

export function streamOf({ file, bytes }: DataBytes): DataStream {
  return {
    file,
    size: bytes.length,
    read: (into, position) => into.set(bytes.subarray(position, position + into.length)),
  };
}

export function changed(file: string): DataError {
  return new DataError(`${file} changed while it was read. Try again when it is complete.`, {
    file,
  });
}
