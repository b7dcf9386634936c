/** A hundred presses a second in mixed directions, and where the run stands when the last has been made. */
import { setTimeout as delay } from 'node:timers/promises';

import { programBoundaries, stepFrom, type Position } from '../../../src/core';
import { BackstepDebugSession } from '../../../src/adapter/session';
import { forkTrainer } from '../../../src/adapter/trainerConnection';
import type { RunDescription } from '../../../src/protocol/run';
import { DapClient } from '../../support/dapClient';
import { smallNetwork } from '../networks';
import { chanceOf, milliseconds, percentile, sized, type ReliabilityPromise } from '../promise';

const granularities = ['instruction', 'layer', 'phase', 'iteration'] as const;

export const presses: ReliabilityPromise = {
  name: 'presses',
  claim: '100 presses a second for 10 s, mixed directions and granularities',
  limit: 'final position exact; at most 100 ms behind',

  async measure(surroundings) {
    const seconds = sized(surroundings, { full: 10, quick: 10, test: 1 });
    const text = smallNetwork({ iterations: 10_000 });
    let run: RunDescription | undefined;
    const session = new BackstepDebugSession({
      startTrainer: () => forkTrainer(surroundings.trainerScript),
      readFile: () => Promise.resolve(text),
      roots: [],
      memoryBudgetBytes: 2 ** 30,
      keyframeBudgetBytes: 2 ** 28,
      onLoaded: (loaded) => (run = loaded),
    });
    try {
      const client = new DapClient(session);
      await client.request('initialize', { adapterID: 'backstep' });
      await client.request('launch', { program: '/nowhere/network.nn.jsonc' });
      await client.request('configurationDone', {});
      await client.event('stopped');
      const start: Position = { iteration: 100, instruction: 0 };
      await client.request('backstep/seek', { position: start });
      const { expected, behind } = await pressed(client, {
        run: run!,
        start,
        presses: seconds * 100,
      });
      const { report } = await client.request('backstep/state', {});
      const isExact =
        report.position.iteration === expected.iteration &&
        report.position.instruction === expected.instruction;
      const last = Math.max(...behind.slice(-20));
      return {
        passed: isExact && last <= 100,
        figures: `${seconds * 100} presses: final position ${isExact ? 'exact' : 'WRONG'}; each stop follows its press after ${milliseconds(percentile(behind, 0.5))} (median), ${milliseconds(percentile(behind, 0.99))} (p99), the last ones after ${milliseconds(last)}`,
      };
    } finally {
      session.dispose();
    }
  },
};

interface Pressing {
  readonly run: RunDescription;
  readonly start: Position;
  readonly presses: number;
}

/** What the presses lead to by the rules of stepping alone, and how long each stop was waited for. */
async function pressed(client: DapClient, { run, start, presses: count }: Pressing) {
  const ground = { ...run, boundaries: programBoundaries(run.instructions as never) };
  const below = chanceOf(11);
  const behind: number[] = [];
  const answers: Promise<void>[] = [];
  let expected = start;
  const began = performance.now();
  for (let press = 0; press < count; press++) {
    const step = {
      granularity: granularities[below(granularities.length)]!,
      direction: below(2) === 0 ? ('forward' as const) : ('backward' as const),
    };
    expected = stepFrom(expected, step, ground) ?? expected;
    const pressedAt = performance.now();
    const answer = client.request('backstep/step', { ...step, count: 1 });
    answers.push(answer.then(() => void behind.push(performance.now() - pressedAt)));
    await delay(Math.max(0, began + (press + 1) * 10 - performance.now()));
  }
  await Promise.all(answers);
  return { expected, behind };
}
