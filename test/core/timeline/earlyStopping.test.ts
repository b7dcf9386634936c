import { expect, it } from 'vitest';

import { EarlyStopping } from '../../../src/core/timeline/earlyStopping';
import type { EarlyStoppingSpec } from '../../../src/network/spec';

/** How many evaluations there are, of these that there would be. */
function length(values: readonly number[], spec: Partial<EarlyStoppingSpec>): number {
  const stopping = new EarlyStopping({
    metric: 'validationCost',
    patience: 2,
    minimumDelta: 0,
    ...spec,
  });
  const last = values.findIndex((value) => {
    const ends = stopping.endsWith(value);
    // Asking changes nothing.
    expect(stopping.endsWith(value)).toBe(ends);
    stopping.observe(value);
    return ends;
  });
  return last < 0 ? values.length : last + 1;
}

// Counted by hand: the last value is the patience-th in a row that is not better than the best before.
const rows: readonly (readonly [string, number[], Partial<EarlyStoppingSpec>, number])[] = [
  ['it becomes better all the time', [5, 4, 3, 2], {}, 4],
  ['twice in a row it does not', [5, 4, 4.5, 4.2, 1], {}, 4],
  ['it gets back to its best, which is not better', [5, 4, 4.5, 4, 1], {}, 4],
  ['it becomes better just in time', [5, 4, 4.5, 3.9, 4, 3.95], {}, 6],
  ['patience is 1', [5, 6, 1], { patience: 1 }, 2],
  ['a small gain counts as none', [5, 4.95, 4.91, 1], { minimumDelta: 0.1 }, 3],
  ['small gains add up against the best', [5, 4.95, 4.89, 4.8, 1], { minimumDelta: 0.1 }, 5],
  ['accuracy has to grow', [0.5, 0.6, 0.6, 0.4, 0.9], { metric: 'validationAccuracy' }, 4],
  [
    'accuracy grows too little',
    [0.5, 0.52, 0.54],
    { metric: 'validationAccuracy', minimumDelta: 0.05 },
    3,
  ],
  ['errors have to shrink', [2, 3, 2.5, 1], { metric: 'validationError' }, 3],
  ['NaN is never better', [NaN, NaN, 1], {}, 2],
  ['a number is better than NaN', [NaN, 3, NaN, 2, NaN, NaN, 1], {}, 6],
];

it.each(rows)('%s', (_, values, spec, evaluations) => {
  expect(length(values, spec)).toBe(evaluations);
});
