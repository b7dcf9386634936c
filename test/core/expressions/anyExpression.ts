/** Any expression that can be written, for laws about all of them. */
import fc from 'fast-check';

import { functionNames, type Expression } from '../../../src/core';
import {
  precedenceOf,
  reductionNames,
  type Subscript,
} from '../../../src/core/expressions/expression';

const column = 1;

const literals: fc.Arbitrary<Expression> = fc.oneof(
  fc
    .oneof(fc.nat(20), fc.double({ min: 0, noNaN: true }), fc.constant(NaN))
    // A sign would be an operator.
    .map((value): Expression => ({
      kind: 'number',
      value: Object.is(value, -0) ? 0 : value,
      column,
    })),
  fc.boolean().map((value): Expression => ({ kind: 'boolean', value, column })),
  fc
    .constantFrom('W1', 'dA2', 'J', 'iteration', 'axis', 'T', '_x')
    .map((name): Expression => ({ kind: 'name', name, column })),
);

const { expression } = fc.letrec<{ expression: Expression; subscript: Subscript }>((tie) => {
  const part = tie('expression');
  const optional = fc.option(part, { nil: undefined });
  return {
    subscript: fc.oneof(
      part.map((index): Subscript => ({ kind: 'at', index })),
      fc
        .record({ start: optional, end: optional, step: optional })
        .map((bounds): Subscript => ({ kind: 'range', ...given(bounds) })),
    ),
    expression: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      literals,
      fc.record({
        kind: fc.constant('unary' as const),
        operator: fc.constantFrom('-' as const, 'not' as const),
        operand: part,
        column: fc.constant(column),
      }),
      fc.record({
        kind: fc.constant('transpose' as const),
        operand: part,
        column: fc.constant(column),
      }),
      fc.record({
        kind: fc.constant('binary' as const),
        operator: fc.constantFrom(...(Object.keys(precedenceOf) as (keyof typeof precedenceOf)[])),
        left: part,
        right: part,
        column: fc.constant(column),
      }),
      fc.record({
        kind: fc.constant('call' as const),
        function: fc.constantFrom(...functionNames),
        operand: part,
        column: fc.constant(column),
      }),
      fc.record({
        kind: fc.constant('call' as const),
        function: fc.constantFrom(...reductionNames),
        operand: part,
        axis: part,
        column: fc.constant(column),
      }),
      fc
        .record({
          operand: part,
          row: tie('subscript'),
          columnSubscript: fc.option(tie('subscript'), { nil: undefined }),
        })
        .map((parts): Expression => ({ kind: 'index', column, ...given(parts) })),
    ),
  };
});

export const anyExpression: fc.Arbitrary<Expression> = expression;

/** Without the properties that are undefined. */
function given<T extends object>(parts: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(parts).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}
