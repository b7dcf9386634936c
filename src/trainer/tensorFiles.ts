/** A tensor, or what an expression makes of tensors, as a file or as the bytes that lie in memory. */
import path from 'node:path';

import type { ExpressionValue } from '../core';
import type { SaveParams, SaveResult } from '../protocol/expressions';
import type { MemoryParams, MemoryResult } from '../protocol/tensors';
import { valueOf } from './evaluate';
import { expressionMessage } from './expressionMessage';
import { writeFileAtomically } from './loading/atomicFile';
import { writeNpy, type NamedArray } from './loading/npzWriter';
import type { Run } from './run';

// What a client asks for at once is far less; this only keeps a single answer small.
const mostBytes = 1_048_576;
// Some 80 MB of text.
const mostCsvNumbers = 4_194_304;

/** Little endian, as in memory; what lies behind the end of the tensor cannot be read. */
export function readMemory(
  { timeline }: Run,
  { tensor, offset, count }: MemoryParams,
): MemoryResult {
  const view = timeline.read(tensor);
  if (view === undefined) return { bytes: new Uint8Array(), unreadable: count };
  const { buffer, byteOffset, byteLength } = view.values;
  const start = Math.min(Math.max(0, offset), byteLength);
  const end = Math.min(start + Math.max(0, count), byteLength);
  if (start !== offset) return { bytes: new Uint8Array(), unreadable: count };
  const bytes = new Uint8Array(buffer, byteOffset + start, Math.min(end - start, mostBytes));
  return { bytes: bytes.slice(), unreadable: Math.max(0, offset + count - byteLength) };
}

/** As .npy in the tensor's own precision and shape, or as .csv, a line for each row; whole or not at all. */
export async function saveValue(run: Run, { expression, file }: SaveParams): Promise<SaveResult> {
  const result = valueOf(run, expression);
  if (result.kind === 'error') return { kind: 'error', message: expressionMessage(result) };
  const array = arrayOf(run, expression, result.value);
  const format = path.extname(file).toLowerCase();
  if (format !== '.npy' && format !== '.csv') {
    return {
      kind: 'error',
      message: `${path.basename(file)} would be neither a .npy nor a .csv file; choose one of the two.`,
    };
  }
  if (format === '.csv' && mostCsvNumbers < array.values.length) {
    return {
      kind: 'error',
      message: `${expression} has ${array.values.length} numbers; a .csv file takes at most ${mostCsvNumbers}. Save it as .npy.`,
    };
  }
  const bytes = format === '.npy' ? writeNpy(array) : csvOf(array);
  await writeFileAtomically(file, bytes);
  return { kind: 'saved', bytes: bytes.byteLength };
}

/** A tensor keeps its own shape and precision; what is computed is a float64 matrix. */
function arrayOf({ timeline }: Run, expression: string, value: ExpressionValue): NamedArray {
  const name = expression.trim();
  const view = timeline.read(name);
  if (view !== undefined) return { name, shape: view.spec.shape, values: view.values };
  if (typeof value === 'object') {
    return { name, shape: [value.rows, value.columns], values: value.values };
  }
  return { name, shape: [], values: Float64Array.of(Number(value)) };
}

/** Every number with as many digits as identify it; `nan` and `inf` as NumPy reads them. */
function csvOf({ shape, values }: NamedArray): Uint8Array {
  const columns = shape.at(-1) ?? 1;
  const lines: string[] = [];
  for (let first = 0; first < values.length; first += columns) {
    lines.push(`${Array.from(values.subarray(first, first + columns), csvNumber).join(',')}\n`);
  }
  return Buffer.from(lines.join(''));
}

function csvNumber(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  return Object.is(value, -0) ? '-0' : String(value);
}
