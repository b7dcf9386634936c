/**
 * Reliability case 38 and promise 1 of the design: wherever a walk of steps, seeks, edits and switches comes to,
 * its numbers are those of a run from the start with the same edits, to the last bit.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { walkCommands, walkedNetworks, Walker } from '../../support/branchWalk';
import { testRun } from '../../support/runs';

// `npm run reliability` walks 10,000 of them through each network.
const commands = 250;

describe.each(walkedNetworks)('case 38: %s', (_, network) => {
  it.each([2 ** 24, 4096])(
    'holds the numbers of a plain run in all branches of a random walk, keyframe budget %i',
    (keyframeBudgetBytes) => {
      const walks = fc.array(walkCommands, { minLength: commands, maxLength: commands });
      fc.assert(
        fc.property(walks, (walk) => {
          const walker = new Walker(testRun(network, { keyframeBudgetBytes }));
          for (const command of walk) expect(walker.follow(command)).toBeUndefined();
        }),
        { numRuns: 1, seed: 38, endOnFailure: true },
      );
    },
    60_000,
  );
});
