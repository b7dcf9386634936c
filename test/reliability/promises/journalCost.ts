/** What the journal takes of the time of training: the time of its own calls in the trainer's thread. */
import * as fs from 'node:fs';
import path from 'node:path';

import type { Journal } from '../../../src/trainer/trace/journal';
import { startJournal } from '../../../src/trainer/trace/writeTrace';
import { imageNetwork, smallNetwork } from '../networks';
import { openedRun } from '../openedRun';
import { sized, type ReliabilityPromise } from '../promise';

export const journalCost: ReliabilityPromise = {
  name: 'journal-cost',
  claim: 'journal while training runs freely',
  limit: 'at most 1 % of the time in the trainer’s thread',

  async measure(surroundings) {
    const parts: string[] = [];
    let most = 0;
    for (const [name, text, iterations] of [
      [
        '2-16-16-1',
        smallNetwork,
        sized(surroundings, { full: 500_000, quick: 200_000, test: 5000 }),
      ],
      ['784-128-64-10', imageNetwork, sized(surroundings, { full: 3000, quick: 800, test: 16 })],
    ] as const) {
      const kept: { journal?: Journal } = {};
      let inJournal = 0;
      const opened = await openedRun({
        text: text({ iterations }),
        underWay() {
          const began = performance.now();
          kept.journal?.keepUp();
          inJournal += performance.now() - began;
        },
      });
      const folder = path.join(surroundings.folder, `cost-${name}`);
      const journal = await startJournal(opened.run, { folder, session: 'cost' });
      kept.journal = journal;
      const began = performance.now();
      await opened.mover.seek({ iteration: iterations - 1, instruction: 0 });
      const share = inJournal / (performance.now() - began);
      const { size } = fs.statSync(path.join(folder, 'cost.nnjournal'));
      await journal.settled();
      journal.end();
      most = Math.max(most, share);
      parts.push(
        `${name}: ${(share * 100).toFixed(2)} %, ${(size / 2 ** 20).toFixed(1)} MB on disk`,
      );
    }
    return { passed: most <= 0.01, figures: parts.join('; ') };
  },
};
