/** NPY arrays of numbers: versions 1 to 3, either byte order, C or Fortran order. */
import type { NumericArray } from '../../core/data/table';
import { DataError } from './dataError';
import type { DataBytes } from './dataFiles';
import { elementSizes, readElements } from './elements';
import type { NumericTensor } from './numericTensor';
import { parseNpyHeader } from './npyHeader';

/** Integers beyond 2^53 are refused rather than rounded. The values are row-major whatever the file's order. */
export function parseNpy(source: DataBytes): NumericTensor {
  const refuse = (reason: string) =>
    new DataError(`${source.file}: ${reason}.`, { file: source.file });
  const located = locateHeader(source.bytes);
  if (typeof located === 'string') throw refuse(located);
  const header = parseNpyHeader(located.text);
  if (typeof header === 'string') throw refuse(header);
  const { shape, format, fortranOrder } = header;
  const expected = shape.reduce(
    (product, dimension) => product * dimension,
    elementSizes[format.type],
  );
  const content = source.bytes.subarray(located.end);
  if (content.length !== expected) {
    throw refuse(
      `its shape ${formatShape(shape)} takes ${expected} bytes, and it has ${content.length}`,
    );
  }
  const elements = readElements(content, format);
  if (elements.kind === 'refused') throw refuse(elements.reason);
  const values = fortranOrder ? rowMajor(elements.values, shape) : elements.values;
  return { shape, values };
}

/** `(16, 2)`, and `(16,)` for one dimension, as NumPy prints it. */
export function formatShape(shape: readonly number[]): string {
  return shape.length === 1 ? `(${shape[0]!},)` : `(${shape.join(', ')})`;
}

interface LocatedHeader {
  readonly text: string;
  /** Offset of the numbers. */
  readonly end: number;
}

const magic = '\x93NUMPY';
// NumPy's own limit, against headers that are slow to read.
const maximumHeaderLength = 10_000;

function locateHeader(bytes: Uint8Array): LocatedHeader | string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (buffer.toString('latin1', 0, magic.length) !== magic) return 'it is no NPY array';
  const version = buffer[6] ?? 0;
  if (version < 1 || 3 < version || buffer[7] !== 0) {
    return `it has the NPY version ${version}.${buffer[7] ?? 0}, expected 1.0, 2.0 or 3.0`;
  }
  const start = version === 1 ? 10 : 12;
  if (buffer.length < start) return 'it ends within its header';
  const length = version === 1 ? buffer.readUInt16LE(8) : buffer.readUInt32LE(8);
  if (maximumHeaderLength < length)
    return `its header is ${length} bytes long, expected at most ${maximumHeaderLength}`;
  const end = start + length;
  if (buffer.length < end) return 'it ends within its header';
  return { text: buffer.toString(version === 3 ? 'utf8' : 'latin1', start, end), end };
}

/** From first index fastest to last index fastest. */
function rowMajor(values: NumericArray, shape: readonly number[]): NumericArray {
  const ordered = values.slice();
  const index = shape.map(() => 0);
  for (const value of values) {
    let target = 0;
    for (const [axis, dimension] of shape.entries()) target = target * dimension + index[axis]!;
    ordered[target] = value;
    for (let axis = 0; axis < shape.length; axis++) {
      index[axis]! += 1;
      if (index[axis]! < shape[axis]!) break;
      index[axis] = 0;
    }
  }
  return ordered;
}
