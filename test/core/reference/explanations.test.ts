/** The law of explanations over the reference networks, which have every kind of layer and optimizer. */
import { expect, it } from 'vitest';

import { cellReader } from '../../../src/core';
import { openCase, referenceCases } from './referenceCase';

it.each(referenceCases)('the terms of %s add up to its numbers', async (name) => {
  const { machine, timeline } = await openCase(name);
  // The last iteration of the first epoch in most of them: a short minibatch.
  const iteration = 3;
  timeline.seek({ ...timeline.end, iteration });
  const wrong: string[] = [];
  for (const [index, instruction] of machine.programOf(iteration).instructions.entries()) {
    const reader = cellReader(index, { machine, timeline });
    for (const tensor of instruction.writes) {
      const { columns, values } = machine.view(tensor, iteration);
      // Numbers of every part of a large tensor.
      const stride = Math.max(1, Math.floor(values.length / 61));
      for (let place = 0; place < values.length; place += stride) {
        const [row, column] = [Math.floor(place / columns), place % columns];
        const { terms } = instruction.explain({ tensor, row, column }, reader);
        const sum = terms.reduce((total, term) => total + term.value, 0);
        const size = terms.reduce((total, term) => total + Math.abs(term.value), 0);
        const isRight =
          terms.length === 0
            ? withoutTerms(tensor, values[place])
            : Math.abs(sum - values[place]!) <= 1e-12 * size;
        if (!isRight) wrong.push(`${tensor}[${row}, ${column}] is ${values[place]}, not ${sum}`);
      }
    }
  }
  expect(wrong).toEqual([]);
});

/** A pixel that was no maximum has no gradient; the sum of all squares would have too many terms. */
function withoutTerms(tensor: string, value: number | undefined): boolean {
  return value === 0 || tensor === 'gradientSquares';
}
