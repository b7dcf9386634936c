/** Deflate streams whose length is known beforehand, as gzip'd IDX files, NPZ entries and PNG images are. */
import { inflateRawSync, inflateSync } from 'node:zlib';

export interface Inflated {
  readonly bytes: Uint8Array;
  /** Bytes of input that belong to the stream. */
  readonly consumed: number;
}

export type InflateFailure = 'damaged' | 'tooLong';

/** At most `maximumBytes` are ever produced: a stream that holds more is `tooLong`, however small it is. */
export function inflate(stream: Uint8Array, maximumBytes: number): Inflated | InflateFailure {
  return attempt(inflateRawSync, stream, maximumBytes);
}

/** The same for a stream in zlib's envelope, whose own checksum must be right. */
export function inflateZlib(stream: Uint8Array, maximumBytes: number): Inflated | InflateFailure {
  return attempt(inflateSync, stream, maximumBytes);
}

function attempt(
  engine: typeof inflateSync,
  stream: Uint8Array,
  maximumBytes: number,
): Inflated | InflateFailure {
  try {
    const maxOutputLength = Math.max(1, maximumBytes);
    const options = { maxOutputLength, info: true } as const;
    const { buffer, engine: used } = (engine as unknown as InformedEngine)(stream, options);
    if (maximumBytes < buffer.length) return 'tooLong';
    return { bytes: buffer, consumed: used.bytesWritten };
  } catch (error) {
    const tooLong =
      error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    return tooLong ? 'tooLong' : 'damaged';
  }
}

/** With the option `info`, which the type declarations do not know, the engine tells how far it read. */
type InformedEngine = (
  stream: Uint8Array,
  options: { readonly maxOutputLength: number; readonly info: true },
) => { readonly buffer: Uint8Array; readonly engine: { readonly bytesWritten: number } };
