/** Laws of the matrix product's bits: they depend on an element's row and column, and on nothing else. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { counterStream } from '../../src/core/random/counterStream';
import { KernelMemory, type Numbers } from '../support/kernelMemory';

interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly numbers: ArrayLike<number>;
}

const size = fc.record({
  rows: fc.integer({ min: 1, max: 130 }),
  columns: fc.integer({ min: 1, max: 130 }),
  inner: fc.integer({ min: 1, max: 300 }),
});

describe.each(['float64', 'float32'] as const)('a product in %s', (precision) => {
  const memory = new KernelMemory(precision);

  it('has the same column alone and among others', () => {
    fc.assert(
      fc.property(size, fc.nat(), ({ rows, columns, inner }, anyColumn) => {
        const left = random(rows, inner, 1);
        const right = random(inner, columns, 2);
        const column = anyColumn % columns;
        const alone = multiply(left, sliceOf(right, [0, inner], [column, column + 1]));
        const product = { rows, columns, numbers: multiply(left, right) };
        expect(sliceOf(product, [0, rows], [column, column + 1]).numbers).toEqual([...alone]);
      }),
      { numRuns: 40 },
    );
  });

  it('has the same row alone and among others', () => {
    fc.assert(
      fc.property(size, fc.nat(), ({ rows, columns, inner }, anyRow) => {
        const left = random(rows, inner, 1);
        const right = random(inner, columns, 2);
        const row = anyRow % rows;
        const alone = multiply(sliceOf(left, [row, row + 1], [0, inner]), right);
        const product = { rows, columns, numbers: multiply(left, right) };
        expect(sliceOf(product, [row, row + 1], [0, columns]).numbers).toEqual([...alone]);
      }),
      { numRuns: 40 },
    );
  });

  it('is the same whether a factor is transposed before or by the kernel', () => {
    fc.assert(
      fc.property(size, ({ rows, columns, inner }) => {
        const left = random(rows, inner, 1);
        const right = random(inner, columns, 2);
        const plain = multiply(left, right);
        expect(multiply(transposed(left), right, { left: 1 })).toEqual(plain);
        expect(multiply(left, transposed(right), { right: 1 })).toEqual(plain);
      }),
      { numRuns: 40 },
    );
  });

  it('is the same where the product has few rows or columns', () => {
    const few = fc.integer({ min: 1, max: 3 });
    const fours = fc.integer({ min: 1, max: 12 }).map((count) => 4 * count);
    fc.assert(
      fc.property(few, fours, fours, (rows, columns, inner) => {
        const left = random(rows, inner, 1);
        const right = random(inner, columns, 2);
        const plain = multiply(left, right);
        expect(multiply(left, transposed(right), { right: 1 })).toEqual(plain);
        const turned = multiply(transposed(right), left, { right: 1 });
        const product = { rows: columns, columns: rows, numbers: turned };
        expect(transposed(product).numbers).toEqual([...plain]);
      }),
      { numRuns: 40 },
    );
  });

  it('is the same where a sum has few terms', () => {
    const few = fc.integer({ min: 1, max: 3 });
    const count = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(count, count, few, (rows, columns, inner) => {
        const left = random(rows, inner, 1);
        const right = random(inner, columns, 2);
        const alone = (_: unknown, at: number) => {
          const [row, column] = [Math.floor(at / columns), at % columns];
          const own = sliceOf(left, [row, row + 1], [0, inner]);
          return multiply(own, sliceOf(right, [0, inner], [column, column + 1]))[0]!;
        };
        const expected = Array.from({ length: rows * columns }, alone);
        expect([...multiply(left, right)]).toEqual(expected);
        expect([...multiply(transposed(left), right, { left: 1 })]).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });

  function multiply(left: Matrix, right: Matrix, transpose: { left?: 1; right?: 1 } = {}): Numbers {
    const [rows, inner] = transpose.left ? [left.columns, left.rows] : [left.rows, left.columns];
    const columns = transpose.right ? right.rows : right.columns;
    memory.clear();
    const product = memory.place(new Float64Array(rows * columns));
    const factors = [memory.place(left.numbers), memory.place(right.numbers)] as const;
    const flags = [transpose.left ?? 0, transpose.right ?? 0] as const;
    memory.run('multiply', product, ...factors, rows, columns, inner, ...flags, 1);
    return memory.view(product, rows * columns).slice();
  }
});

function random(rows: number, columns: number, turn: number): Matrix {
  const { uniform } = counterStream({ seed: 1, stream: 'data', turn });
  const numbers = Float64Array.from({ length: rows * columns }, (_, i) => 2 * uniform(i) - 1);
  return { rows, columns, numbers };
}

type Range = readonly [from: number, to: number];

function sliceOf(matrix: Matrix, rows: Range, columns: Range): Matrix {
  const numbers: number[] = [];
  for (let i = rows[0]; i < rows[1]; i++) {
    for (let j = columns[0]; j < columns[1]; j++) {
      numbers.push(matrix.numbers[i * matrix.columns + j]!);
    }
  }
  return { rows: rows[1] - rows[0], columns: columns[1] - columns[0], numbers };
}

function transposed({ rows, columns, numbers }: Matrix): Matrix {
  const length = rows * columns;
  const turned = Array.from(
    { length },
    (_, i) => numbers[(i % rows) * columns + Math.floor(i / rows)]!,
  );
  return { rows: columns, columns: rows, numbers: turned };
}
