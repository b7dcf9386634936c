import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { namesIn, parseExpression, printExpression, type Expression } from '../../../src/core';
import { anyExpression } from './anyExpression';
import { withoutColumns } from './withoutColumns';

describe('an expression', () => {
  it.each([
    ['1 + 2 * 3', '1 + (2 * 3)'],
    ['1 - 2 - 3', '(1 - 2) - 3'],
    ['2 / 3 @ 4 % 5', '((2 / 3) @ 4) % 5'],
    ['2 ** 3 ** 2', '2 ** (3 ** 2)'],
    ['-a ** 2', '-(a ** 2)'],
    ['2 ** -a', '2 ** (-a)'],
    ['-a * b', '(-a) * b'],
    ['-a.T[0]', '-((a.T)[0])'],
    ['a + b < c * d', '(a + b) < (c * d)'],
    ['not a < b', 'not (a < b)'],
    ['!a < b', '(not a) < b'],
    ['not a and b or c', '((not a) and b) or c'],
    ['a or b and c', 'a or (b and c)'],
    ['a && b || !c', '(a and b) or (not c)'],
    ['+a', 'a'],
    ['a · b', 'a @ b'],
    ['a ⋅ b', 'a @ b'],
    ['a ⊙ b', 'a * b'],
    ['a − b', 'a - b'],
    ['a ≤ b', 'a <= b'],
    ['a ≥ b', 'a >= b'],
    ['a ≠ b', 'a != b'],
    ['aᵀ', 'a.T'],
    ['transpose(a)', 'a.T'],
    ['2.T', '(2).T'],
    ['sum(a, 1)', 'sum(a, axis=1)'],
    ['True', 'true'],
    ['.5e3', '500.0'],
  ])('%s is read as %s', (text, bracketed) => {
    expect(withoutColumns(read(text))).toEqual(withoutColumns(read(bracketed)));
  });

  it('that is printed is read as the same expression', () => {
    fc.assert(
      fc.property(anyExpression, (expression) => {
        const printed = printExpression(expression);
        expect(withoutColumns(read(printed))).toEqual(withoutColumns(expression));
      }),
      { numRuns: 2000 },
    );
  });

  it('is printed without brackets that change nothing', () => {
    for (const text of ['a - b - c', '-a ** 2', '(a - b) * c', 'a - (b - c)', 'not a == b']) {
      expect(printExpression(read(text))).toBe(text);
    }
  });

  it('tells the names in it, and neither functions nor constants', () => {
    const names = namesIn(read('norm(W1[i:j, k], axis=n) < 1e-6 and not (A1.T @ X == NaN)'));
    expect([...names].toSorted()).toEqual(['A1', 'W1', 'X', 'i', 'j', 'k', 'n']);
  });
});

describe('what is no expression', () => {
  const operand = 'expected a number, a name or "("';
  it.each([
    ['', 1, `Found the end, ${operand}.`],
    ['  ', 3, `Found the end, ${operand}.`],
    ['1 +', 4, `Found the end, ${operand}.`],
    ['* 2', 1, `Found "*", ${operand}.`],
    ['W1 W2', 4, 'Found "W2", expected an operator or the end.'],
    ['2x', 2, 'Found "x", expected an operator or the end.'],
    ['(1', 3, 'Found the end, expected ")".'],
    ['W1[1', 5, 'Found the end, expected "]".'],
    ['W1[]', 4, 'Found "]", expected an index such as 3, or a slice such as 2:5.'],
    ['W1[,1]', 4, 'Found ",", expected an index such as 3, or a slice such as 2:5.'],
    [
      'W1[1, 2, 3]',
      8,
      'Found a third index; a tensor is read as a matrix and takes a row and a column.',
    ],
    ['W1.S', 4, 'Found "S", expected "T", the transpose.'],
    [
      '0 < a < 1',
      7,
      'Found "<" behind "<"; comparisons do not chain, join two of them with "and".',
    ],
    ['a = 1', 3, 'Found "=", expected an operator or the end.'],
    ['a ^ 2', 3, 'Found "^", which has no meaning here.'],
    ['"W1"', 1, 'Found """, which has no meaning here.'],
    ['1 + 😀', 5, 'Found "😀", which has no meaning here.'],
    ['abs(a, 1)', 8, 'abs takes one argument.'],
    ['sum(a, axis 1)', 13, 'Found "1", expected "=".'],
    ['fetch(a)', 1, 'There is no function "fetch".'],
    ['constructor(a)', 1, 'There is no function "constructor".'],
    ['a and', 6, `Found the end, ${operand}.`],
    ['or a', 1, `Found "or", ${operand}.`],
  ])('%j is wrong at column %i: %s', (text, column, message) => {
    expect(parseExpression(text)).toMatchObject({ kind: 'error', column, message });
  });

  it('offers the functions for a misspelt one', () => {
    const parsed = parseExpression('nrm(a)');
    expect(parsed).toMatchObject({ misspelt: { found: 'nrm' } });
    expect(parsed.kind === 'error' && parsed.misspelt?.known).toContain('norm');
  });
});

describe('a text made to break a parser', () => {
  it.each([
    ['brackets', '('.repeat(100_000)],
    ['brackets that close', `${'('.repeat(4000)}1${')'.repeat(4000)}`],
    ['signs', `${'-'.repeat(9000)}1`],
    ['sums', `1${'+1'.repeat(4900)}`],
    ['indices', `a${'[0]'.repeat(3000)}`],
    ['transposes', `a${'.T'.repeat(4000)}`],
    ['powers', `1${'**1'.repeat(3000)}`],
    ['negations', 'not '.repeat(2000)],
    ['calls', 'sum('.repeat(2400)],
  ])('of endless %s is refused', (_, text) => {
    expect(parseExpression(text)).toMatchObject({
      kind: 'error',
      message: expect.stringMatching(/make it shorter|at most 10000 are read/),
    });
  });

  it.each([
    ['brackets', `${'('.repeat(240)}1${')'.repeat(240)}`],
    ['signs', `${'-'.repeat(498)}1`],
    ['sums', `1${'+1'.repeat(249)}`],
    ['powers', `1${'**1'.repeat(249)}`],
  ])('of as many %s as are allowed is read and printed', (_, text) => {
    expect(printExpression(read(printExpression(read(text))))).toBe(printExpression(read(text)));
  });
});

function read(text: string): Expression {
  const parsed = parseExpression(text);
  if (parsed.kind === 'error')
    throw new Error(`${text}, column ${parsed.column}: ${parsed.message}`);
  return parsed.expression;
}
