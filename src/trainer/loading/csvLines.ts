/** Counts lines, so that memory for a table can be claimed before its numbers are read. */
import type { DataStream } from './dataStream';

/** All lines, or some number above `limit`: what lies behind is not read. */
export function countLines(source: DataStream, limit: number): number {
  const chunk = new Uint8Array(Math.min(source.size, chunkBytes));
  let breaks = 0;
  let last: number = lineFeed;
  for (let place = 0; place < source.size && breaks <= limit; place += chunk.length) {
    const bytes = chunk.subarray(0, source.size - place);
    source.read(bytes, place);
    breaks += countLineBreaks(bytes);
    // A CRLF that lies in two chunks is counted in both.
    if (0 < place && last === carriageReturn && bytes[0] === lineFeed) breaks--;
    last = bytes.at(-1)!;
  }
  return last === lineFeed || last === carriageReturn ? breaks : breaks + 1;
}

/** CRLF counts once. */
export function countLineBreaks(bytes: Uint8Array): number {
  let count = 0;
  for (let place = 0; place < bytes.length; place++) {
    const byte = bytes[place]!;
    if (byte === lineFeed || (byte === carriageReturn && bytes[place + 1] !== lineFeed)) count++;
  }
  return count;
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const chunkBytes = 2 ** 16;
