/** What only Backstep means by an expression; what NumPy means by it too is proven beside this. */
import { describe, expect, it } from 'vitest';

import {
  conditionBudget,
  evaluateExpression,
  parseExpression,
  type ExpressionScope,
  type ExpressionValue,
} from '../../../src/core';
import { mostCells } from '../../../src/core/expressions/meter';

const values: Readonly<Record<string, ExpressionValue | 'notComputedYet'>> = {
  W1: { rows: 2, columns: 3, values: Float32Array.of(0.1, -2, 3, 4, NaN, 6) },
  b1: { rows: 2, columns: 1, values: Float64Array.of(5, 6) },
  long: { rows: 3000, columns: 1, values: new Float64Array(3000).fill(1) },
  square: { rows: 1000, columns: 1000, values: new Float64Array(1_000_000) },
  huge: { rows: 2, columns: 1, values: Float64Array.of(3e200, 4e200) },
  tiny: { rows: 2, columns: 1, values: Float64Array.of(3e-200, 4e-200) },
  b2: { rows: 1, columns: 1, values: Float64Array.of(7) },
  dW1: 'notComputedYet',
  J: 0.25,
};

describe('a value', () => {
  it.each([
    ['b1[1]', 6],
    ['b1[-1, 0]', 6],
    ['b2', 7],
    ['b2[0, 0] + b2.T', 14],
    ['J[0]', 0.25],
    ['W1[0, 0]', Math.fround(0.1)],
    ['argmax(W1)', 4],
    ['argmax(W1[0])', 2],
    ['shape(b2)[0, 1]', 1],
    ['norm(huge) / 5e200 < 1 + 1e-12', true],
    ['norm(tiny) / 5e-200 > 1 - 1e-12', true],
    ['1/2 · b1 · 2 == b1', [1, 1]],
    ['all(1/2 · b1 · 2 == b1)', true],
    ['isNaN(W1[1, 1])', true],
    ['any(isNaN(W1))', true],
    ['not J', false],
    ['J < 1', true],
    ['true + true', 2],
    ['exp(J)', 1.25],
    ['log(b1)', [50, 60]],
  ])('of %s is %j', (text, expected) => {
    const value = valueOf(text);
    expect(typeof value === 'object' ? [...value.values] : value).toEqual(expected);
  });

  it('of a name alone is the tensor itself, without a copy', () => {
    expect(valueOf('W1')).toBe(values.W1);
  });

  it('of what an operator decides does not need the other side', () => {
    expect(valueOf('J > 1 and dW1[0, 0] > 0')).toBe(false);
    expect(valueOf('J < 1 or nothing')).toBe(true);
  });

  it('never changes what it is computed from', () => {
    valueOf('-W1 * W1 + W1.T[0, 0] - sum(abs(W1)) ** 2');
    expect(values.W1).toMatchObject({ values: Float32Array.of(0.1, -2, 3, 4, NaN, 6) });
  });
});

describe('what has no value', () => {
  it.each([
    ['1 + dW1', 5, 'dW1 has not been computed yet in this iteration.'],
    ['1 + w1', 5, 'There is nothing named "w1".'],
    ['sum', 1, 'There is nothing named "sum".'],
    [
      'W1 + long',
      4,
      'Found 2 × 3 and 3000 × 1, expected equal shapes, or one row, one column or a number on one side.',
    ],
    ['W1 @ W1', 4, 'Found 2 × 3 times 2 × 3; the inner sizes 3 and 2 must be equal.'],
    ['W1[2, 0]', 4, 'Found row 2, expected one of -2 … 1.'],
    ['W1[0, -4]', 7, 'Found column -4, expected one of -3 … 2.'],
    ['W1[0.5]', 4, 'Found 0.5, expected a whole number.'],
    ['W1[b1]', 4, 'Found a matrix of 2 × 1, expected a whole number.'],
    ['W1[true]', 4, 'Found true or false, expected a whole number.'],
    ['W1[:, 3:]', 7, 'This slice selects none of the 3 columns.'],
    ['W1[::0]', 6, 'Found a slice that steps by 0.'],
    ['sum(W1, axis=2)', 14, 'Found axis 2, expected 0 (of each column) or 1 (of each row).'],
    [
      'W1 ** 0.5',
      7,
      'Found the exponent 0.5, expected a whole number of -1024 … 1024; for roots there is sqrt.',
    ],
    [
      'J ** b1',
      6,
      'Found the exponent a matrix of 2 × 1, expected a whole number of -1024 … 1024; for roots there is sqrt.',
    ],
  ])('%s: column %i, %s', (text, column, message) => {
    expect(evaluated(text)).toMatchObject({ kind: 'error', column, message });
  });

  it('says which tensor is not there yet, and which names there are', () => {
    expect(evaluated('1 + dW1')).toMatchObject({ notComputedYet: 'dW1' });
    expect(evaluated('w1')).toMatchObject({
      misspelt: { found: 'w1', known: Object.keys(values) },
    });
  });

  it('without the functions of the kernels there are no exp and log', () => {
    expect(evaluated('exp(J)', { math: undefined })).toMatchObject({
      message: 'exp cannot be computed here.',
    });
  });
});

const tooLong = 'takes too long to compute; take less of a tensor';

describe('case 40: an expression that computes too much', () => {
  it.each([
    ['long @ long.T', 6, `This would be a matrix of 3000 × 3000; at most ${mostCells} cells`],
    ['square @ square', 8, tooLong],
    [`square${' + square'.repeat(200)}`, 233, tooLong],
    [`0${' + sum(abs(square))'.repeat(30)}`, 389, tooLong],
  ])('is refused where it is too much: %.30s', (text, column, message) => {
    expect(evaluated(text)).toMatchObject({
      kind: 'error',
      column,
      message: expect.stringContaining(message),
    });
  });

  it('has less to spend as a condition', () => {
    const parsed = parseExpression('sum(square + square) > 0');
    if (parsed.kind === 'error') throw new Error(parsed.message);
    expect(evaluateExpression(parsed.expression, scope).kind).toBe('value');
    const options = { budget: conditionBudget };
    expect(evaluateExpression(parsed.expression, scope, options)).toMatchObject({ kind: 'error' });
  });
});

const scope: ExpressionScope = {
  names: Object.keys(values),
  value: (name) => values[name],
  // No real functions: what is shown is that they are asked.
  math: {
    exp: (x) => x + 1,
    log: (x) => 10 * x,
    sin: Math.abs,
    cos: Math.abs,
    tanh: Math.abs,
    sqrt: Math.sqrt,
  },
};

function evaluated(text: string, changes: { readonly math?: undefined } = {}) {
  const parsed = parseExpression(text);
  if (parsed.kind === 'error') throw new Error(`${text}: ${parsed.message}`);
  const { math, ...others } = scope;
  return evaluateExpression(
    parsed.expression,
    'math' in changes || math === undefined ? others : { ...others, math },
  );
}

function valueOf(text: string): ExpressionValue {
  const result = evaluated(text);
  if (result.kind === 'error') throw new Error(`${text}: ${result.message}`);
  return result.value;
}
