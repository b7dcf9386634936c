/** Deflate streams whose length is known beforehand, as gzip'd IDX files and NPZ entries are. */
import { inflateRawSync } from 'node:zlib';

export interface Inflated {
  readonly bytes: Uint8Array;
  /** Bytes of input that belong to the stream. */
  readonly consumed: number;
}

export type InflateFailure = 'damaged' | 'tooLong';

/** At most `maximumBytes` are ever produced: a stream that holds more is `tooLong`, however small it is. */
export function inflate(stream: Uint8Array, maximumBytes: number): Inflated | InflateFailure {
  try {
    const maxOutputLength = Math.max(1, maximumBytes);
    const { buffer, engine } = inflateWithEngine(stream, { maxOutputLength, info: true });
    if (maximumBytes < buffer.length) return 'tooLong';
    return { bytes: buffer, consumed: engine.bytesWritten };
  } catch (error) {
    const tooLong =
      error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    return tooLong ? 'tooLong' : 'damaged';
  }
}

/** With the option `info`, which the type declarations do not know, the engine tells how far it read. */
const inflateWithEngine = inflateRawSync as unknown as (
  stream: Uint8Array,
  options: { readonly maxOutputLength: number; readonly info: true },
) => { readonly buffer: Uint8Array; readonly engine: { readonly bytesWritten: number } };
