import { describe, expect, it } from 'vitest';

import { completionsAt } from '../../src/adapter/completions';

const vocabulary = { names: ['W1', 'dW1', 'J'], functions: ['norm', 'isNaN'] };
const fromOne = { firstLine: 1, firstColumn: 1 } as const;
const fromZero = { firstLine: 0, firstColumn: 0 } as const;

describe('the completions', () => {
  it.each([
    ['w', 2, ['W1']],
    ['norm(d', 7, ['dW1']],
    ['W1 + IS', 8, ['isNaN']],
    ['W1', 1, ['W1', 'dW1', 'J', 'norm', 'isNaN']],
    ['W1 + ', 6, ['W1', 'dW1', 'J', 'norm', 'isNaN']],
    ['xyz', 4, []],
    ['W1', 99, ['W1']],
    ['W1', -5, ['W1', 'dW1', 'J', 'norm', 'isNaN']],
  ])('of %j at column %i are %j', (text, column, labels) => {
    const found = completionsAt({ text, column }, vocabulary, fromOne);
    expect(found.map(({ label }) => label)).toEqual(labels);
  });

  it.each([
    [fromOne, 2, 4, { start: 1, length: 3 }],
    [fromZero, 1, 3, { start: 0, length: 3 }],
  ])(
    'replace the word that is begun in its line, counted as the client counts',
    (base, line, column, place) => {
      const found = completionsAt({ text: 'W1 +\nnor', line, column }, vocabulary, base);
      expect(found).toEqual([{ label: 'norm', text: 'norm(', type: 'function', ...place }]);
    },
  );
});
