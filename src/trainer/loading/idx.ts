/**
 * IDX, the format of MNIST: two zero bytes, a type, a rank, the dimensions, then big-endian numbers.
 *
 * The size that the header declares is checked against the file before anything is allocated for it.
 */
import { DataError } from './dataError';
import type { DataBytes } from './dataFiles';
import { elementSizes, readElements, type ElementType } from './elements';
import { gunzip, gunzipStart, isGzip } from './gzip';
import type { MemoryBudget } from './memoryBudget';
import type { NumericTensor } from './numericTensor';

export function parseIdx(source: DataBytes, memory: MemoryBudget): NumericTensor {
  const { file } = source;
  const packed = isGzip(source.bytes);
  const header = parseHeader(
    packed ? gunzipStart(source, maximumHeaderLength) : source.bytes,
    file,
  );
  // Deflate makes nothing smaller than 1/1032 of its size.
  const possible = packed ? 1032 * source.bytes.length : source.bytes.length;
  if (possible < header.totalLength) throw tooShort(header, file);
  if (packed) memory.claim(header.totalLength, `Unpacking ${file}`, { file });
  const { bytes } = packed ? gunzip(source, header.totalLength) : source;
  if (bytes.length < header.totalLength) throw tooShort(header, file);
  if (header.totalLength < bytes.length) {
    const extra = bytes.length - header.totalLength;
    throw new DataError(
      `${file} has ${extra} bytes more than its header declares, ${describe(header)}.`,
      { file },
    );
  }
  if (header.type !== 'u1') memory.claim(header.totalLength, `Reading ${file}`, { file });
  const elements = readElements(bytes.subarray(header.length), { type: header.type, order: 'big' });
  if (elements.kind === 'refused') throw new DataError(`${file}: ${elements.reason}.`, { file });
  return { shape: header.shape, values: elements.values };
}

interface IdxHeader {
  readonly type: ElementType;
  readonly shape: readonly number[];
  readonly length: number;
  /** Of header and numbers. */
  readonly totalLength: number;
}

const types: Readonly<Record<number, ElementType>> = {
  0x08: 'u1',
  0x09: 'i1',
  0x0b: 'i2',
  0x0c: 'i4',
  0x0d: 'f4',
  0x0e: 'f8',
};

const maximumRank = 8;
const maximumHeaderLength = 4 + 4 * maximumRank;

function parseHeader(bytes: Uint8Array, file: string): IdxHeader {
  if (bytes.length < 4)
    throw new DataError(`${file} is too short for an IDX file: ${bytes.length} bytes.`, { file });
  const [zero0, zero1, typeByte = 0, rank = 0] = bytes;
  if (zero0 !== 0 || zero1 !== 0) {
    const found = Buffer.from(bytes.subarray(0, 4)).toString('hex');
    throw new DataError(
      `${file} is no IDX file: it starts with 0x${found}, expected 0x0000 and a type.`,
      { file },
    );
  }
  const type = types[typeByte];
  if (type === undefined) {
    const known = Object.keys(types).map((byte) => hexadecimal(Number(byte)));
    const expected = known.join(', ');
    throw new DataError(
      `${file} has the IDX type ${hexadecimal(typeByte)}, expected one of ${expected}.`,
      { file },
    );
  }
  if (rank === 0 || maximumRank < rank) {
    throw new DataError(`${file} declares ${rank} dimensions, expected 1 to ${maximumRank}.`, {
      file,
    });
  }
  const length = 4 + 4 * rank;
  if (bytes.length < length) throw new DataError(`${file} ends within its header.`, { file });
  const view = new DataView(bytes.buffer, bytes.byteOffset, length);
  const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  return { type, shape, length, totalLength: length + dataLength(shape, type, file) };
}

function dataLength(shape: readonly number[], type: ElementType, file: string): number {
  const bytes = shape.reduce((product, dimension) => product * dimension, elementSizes[type]);
  if (Number.isSafeInteger(bytes)) return bytes;
  throw new DataError(`${file} declares the impossible shape (${shape.join(', ')}).`, { file });
}

function tooShort(header: IdxHeader, file: string): DataError {
  return new DataError(
    `${file} is incomplete: it ends before ${describe(header)}. Download it again.`,
    { file },
  );
}

function describe({ shape, totalLength }: IdxHeader): string {
  return `the ${totalLength} bytes of shape (${shape.join(', ')})`;
}

function hexadecimal(byte: number): string {
  return `0x${byte.toString(16).padStart(2, '0')}`;
}
