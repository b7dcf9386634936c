/** What users write beside a breakpoint: hit counts, messages, kinds of change. */
import { describe, expect, it } from 'vitest';

import type { ExpressionScope } from '../../../src/core';
import { parseDataCondition } from '../../../src/trainer/breakpoints/dataCondition';
import { parseHitCondition } from '../../../src/trainer/breakpoints/hitCondition';
import { parseLogMessage } from '../../../src/trainer/breakpoints/logMessage';

describe('a hit count', () => {
  it.each([
    ['3', [3]],
    ['= 3', [3]],
    ['==3', [3]],
    ['> 3', [4, 5, 6, 7]],
    ['>=3', [3, 4, 5, 6, 7]],
    ['<  3', [1, 2]],
    ['<= 3', [1, 2, 3]],
    [' % 3 ', [3, 6]],
    ['0', []],
  ])('%s is met by the hits %j of seven', (text, expected) => {
    const parsed = parseHitCondition(text);
    if (parsed.kind === 'error') throw new Error(parsed.message);
    expect([1, 2, 3, 4, 5, 6, 7].filter(parsed.holds)).toEqual(expected);
  });

  it.each(['', '% 0', '-1', '1.5', '> ', '3 times', '3 > 2', '% -2', '1e3', '9999999999999999'])(
    'is refused as "%s", with what is expected',
    (text) => {
      expect(parseHitCondition(text)).toEqual({
        kind: 'error',
        message: `Found the hit count "${text.trim()}", expected one such as 10, = 10, > 10, >= 10, < 10, <= 10 or % 5.`,
      });
    },
  );
});

describe('a change', () => {
  it.each([
    ['', 1, 1, false],
    ['changes', 1, 1.0000000000000002, true],
    ['changes', NaN, NaN, false],
    ['changes', 1, NaN, true],
    ['changes', 0, -0, false],
    ['changes by 0.5', 1, 1.5, false],
    ['changes by 0.5', 1, 0.4, true],
    ['Changes By .5', 1, NaN, true],
    ['changes by 0', 1, 1, false],
    ['changes sign', -1, 1, true],
    ['changesSign', 1, -1e-300, true],
    ['changes sign', -1, 0, true],
    ['changes sign', 0, 1, false],
    ['changes sign', NaN, 1, false],
    ['crosses 0.5', 0.4, 0.6, true],
    ['crosses 0.5', 0.6, 0.4, true],
    ['crosses 0.5', 0.5, 0.6, false],
    ['crosses 0.5', 0.4, 0.5, true],
    ['crosses -1e-3', -1, 1, true],
    ['crosses 0.5', 0.4, NaN, false],
  ])('"%s" from %d to %d: %s', (text, before, after, expected) => {
    const parsed = parseDataCondition(text);
    if (parsed.kind === 'error') throw new Error(parsed.message);
    expect(parsed.happens(before, after)).toBe(expected);
  });

  it.each(['crosses', 'crosses x', 'crosses 1e999', 'changes by -1', 'W1 > 0', 'reads'])(
    'is refused as "%s", with what is expected',
    (text) => {
      expect(parseDataCondition(text)).toEqual({
        kind: 'error',
        message: `Found "${text}", expected one of: changes, changes by 0.1, changes sign, crosses 0.5.`,
      });
    },
  );
});

describe('a message', () => {
  const scope: ExpressionScope = {
    names: ['J', 'W1', 'A1', 'iteration'],
    value(name) {
      if (name === 'J') return 0.693147;
      if (name === 'iteration') return 12;
      return name === 'W1'
        ? { rows: 2, columns: 4, values: Float64Array.of(1, 2.5, -3, 4, 5, 6, 7, 8) }
        : 'notComputedYet';
    },
  };
  const textOf = (text: string): string => {
    const parsed = parseLogMessage(text, scope);
    return parsed.kind === 'error' ? `✗ ${parsed.message}` : parsed.textIn(scope);
  };

  it.each([
    ['nothing to see', 'nothing to see'],
    ['J is {J} at {iteration}', 'J is 0.6931 at 12'],
    ['{ J < 1 } {W1}', 'true 2 × 4 [1, 2.500, -3, 4, 5, 6, …]'],
    ['{W1[0, 1] * 2}', '5'],
    ['\\{J\\} is {J}', '{J} is 0.6931'],
    ['C:\\folder', 'C:\\folder'],
    ['A1 is {A1}', 'A1 is (not computed yet)'],
    ['{W1[9, 0]}', expect.stringMatching(/^\(.*9.*\)$/)],
    ['{W9}', '✗ In {W9}: Column 1: There is nothing named "W9".'],
    ['{}', expect.stringMatching(/^✗ In \{\}: Column 1: /)],
    [
      '{J',
      '✗ Found "{" without its other half in the message; write \\{ for the character itself.',
    ],
    [
      'J}',
      '✗ Found "}" without its other half in the message; write \\} for the character itself.',
    ],
  ])('%s', (text, expected) => {
    expect(textOf(text)).toEqual(expected);
  });
});
