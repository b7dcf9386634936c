/** Writes NPZ archives that `numpy.load` reads: uncompressed, and the same bytes for the same numbers. */
import { crc32 } from 'node:zlib';

import type { NumericArray } from '../../core/data/table';
import { elementTypeOf, hostOrder } from './elements';
import { formatShape } from './npy';

export interface NamedArray {
  /** Without `.npy`; no folders. */
  readonly name: string;
  readonly shape: readonly number[];
  /** Row-major. */
  readonly values: NumericArray;
}

export function writeNpz(arrays: readonly NamedArray[]): Uint8Array {
  const contents: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const array of arrays) {
    const name = Buffer.from(`${array.name}.npy`);
    const data = writeNpy(array);
    const stated = describeEntry(name, data);
    contents.push(signature(0x04034b50), stated, uint16(0), name, data);
    directory.push(
      signature(0x02014b50),
      uint16(version),
      stated,
      Buffer.alloc(12),
      uint32(offset),
      name,
    );
    offset += 30 + name.length + data.length;
  }
  const directoryBytes = Buffer.concat(directory);
  const end = [
    signature(0x06054b50),
    uint32(0),
    uint16(arrays.length),
    uint16(arrays.length),
    uint32(directoryBytes.length),
    uint32(offset),
    uint16(0),
  ];
  return Buffer.concat([...contents, directoryBytes, ...end]);
}

const version = 20;
// Names are UTF-8.
const flags = 0x0800;
// The first of January 1980, where ZIP begins: a date would make equal archives differ.
const date = 0x0021;

/** What the entry's own header and the directory both say, from the version needed to the length of the name. */
function describeEntry(name: Buffer, data: Buffer): Buffer {
  const method = 0;
  const time = 0;
  return Buffer.concat([
    ...[version, flags, method, time, date].map(uint16),
    ...[crc32(data), data.length, data.length].map(uint32),
    uint16(name.length),
  ]);
}

/** The bytes of a file that `numpy.load` reads. */
export function writeNpy({ name, shape, values }: NamedArray): Buffer {
  const count = shape.reduce((product, dimension) => product * dimension, 1);
  if (count !== values.length) {
    throw new RangeError(
      `${name} has ${values.length} numbers, and its shape ${formatShape(shape)} takes ${count}`,
    );
  }
  const type = elementTypeOf(values);
  const order = type.endsWith('1') ? '|' : { little: '<', big: '>' }[hostOrder];
  const text = `{'descr': '${order}${type}', 'fortran_order': False, 'shape': ${formatShape(shape)}, }`;
  // Spaces and a line feed bring the numbers to a multiple of 64, where they can be mapped into memory.
  const padding = 63 - ((10 + text.length) % 64);
  const header = Buffer.from(`${text}${' '.repeat(padding)}\n`, 'latin1');
  const numbers = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  return Buffer.concat([
    Buffer.from('\x93NUMPY\x01\x00', 'latin1'),
    uint16(header.length),
    header,
    numbers,
  ]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

/** Throws a `RangeError` at 4 GB, which would need zip64. */
function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

const signature = uint32;
