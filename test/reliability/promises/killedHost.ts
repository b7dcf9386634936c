/** Kills the process that has started a trainer, and waits for the trainer to notice. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';

import {
  milliseconds,
  percentile,
  sized,
  type ReliabilityPromise,
  type Surroundings,
} from '../promise';
import { isRunning } from '../trainerProcess';

export const killedHost: ReliabilityPromise = {
  name: 'killed-host',
  claim: 'extension host killed 200 times, half of them while the trainer computes',
  limit: 'no trainer alive after 1 s',

  async measure(surroundings) {
    const kills = sized(surroundings, { full: 200, quick: 40, test: 4 });
    const times: number[] = [];
    for (let kill = 0; kill < kills; kill++) {
      times.push(await outlived(surroundings, kill % 2 === 0 ? 'running' : 'stopped'));
    }
    const left = times.filter((time) => time === Infinity).length;
    return {
      passed: left === 0,
      figures: `${kills} kills: ${left} trainers left after 1 s; gone after ${milliseconds(percentile(times, 0.5))} (median), ${milliseconds(Math.max(...times))} (longest)`,
    };
  },
};

/** How long the trainer has outlived its host; infinite when longer than a second. */
async function outlived(
  { hostScript, trainerScript }: Surroundings,
  state: string,
): Promise<number> {
  const host = spawn(process.execPath, [hostScript, trainerScript, state], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const gone = once(host, 'exit');
  const ended = gone.then(() => [Buffer.from('')]);
  const [line] = (await Promise.race([once(host.stdout, 'data'), ended])) as [Buffer];
  const trainer = Number(line.toString());
  if (!(0 < trainer)) throw new Error('The host ended before it debugged anything');
  host.kill('SIGKILL');
  const killedAt = performance.now();
  await gone;
  while (isRunning(trainer)) {
    if (1000 < performance.now() - killedAt) {
      process.kill(trainer, 'SIGKILL');
      return Infinity;
    }
    await delay(2);
  }
  return performance.now() - killedAt;
}
