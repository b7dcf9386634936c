import { expect, it } from 'vitest';

import { courseOrder } from '../../../../src/core/random/numpy/courseMinibatches';
import expected from '../../../fixtures/numpy/expected.json';

it.each(expected.courseMinibatches.map((order, epoch) => ({ epoch, order })))(
  'takes the samples of epoch $epoch as random_mini_batches does from seed 10',
  ({ epoch, order }) => {
    expect([...courseOrder(300, { seed: 10, epoch })]).toEqual(order);
  },
);

it('goes on where the seeds end', () => {
  const last = 2 ** 32 - 1;
  expect(courseOrder(9, { seed: last, epoch: 0 })).toEqual(courseOrder(9, { seed: 0, epoch: -1 }));
});
