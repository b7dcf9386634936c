/** Kernels that stop in the middle of an iteration, by a real trap of WebAssembly. */
import { describe, expect, it } from 'vitest';

import type { KernelExports } from '../../src/core';
import { everyNumber } from '../reliability/trainerProcess';
import { openRun } from '../../src/trainer/run';
import { instantiateKernels } from '../support/runs';
import { at, converse, load, loaded, networkText, type Conversation } from './conversation';

const text = networkText({ epochs: 100 });
const evaluated = (epochs: number): string =>
  JSON.stringify({
    ...(JSON.parse(networkText({ epochs })) as object),
    data: { source: 'moons', samples: 200, split: { train: 0.5, validation: 0.5 } },
  });
const beyondMemory = 0xfff00000;

interface Trap {
  armed: 'machine' | 'evaluator' | undefined;
}

/** Kernels that do what they are asked, and then fall into a trap that is armed for their user. */
function trapping(kernels: KernelExports, trap: Trap, user: Trap['armed']): KernelExports {
  const spring = (): void => {
    if (trap.armed !== user) return;
    trap.armed = undefined;
    kernels.execute_f64(beyondMemory, 1);
  };
  return {
    ...kernels,
    execute_f64(...records) {
      kernels.execute_f64(...records);
      spring();
    },
    runIterations_f64(...iterations) {
      kernels.runIterations_f64(...iterations);
      spring();
    },
  };
}

function trappingKernels() {
  const trap: Trap = { armed: undefined };
  let instances = 0;
  // The second are the machine's, behind those for the data; an evaluation makes its own.
  const instantiate = () =>
    trapping(instantiateKernels(), trap, ++instances <= 2 ? 'machine' : 'evaluator');
  return { trap, chooseKernels: () => ({ instantiate, build: 'strict' as const }) };
}

async function loadedWithTrap(network = text) {
  const { trap, chooseKernels } = trappingKernels();
  const conversation = converse(chooseKernels);
  const result = await load(conversation, network);
  if (result.kind === 'refused') throw new Error(result.problems[0]?.message);
  return { trap, length: result.run.instructions.length, ...conversation };
}

const stepOf = (granularity: 'instruction' | 'iteration') =>
  ({ granularity, direction: 'forward', count: 1 }) as const;

async function numbersAt({ trainer }: Pick<Conversation, 'trainer'>, iteration: number) {
  await trainer.request('seek', { position: at(iteration) });
  return everyNumber({ trainer });
}

describe('case 7: a trap of WebAssembly', () => {
  it.each([
    ['in the first instruction', 0],
    ['in the middle of the update of the weights', -2],
  ])('%s discards the iteration and says so', async (_where, from) => {
    const straight = await loaded(text);
    const { trap, length, trainer, stops } = await loadedWithTrap();
    await trainer.request('seek', { position: at(7, from < 0 ? length + from : from) });
    trap.armed = 'machine';
    await expect(trainer.request('step', stepOf('instruction'))).rejects.toThrow(
      'Iteration 7 could not be computed (memory access out of bounds). What it had changed was discarded: the run stands at 7:0 again.',
    );
    expect(trap.armed).toBeUndefined();
    expect(stops.at(-1)).toMatchObject({
      position: at(7),
      reason: 'pause',
      notice: expect.stringMatching(/^Iteration 7 could not be computed/) as string,
    });
    expect(await everyNumber({ trainer })).toBe(await numbersAt(straight, 7));
    const { position } = await trainer.request('step', stepOf('iteration'));
    expect(position).toEqual(at(8));
    expect(await everyNumber({ trainer })).toBe(await numbersAt(straight, 8));
  });

  it('while nobody looks goes back to the last place that was looked at', async () => {
    const straight = await loaded(text);
    const { trap, trainer, stops } = await loadedWithTrap();
    await trainer.request('seek', { position: at(100, 2) });
    trap.armed = 'machine';
    await expect(trainer.request('seek', { position: at(300) })).rejects.toThrow(
      /could not be computed \(memory access out of bounds\)/,
    );
    expect(stops.at(-1)).toMatchObject({ position: at(100), reason: 'pause' });
    expect(await everyNumber({ trainer })).toBe(await numbersAt(straight, 100));
    expect(await numbersAt({ trainer }, 300)).toBe(await numbersAt(straight, 300));
  });

  it('while a branch is made makes none, and leaves the run where its iteration began', async () => {
    const { chooseKernels, trap } = trappingKernels();
    const options = {
      file: '/lessons/test.nn.jsonc',
      text: evaluated(1),
      roots: [],
      chooseKernels,
    };
    const budgets = { memoryBudgetBytes: 2 ** 28, keyframeBudgetBytes: 2 ** 22 };
    const opened = await openRun({ ...options, ...budgets });
    if (opened.kind === 'refused') throw new Error(opened.problems[0]?.message);
    const { run } = opened;
    const edit = { kind: 'hyperparameter', name: 'learningRate', value: 0.5 } as const;
    // At the end of the run both splits are evaluated, and there is time for only one of them.
    const hasArrived = run.timeline.journeyTo(run.timeline.end).advance(
      () => true,
      () => false,
    );
    expect(hasArrived).toBe(false);
    trap.armed = 'evaluator';
    expect(() => run.branches.edit(edit)).toThrow(
      /could not be computed .*: the run stands at 3:0/,
    );
    expect(trap.armed).toBeUndefined();
    expect(run.branches.all).toHaveLength(1);
    expect(run.timeline.position).toEqual(at(3));
    const there = run.timeline.read('W1')!.values.slice();
    run.timeline.seek(run.timeline.end);
    run.timeline.seek(at(3));
    expect(run.timeline.read('W1')!.values).toEqual(there);
    expect(run.branches.edit(edit)).toMatchObject({ kind: 'edited', isNew: true });
  });

  it('while the network is evaluated evaluates it again', async () => {
    const straight = await loaded(evaluated(100));
    await straight.trainer.request('seek', { position: at(8) });
    const expected = await straight.trainer.request('metrics', {});
    const { trap, trainer, stops } = await loadedWithTrap(evaluated(100));
    trap.armed = 'evaluator';
    await expect(trainer.request('seek', { position: at(8) })).rejects.toThrow(/discarded/);
    // The first epoch, of four iterations, is the first to be evaluated.
    expect(stops.at(-1)).toMatchObject({ position: at(3), reason: 'pause' });
    await trainer.request('seek', { position: at(8) });
    expect(await trainer.request('metrics', {})).toEqual(expected);
  });
});
