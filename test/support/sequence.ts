/** A long sequence of numbers as the fixtures keep it: its length, a hash of its bits, and some of it to look at. */
import { createHash } from 'node:crypto';

export interface Sequence {
  readonly count: number;
  readonly sha256: string;
  readonly some: readonly number[];
}

export function sequenceOf(values: Float64Array): Sequence {
  const { buffer, byteOffset, byteLength } = values;
  const bytes = Buffer.from(buffer, byteOffset, byteLength);
  const stride = Math.max(1, Math.floor(values.length / 10));
  return {
    count: values.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    some: [...values].filter((_, index) => index % stride === 0),
  };
}
