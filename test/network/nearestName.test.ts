import { describe, expect, it } from 'vitest';

import { nearestName } from '../../src/network/nearestName';

const known = [
  { name: 'units' },
  { name: 'batchSize' },
  { name: 'learningRate', alsoCalled: ['lr', 'alpha'] },
];

describe('the nearest name', () => {
  it.each([
    ['unit', 'units'],
    ['unist', 'units'],
    ['UNITS', 'units'],
    ['batch_size', 'batchSize'],
    ['Batch Size', 'batchSize'],
    ['lr', 'learningRate'],
    ['leaningrate', 'learningRate'],
    ['x', undefined],
    ['', undefined],
    ['color', undefined],
    ['x'.repeat(1_000_000), undefined],
  ])('to %s', (found, expected) => {
    expect(nearestName(found, known)).toBe(expected);
  });
});
