import fc from 'fast-check';
import { expect, it } from 'vitest';

import { type Movement, MovementQueue } from '../../src/adapter/movementQueue';
import type { StopReport } from '../../src/protocol/movement';

/** A run on a line of instructions, where each movement takes as long as the test lets it. */
function lineRun() {
  let position = 0;
  const carriedOut: Movement[] = [];
  const turns: (() => void)[] = [];
  let pauses = 0;
  const queue = new MovementQueue({
    async move(movement) {
      carriedOut.push(movement);
      await new Promise<void>((resolve) => turns.push(resolve));
      if (movement.kind === 'step') {
        position += movement.direction === 'forward' ? movement.count : -movement.count;
      }
      return { position: { iteration: 0, instruction: position } } as StopReport;
    },
    pause: () => {
      pauses++;
    },
  });
  const finishOne = () => turns.shift()?.();
  return { queue, carriedOut, finishOne, position: () => position, pauses: () => pauses };
}

function step(direction: 'forward' | 'backward'): Movement {
  return { kind: 'step', granularity: 'layer', direction, count: 1 };
}

it('case 31: joins equal steps that wait, and keeps the order of different ones', async () => {
  const { queue, carriedOut, finishOne } = lineRun();
  const presses = ['forward', 'forward', 'forward', 'backward', 'forward'] as const;
  const reports = presses.map((direction) => queue.add(step(direction)));
  await finishAll(reports, finishOne);
  expect(carriedOut).toEqual([
    step('forward'),
    { ...step('forward'), count: 2 },
    step('backward'),
    step('forward'),
  ]);
});

it('cases 31 and 32: stands where all presses together lead, whenever they come', async () => {
  const press = fc.constantFrom('forward' as const, 'backward' as const);
  const moment = fc.oneof(press, fc.constant('finish' as const));
  await fc.assert(
    fc.asyncProperty(fc.array(moment, { maxLength: 60 }), async (moments) => {
      const { queue, finishOne, position } = lineRun();
      const reports: Promise<StopReport>[] = [];
      for (const what of moments) {
        if (what === 'finish') finishOne();
        else reports.push(queue.add(step(what)));
        await Promise.resolve();
      }
      await finishAll(reports, finishOne);
      const forward = moments.filter((what) => what === 'forward').length;
      const backward = moments.filter((what) => what === 'backward').length;
      expect(position()).toBe(forward - backward);
      expect(queue.isMoving).toBe(false);
    }),
    { numRuns: 50 },
  );
});

it('pauses a free run for whatever comes after it, and nothing else', () => {
  const { queue, pauses } = lineRun();
  void queue.add(step('forward'));
  void queue.add({ kind: 'resume', direction: 'forward' });
  expect(pauses()).toBe(0);
  const other = lineRun();
  void other.queue.add({ kind: 'resume', direction: 'forward' });
  void other.queue.add(step('forward'));
  expect(other.pauses()).toBe(1);
});

it('goes on with the next movement when one fails', async () => {
  let moves = 0;
  const queue = new MovementQueue({
    move: () =>
      moves++ === 0 ? Promise.reject(new Error('No.')) : Promise.resolve({} as StopReport),
    pause: () => undefined,
  });
  const failed = queue.add(step('forward'));
  const next = queue.add(step('backward'));
  await expect(failed).rejects.toThrow('No.');
  await expect(next).resolves.toEqual({});
});

/** Ends movement after movement until every report is there. */
async function finishAll(
  reports: readonly Promise<StopReport>[],
  finishOne: () => void,
): Promise<void> {
  const finishing = setInterval(finishOne, 0);
  await Promise.all(reports);
  clearInterval(finishing);
  await new Promise((resolve) => setImmediate(resolve));
}
