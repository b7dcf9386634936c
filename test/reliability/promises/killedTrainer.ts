/** Kills the trainer at random moments, and goes on each time from its journal. */
import path from 'node:path';

import { comparePositions, type Position } from '../../../src/core';
import { smallNetwork } from '../networks';
import { chanceOf, milliseconds, percentile, sized, type ReliabilityPromise } from '../promise';
import { everyNumber, load, startTrainer, type TrainerProcess } from '../trainerProcess';

export const killedTrainer: ReliabilityPromise = {
  name: 'killed-trainer',
  claim: '1,000 kills (-9) of the trainer at random moments, by its journal',
  limit: 'no position lost, same numbers after each, back within 2 s',

  async measure(surroundings) {
    const { trainerScript, folder, scale } = surroundings;
    const kills = sized(surroundings, { full: 1000, quick: 100, test: 8 });
    const iterations = sized(surroundings, { full: 120_000, quick: 120_000, test: 5000 });
    const text = smallNetwork({ iterations });
    const journalFolder = path.join(folder, `journals-${scale}`);
    const below = chanceOf(kills);
    const reference = startTrainer(trainerScript);
    await load(reference, { text });
    const times: number[] = [];
    let [lost, different] = [0, 0];
    let session = 0;
    let alive = startTrainer(trainerScript);
    await load(alive, { text, journal: { folder: journalFolder, session: '0' } });
    // Most of the kills happen far from the start.
    await alive.trainer.request('seek', {
      position: { iteration: iterations - 200, instruction: 0 },
    });
    let told: Position = { iteration: iterations - 200, instruction: 0 };
    for (let kill = 0; kill < kills; kill++) {
      const { wanted, heard } = await killedMidway(alive, { from: told, iterations, below });
      told = heard;
      const began = performance.now();
      alive = startTrainer(trainerScript);
      const journal = {
        folder: journalFolder,
        session: String(session + 1),
        resume: String(session),
      };
      const { report } = await load(alive, { text, journal });
      times.push(performance.now() - began);
      session++;
      // What was asked last may have been written down before its answer was sent.
      const { position } = report;
      if (![told, wanted].some((place) => comparePositions(place, position) === 0)) lost++;
      told = position;
      await reference.trainer.request('seek', { position });
      if ((await everyNumber(alive)) !== (await everyNumber(reference))) different++;
    }
    alive.close();
    reference.close();
    const [median, worst] = [percentile(times, 0.5), Math.max(...times)];
    return {
      passed: lost === 0 && different === 0 && worst <= 2000,
      figures: `${kills} kills around iteration ${iterations.toLocaleString('en')}: ${lost} positions lost, ${different} with other numbers; back after ${milliseconds(median)} (median), ${milliseconds(worst)} (longest), the start of the process included`,
    };
  },
};

interface Midway {
  readonly from: Position;
  readonly iterations: number;
  below(bound: number): number;
}

/** Asks for movements until the kill; says what was asked last and what was heard last. */
async function killedMidway(
  { trainer, kill }: TrainerProcess,
  { from, iterations, below }: Midway,
): Promise<{ readonly wanted: Position; readonly heard: Position }> {
  let [heard, wanted] = [from, from];
  const life = { isOver: false };
  trainer.on('stopped', ({ position }) => (heard = position));
  const killed = new Promise<void>((resolve) => {
    const strike = (): void => {
      life.isOver = true;
      void kill().then(resolve);
    };
    setTimeout(strike, below(31));
  });
  while (!life.isOver) {
    const isFar = below(20) === 0;
    const iteration = isFar ? below(iterations) : Math.max(0, heard.iteration + below(9) - 4);
    wanted = { iteration: Math.min(iterations - 1, iteration), instruction: below(10) };
    await trainer.request('seek', { position: wanted }).catch(() => undefined);
    await new Promise(setImmediate);
  }
  await killed;
  return { wanted, heard };
}
