/** A million iterations in a process of their own: its memory, this process's growth, and how long seeks take. */
import process from 'node:process';

import { smallNetwork } from '../networks';
import {
  chanceOf,
  megabytes,
  milliseconds,
  percentile,
  sized,
  type ReliabilityPromise,
} from '../promise';
import { load, residentBytes, startTrainer } from '../trainerProcess';

export const millionIterations: ReliabilityPromise = {
  name: 'million-iterations',
  claim: '1,000,000 iterations of 2-16-16-1',
  limit: 'trainer ≤ 400 MB, host growth ≤ 32 MB, seek to any iteration ≤ 1 s',

  async measure(surroundings) {
    const iterations = sized(surroundings, { full: 1_000_000, quick: 300_000, test: 5000 });
    const seeks = sized(surroundings, { full: 200, quick: 50, test: 10 });
    const child = startTrainer(surroundings.trainerScript);
    try {
      await load(child, { text: smallNetwork({ iterations }) });
      const before = residentBytes(process.pid).now;
      const began = performance.now();
      const last = { iteration: iterations - 1, instruction: 0 };
      child.trainer.on('progress', () => void child.trainer.request('acknowledgeProgress', {}));
      await child.trainer.request('seek', { position: last });
      const seconds = (performance.now() - began) / 1000;
      const below = chanceOf(3);
      const times: number[] = [];
      for (let seek = 0; seek < seeks; seek++) {
        const position = { iteration: below(iterations), instruction: below(10) };
        const asked = performance.now();
        await child.trainer.request('seek', { position });
        times.push(performance.now() - asked);
      }
      const { most } = residentBytes(child.pid);
      const growth = residentBytes(process.pid).now - before;
      const slowest = Math.max(...times);
      return {
        passed: most <= 400 * 2 ** 20 && growth <= 32 * 2 ** 20 && slowest <= 1000,
        figures: `${iterations.toLocaleString('en')} iterations in ${seconds.toFixed(1)} s: trainer at most ${megabytes(most)}, host grown by ${megabytes(Math.max(0, growth))}; ${seeks} seeks: p50 ${milliseconds(percentile(times, 0.5))}, longest ${milliseconds(slowest)}`,
      };
    } finally {
      child.close();
    }
  },
};
