/** One number made of many: of all of a matrix, of each column (axis 0) or of each row (axis 1). */
import type { Numbers } from '../statistics/summary';
import type { ReductionName } from './expression';
import type { MatrixValue } from './value';

/** Numbers that lie `stride` apart; there is at least one. */
export interface Line {
  readonly values: Numbers;
  readonly first: number;
  readonly stride: number;
  readonly count: number;
}

export const reductions: Readonly<Record<ReductionName, (line: Line) => number>> = {
  sum,
  mean: (line) => sum(line) / line.count,
  min: (line) =>
    at(
      line,
      indexOfBest(line, (value, best) => value < best),
    ),
  max: (line) =>
    at(
      line,
      indexOfBest(line, (value, best) => best < value),
    ),
  norm,
  argmin: (line) => indexOfBest(line, (value, best) => value < best),
  argmax: (line) => indexOfBest(line, (value, best) => best < value),
  any: (line) => (some(line, (value) => value !== 0) ? 1 : 0),
  all: (line) => (some(line, (value) => value === 0) ? 0 : 1),
};

/** These answer with true or false when they are asked of a whole matrix. */
export const logicalReductions: ReadonlySet<ReductionName> = new Set(['any', 'all']);

export function wholeOf({ values }: MatrixValue): Line {
  return { values, first: 0, stride: 1, count: values.length };
}

export function linesAlong({ rows, columns, values }: MatrixValue, axis: 0 | 1): readonly Line[] {
  return axis === 0
    ? Array.from({ length: columns }, (_, column) => ({
        values,
        first: column,
        stride: columns,
        count: rows,
      }))
    : Array.from({ length: rows }, (_, row) => ({
        values,
        first: row * columns,
        stride: 1,
        count: columns,
      }));
}

function at({ values, first, stride }: Line, index: number): number {
  return values[first + index * stride]!;
}

function sum(line: Line): number {
  let total = 0;
  for (let index = 0; index < line.count; index++) total += at(line, index);
  return total;
}

/** The root of the sum of squares, scaled by the largest magnitude where squares would overflow or vanish. */
function norm(line: Line): number {
  const squares = (scale: number): number => {
    let total = 0;
    for (let index = 0; index < line.count; index++) {
      const value = at(line, index) / scale;
      total += value * value;
    }
    return total;
  };
  const plain = squares(1);
  if ((1e-280 < plain && plain < Infinity) || Number.isNaN(plain)) return Math.sqrt(plain);
  let largest = 0;
  for (let index = 0; index < line.count; index++) {
    largest = Math.max(largest, Math.abs(at(line, index)));
  }
  if (largest === 0 || largest === Infinity) return largest;
  return largest * Math.sqrt(squares(largest));
}

/** The first of the best; a NaN beats everything, as in NumPy. */
function indexOfBest(line: Line, isBetter: (value: number, best: number) => boolean): number {
  let [best, bestValue] = [0, at(line, 0)];
  for (let index = 0; index < line.count; index++) {
    const value = at(line, index);
    if (Number.isNaN(value)) return index;
    if (isBetter(value, bestValue)) [best, bestValue] = [index, value];
  }
  return best;
}

function some(line: Line, holds: (value: number) => boolean): boolean {
  for (let index = 0; index < line.count; index++) if (holds(at(line, index))) return true;
  return false;
}
