/** Random walks with steps, seeks, edits and switches of branches, each place compared with a plain run from the start. */
import fc from 'fast-check';

import { walkCommands, walkedNetworks, Walker } from '../../support/branchWalk';
import { testRun } from '../../support/runs';
import { sized, type ReliabilityPromise } from '../promise';

export const randomWalks: ReliabilityPromise = {
  name: 'random-walks',
  claim: 'random walks of 10,000 steps, seeks, edits over 5 networks',
  limit: 'bit-identical at equal positions, fingerprints equal',

  measure(surroundings) {
    const length = sized(surroundings, { full: 10_000, quick: 1000, test: 30 });
    let compared = 0;
    const wrong: string[] = [];
    for (const [index, [, network]] of walkedNetworks.entries()) {
      // Room for few keyframes, so that most places are reached by replay.
      const walker = new Walker(testRun(network, { keyframeBudgetBytes: 2 ** 15 }));
      for (const command of fc.sample(walkCommands, { numRuns: length, seed: index + 1 })) {
        const difference = walker.follow(command);
        if (difference !== undefined) wrong.push(difference);
        compared++;
      }
    }
    const examples = wrong.length === 0 ? '' : ` (${wrong.slice(0, 3).join('; ')})`;
    return Promise.resolve({
      passed: wrong.length === 0,
      figures: `${walkedNetworks.length} networks, ${compared.toLocaleString('en')} places compared in every number: ${wrong.length} places differ${examples}`,
    });
  },
};
