/** The gradient check of a run: on its minibatch, in float64, in slices, without touching the run. */
import { describe, expect, it } from 'vitest';

import type { Instruction, KernelExports } from '../../src/core';
import type { GradientCheckRow } from '../../src/protocol/gradientCheck';
import { checkGradients, type GradientCheckControl } from '../../src/trainer/gradientCheck';
import { openRun, type Run } from '../../src/trainer/run';
import { chooseKernels, instantiateKernels, liveBits } from '../support/runs';

interface NetworkOptions {
  readonly precision?: 'float64' | 'float32';
  readonly units?: number;
  /** The probability with which hidden units stay. */
  readonly keep?: number;
  readonly rewrite?: (instruction: Instruction) => Instruction;
  readonly instantiate?: () => KernelExports;
}

async function open({
  precision,
  units,
  keep,
  rewrite,
  instantiate,
}: NetworkOptions): Promise<Run> {
  const opened = await openRun({
    file: '/lessons/test.nn.jsonc',
    text: JSON.stringify({
      name: 'test',
      data: { source: 'moons', samples: 50, split: { train: 1, validation: 0, test: 0 } },
      layers: [
        {
          type: 'dense',
          units: units ?? 5,
          activation: 'tanh',
          ...(keep && { dropout: { keep } }),
        },
        { type: 'dense', units: 1, activation: 'sigmoid' },
      ],
      loss: 'binaryCrossEntropy',
      optimizer: { type: 'adam', learningRate: 0.02 },
      training: { batchSize: 20, epochs: 10, seed: 3, precision: precision ?? 'float64' },
    }),
    roots: [],
    memoryBudgetBytes: 2 ** 28,
    keyframeBudgetBytes: 2 ** 20,
    chooseKernels:
      instantiate === undefined ? chooseKernels : () => ({ instantiate, build: 'strict' }),
    ...(rewrite === undefined ? {} : { rewrite }),
  });
  if (opened.kind === 'refused') throw new Error(opened.problems[0]?.message);
  return opened.run;
}

const quietly: GradientCheckControl = { onRow: () => undefined, isCancelled: () => false };

describe.each(['float64', 'float32'] as const)('of a %s run', (precision) => {
  it.each([
    ['the start', 0, 0],
    ['the middle of an iteration', 4, 7],
    ['the short last minibatch', 8, 3],
    ['the end of an iteration', 5, 17],
  ])('finds every gradient right at %s', async (_, iteration, instruction) => {
    const run = await open({ precision });
    run.timeline.seek({ iteration, instruction });
    const report = await checkGradients(run, {}, quietly);
    expect(report).toMatchObject({
      position: { iteration, instruction },
      cancelled: false,
      verdict: 'correct',
    });
    expect(report.rows.map(({ parameter, verdict }) => [parameter, verdict])).toEqual([
      ['W1', 'correct'],
      ['b1', 'correct'],
      ['W2', 'correct'],
      ['b2', 'correct'],
    ]);
    expect(report.values[0]).toBeLessThan(1e-7);
  });
});

it('is of the gradients that the run itself computes in this iteration', async () => {
  const run = await open({});
  run.timeline.seek({ iteration: 6, instruction: 17 });
  const dW1 = run.timeline.read('dW1')!;
  const { rows } = await checkGradients(run, {}, quietly);
  const [, row = NaN, column = NaN, analytic] = rows[0]?.values ?? [];
  expect(analytic).toBeCloseTo(dW1.values[row * dW1.columns + column]!, 14);
});

it.each([
  ['at the start of an iteration', 0],
  ['within it', 9],
])('leaves the run as it was, %s', async (_, instruction) => {
  const run = await open({});
  const untouched = await open({});
  for (const { timeline } of [run, untouched]) timeline.seek({ iteration: 5, instruction });
  await checkGradients(run, {}, quietly);
  expect(liveBits(run)).toEqual(liveBits(untouched));
  for (const { timeline } of [run, untouched]) timeline.seek({ iteration: 9, instruction: 17 });
  expect(liveBits(run)).toEqual(liveBits(untouched));
});

