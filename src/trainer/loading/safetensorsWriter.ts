/** Writes safetensors files, the same bytes for the same tensors. */
import type { NumericArray } from '../../core/data/table';
import { elementTypeOf, littleEndianBytes } from './elements';
import type { NamedArray } from './npzWriter';
import { elementTypes } from './safetensors';

/** In the order that is given; numbers keep their type. */
export function writeSafetensors(arrays: readonly NamedArray[]): Uint8Array {
  let offset = 0;
  const entries = arrays.map(({ name, shape, values }) => {
    const count = shape.reduce((product, side) => product * side, 1);
    if (count !== values.length) {
      throw new RangeError(`${name} has ${values.length} numbers, and its shape takes ${count}`);
    }
    const begin = offset;
    offset += values.byteLength;
    return [name, { dtype: dtypeOf(values), shape, data_offsets: [begin, offset] }] as const;
  });
  const text = Buffer.from(JSON.stringify(Object.fromEntries(entries)));
  // Spaces bring the numbers to a multiple of 8, where they can be mapped into memory.
  const header = Buffer.concat([text, Buffer.alloc((8 - (text.length % 8)) % 8, ' ')]);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, header, ...arrays.map(({ values }) => littleEndianBytes(values))]);
}

function dtypeOf(values: NumericArray): string {
  const type = elementTypeOf(values);
  return Object.keys(elementTypes).find((name) => elementTypes[name] === type)!;
}
