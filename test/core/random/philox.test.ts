import { describe, expect, it } from 'vitest';

import { philox4x32 } from '../../../src/core/random/philox';

/** The lines `philox4x32 10` of Random123's kat_vectors: counter, key, expected words. */
const knownAnswers = [
  '00000000 00000000 00000000 00000000 00000000 00000000 6627e8d5 e169c58d bc57ac4c 9b00dbd8',
  'ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff 408f276d 41c83b0e a20bc7c6 6d5451fd',
  '243f6a88 85a308d3 13198a2e 03707344 a4093822 299f31d0 d16cfe09 94fdcceb 5001e420 24126ea1',
];

describe('philox4x32', () => {
  it.each(knownAnswers)('answers %s', (line) => {
    const numbers = line.split(' ').map((word) => parseInt(word, 16));
    const words = Uint32Array.from(numbers.slice(0, 4));
    philox4x32(words, [numbers[4]!, numbers[5]!]);
    expect([...words]).toEqual(numbers.slice(6));
  });
});
