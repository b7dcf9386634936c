/**
 * Expressions over small whole numbers, in which no operation rounds: their values are the same to the bit in
 * whatever order sums are added. Most have shapes that fit.
 */
import fc from 'fast-check';

import type { MatrixValue } from '../../../src/core';
import type {
  BinaryOperator,
  Expression,
  Subscript,
} from '../../../src/core/expressions/expression';

export const tensors: Readonly<Record<string, MatrixValue>> = {
  A: matrix(3, 4, [1, -2, 3, 0, 5, 2, -7, 2, 0, 0, 1, 4]),
  B: {
    ...matrix(3, 4, [2, 2, -1, 0, 1, 3, -7, 0, 5, 0, -1, 2]),
    values: Float32Array.of(2, 2, -1, 0, 1, 3, -7, 0, 5, 0, -1, 2),
  },
  S: matrix(3, 3, [1, 0, -1, 2, 3, 0.5, -4, 1, 2]),
  Q: matrix(4, 3, [1, 2, 3, 4, 5, 6, -1, 0, 2, 3, 0.25, 1]),
  c: matrix(3, 1, [1, 2, -3]),
  r: matrix(1, 4, [4, 0, -2, 1]),
  n: matrix(3, 4, [1, NaN, 3, Infinity, -Infinity, 2, -7, 2, 0, -0, NaN, 4]),
  k: matrix(1, 1, [2]),
};

function matrix(rows: number, columns: number, values: readonly number[]): MatrixValue {
  return { rows, columns, values: Float64Array.from(values) };
}

const column = 1;

const number = (value: number): Expression =>
  value < 0
    ? { kind: 'unary', operator: '-', operand: number(-value), column }
    : { kind: 'number', value, column };

const leaves: fc.Arbitrary<Expression> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .constantFrom(...Object.keys(tensors))
      .map((name): Expression => ({ kind: 'name', name, column })),
  },
  { weight: 1, arbitrary: fc.integer({ min: -3, max: 5 }).map(number) },
  { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity).map(number) },
  {
    weight: 1,
    arbitrary: fc.boolean().map((value): Expression => ({ kind: 'boolean', value, column })),
  },
);

const index = fc.integer({ min: -4, max: 4 }).map(number);
const bound = fc.option(fc.integer({ min: -5, max: 5 }).map(number), { nil: undefined });
const step = fc.option(fc.constantFrom(-2, -1, 1, 2).map(number), { nil: undefined });
const subscript: fc.Arbitrary<Subscript> = fc.oneof(
  index.map((each): Subscript => ({ kind: 'at', index: each })),
  fc.record({ start: bound, end: bound, step }).map((bounds): Subscript => ({
    kind: 'range',
    ...(Object.fromEntries(
      Object.entries(bounds).filter(([, value]) => value !== undefined),
    ) as Omit<Extract<Subscript, { kind: 'range' }>, 'kind'>),
  })),
);

const operators: readonly BinaryOperator[] = [
  ...(['+', '-', '*', '%', '@'] as const),
  ...(['<', '<=', '>', '>=', '==', '!=', 'and', 'or'] as const),
];

export const exactExpression: fc.Arbitrary<Expression> = fc.letrec<{ part: Expression }>((tie) => {
  const part = tie('part');
  return {
    part: fc.oneof(
      { depthSize: 'small', maxDepth: 4 },
      leaves,
      fc
        .constantFrom('-' as const, 'not' as const)
        .chain((operator) =>
          part.map((operand): Expression => ({ kind: 'unary', operator, operand, column })),
        ),
      part.map((operand): Expression => ({ kind: 'transpose', operand, column })),
      ...[1, 2, 3].map(() =>
        fc
          .tuple(fc.constantFrom(...operators), part, part)
          .map(([operator, left, right]): Expression => ({
            kind: 'binary',
            operator,
            left,
            right,
            column,
          })),
      ),
      fc.tuple(leaves, fc.integer({ min: 0, max: 3 })).map(([left, exponent]): Expression => ({
        kind: 'binary',
        operator: '**',
        left,
        right: number(exponent),
        column,
      })),
      fc
        .tuple(
          fc.constantFrom('abs' as const, 'isNaN' as const, 'isFinite' as const, 'shape' as const),
          part,
        )
        .map(([name, operand]): Expression => ({ kind: 'call', function: name, operand, column })),
      fc
        .tuple(
          fc.constantFrom(...(['sum', 'min', 'max', 'argmin', 'argmax', 'any', 'all'] as const)),
          part,
          fc.constantFrom(undefined, undefined, 0, 1, -1, -2, 2),
        )
        .map(([name, operand, axis]): Expression => ({
          kind: 'call',
          function: name,
          operand,
          ...(axis === undefined ? {} : { axis: number(axis) }),
          column,
        })),
      fc
        .tuple(part, subscript, fc.option(subscript, { nil: undefined }))
        .map(([operand, row, columnSubscript]): Expression => ({
          kind: 'index',
          operand,
          row,
          ...(columnSubscript === undefined ? {} : { columnSubscript }),
          column,
        })),
    ),
  };
}).part;
