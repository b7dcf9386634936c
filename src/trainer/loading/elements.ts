/** Numbers as files store them, by NumPy's names of the types: kind and size in bytes. */
import { endianness } from 'node:os';

import type { NumericArray } from '../../core/data/table';

export const elementSizes = {
  b1: 1,
  i1: 1,
  u1: 1,
  i2: 2,
  u2: 2,
  i4: 4,
  u4: 4,
  i8: 8,
  u8: 8,
  f4: 4,
  f8: 8,
} as const;

export type ElementType = keyof typeof elementSizes;
export type ByteOrder = 'little' | 'big';

export interface ElementFormat {
  readonly type: ElementType;
  readonly order: ByteOrder;
}

/** Exact numbers, or the reason why they cannot be had. */
export type ReadElements =
  | { readonly kind: 'read'; readonly values: NumericArray }
  | { readonly kind: 'refused'; readonly reason: string };

/** As many elements as `bytes` holds; single bytes are not copied, all else is. */
export function readElements(bytes: Uint8Array, { type, order }: ElementFormat): ReadElements {
  // A Buffer is not quite a Uint8Array: its `slice` does not copy.
  const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  if (type === 'u1') return { kind: 'read', values: plain };
  if (type === 'b1') return readBooleans(plain);
  // Typed arrays must be aligned, and the copy may be swapped in place.
  const copy = Buffer.from(Uint8Array.from(bytes).buffer);
  if (order !== hostOrder) swapBytes(copy, elementSizes[type]);
  const { buffer } = copy;
  switch (type) {
    case 'i1':
      return { kind: 'read', values: new Int8Array(buffer) };
    case 'i2':
      return { kind: 'read', values: new Int16Array(buffer) };
    case 'u2':
      return { kind: 'read', values: new Uint16Array(buffer) };
    case 'i4':
      return { kind: 'read', values: new Int32Array(buffer) };
    case 'u4':
      return { kind: 'read', values: new Uint32Array(buffer) };
    case 'f4':
      return { kind: 'read', values: new Float32Array(buffer) };
    case 'f8':
      return { kind: 'read', values: new Float64Array(buffer) };
    case 'i8':
      return narrowed(new BigInt64Array(buffer));
    case 'u8':
      return narrowed(new BigUint64Array(buffer));
    default:
      return type satisfies never;
  }
}

export const hostOrder: ByteOrder = endianness() === 'LE' ? 'little' : 'big';

function swapBytes(bytes: Buffer, size: number): void {
  if (size === 2) bytes.swap16();
  if (size === 4) bytes.swap32();
  if (size === 8) bytes.swap64();
}

function readBooleans(bytes: Uint8Array): ReadElements {
  const stray = bytes.findIndex((byte) => 1 < byte);
  if (stray < 0) return { kind: 'read', values: bytes };
  return { kind: 'refused', reason: `element ${stray} is the byte ${bytes[stray]!}, no boolean` };
}

function narrowed(integers: BigInt64Array | BigUint64Array): ReadElements {
  const values = new Float64Array(integers.length);
  for (let i = 0; i < integers.length; i++) {
    const value = Number(integers[i]!);
    if (!Number.isSafeInteger(value)) {
      return {
        kind: 'refused',
        reason: `element ${i} is ${integers[i]!}, beyond the exact integers (2^53)`,
      };
    }
    values[i] = value;
  }
  return { kind: 'read', values };
}

/** The type whose elements the array has. */
export function elementTypeOf(values: NumericArray): ElementType {
  if (values instanceof Float64Array) return 'f8';
  if (values instanceof Float32Array) return 'f4';
  if (values instanceof Int32Array) return 'i4';
  if (values instanceof Uint32Array) return 'u4';
  if (values instanceof Int16Array) return 'i2';
  if (values instanceof Uint16Array) return 'u2';
  return values instanceof Int8Array ? 'i1' : 'u1';
}

/** Not a copy where the machine has that order itself. */
export function littleEndianBytes(values: NumericArray): Buffer {
  const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  if (hostOrder === 'little') return bytes;
  const swapped = Buffer.from(bytes);
  swapBytes(swapped, values.BYTES_PER_ELEMENT);
  return swapped;
}
