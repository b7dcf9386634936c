import { expect, it } from 'vitest';

import { shuffledOrder } from '../../../src/core/random/shuffle';
import { testRun } from '../../support/runs';

it.each([0, 7, 4_294_967_295])('takes the samples in the order that the seed %i gives', (seed) => {
  const layers = [{ units: 1, activation: 'sigmoid' }] as const;
  const { machine } = testRun({ layers, samples: 10, training: { seed, batchSize: 4 } });
  for (const epoch of [0, 1]) {
    const order = [...shuffledOrder(10, { seed, epoch })];
    const taken = order.map((_, place) => {
      const iteration = 3 * epoch + Math.floor(place / 4);
      machine.run(iteration, 0, 1);
      return machine.sampleIndex(iteration, place % 4);
    });
    expect(taken).toEqual(order);
  }
});