describe('with a mistake in dW1, twice too large,', () => {
  const rewrite = (instruction: Instruction): Instruction =>
    instruction.name === 'dW1'
      ? {
          ...instruction,
          calls: (addressOf) =>
            instruction
              .calls(addressOf)
              .map((call) =>
                call.kernel === 'multiply'
                  ? { ...call, operands: call.operands.with(8, call.operands[8] * 2) as never }
                  : call,
              ),
        }
      : instruction;

  it('is wrong as a whole, by what the formula says of all parameters as one vector', async () => {
    const run = await open({ rewrite });
    run.timeline.seek({ iteration: 0, instruction: 17 });
    const report = await checkGradients(run, {}, quietly);
    expect(report.verdict).toBe('wrong');
    expect(report.rows.map(({ verdict }) => verdict)).toEqual([
      'wrong',
      'correct',
      'correct',
      'correct',
    ]);
    const square = (name: string) =>
      [...run.timeline.read(name)!.values].reduce((sum, value) => sum + value * value, 0);
    const rest = square('db1') + square('dW2') + square('db2');
    const analytic = square('dW1');
    const numerical = analytic / 4;
    // ‖g − ĝ‖ / (‖g‖ + ‖ĝ‖), where g and ĝ differ in W1 only, and there by half of g.
    const expected =
      Math.sqrt(analytic / 4) / (Math.sqrt(analytic + rest) + Math.sqrt(numerical + rest));
    expect(report.values[0]).toBeCloseTo(expected, 6);
    expect(report.rows[0]?.values[0]).toBeCloseTo(1 / 3, 6);
  });
});

describe('the rows', () => {
  it('come parameter by parameter, the last of each complete', async () => {
    const rows: GradientCheckRow[] = [];
    const run = await open({ units: 60 });
    await checkGradients(run, {}, { ...quietly, onRow: (row) => rows.push(row) });
    const complete = rows.filter((row) => row.complete);
    expect(complete.map(({ parameter, checked, total }) => [parameter, checked, total])).toEqual([
      ['W1', 120, 120],
      ['b1', 60, 60],
      ['W2', 60, 60],
      ['b2', 1, 1],
    ]);
    const names = rows.map(({ parameter }) => parameter);
    expect(names).toEqual(names.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)));
  });
  const order = ['W1', 'b1', 'W2', 'b2'];

  it('are of as many entries as are wanted', async () => {
    const run = await open({ units: 60 });
    const { rows } = await checkGradients(run, { maximumEntries: 10 }, quietly);
    expect(rows.map(({ checked, total }) => [checked, total])).toEqual([
      [10, 120],
      [10, 60],
      [10, 60],
      [1, 1],
    ]);
  });
});

describe('case 34: cancelled', () => {
  it('between two slices, it ends with the parameters that are done', async () => {
    // Below dropout passes are whole, and with these kernels each takes a slice: the check pauses after every entry.
    let isSlow = false;
    const instantiate = (): KernelExports => {
      const kernels = instantiateKernels();
      return {
        ...kernels,
        execute_f64: (first, count) => {
          const end = performance.now() + (isSlow ? 25 : 0);
          kernels.execute_f64(first, count);
          while (performance.now() < end);
        },
      };
    };
    const run = await open({ instantiate, units: 1, keep: 0.9 });
    isSlow = true;
    const rows: GradientCheckRow[] = [];
    const report = await checkGradients(
      run,
      {},
      {
        onRow: (row) => rows.push(row),
        isCancelled: () => rows.some(({ parameter, complete }) => parameter === 'W1' && complete),
      },
    );
    expect(report).toMatchObject({ cancelled: true, rows: [{ parameter: 'W1', complete: true }] });
    expect(rows[0]).toMatchObject({ parameter: 'W1', checked: 1, total: 2, complete: false });
  });
});
