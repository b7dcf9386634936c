/** What a training has learned, saved to a file and read again: bit for bit the same network. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { expect, it } from 'vitest';

import { Evaluator } from '../../../src/core';
import { tensorFile } from '../../../src/trainer/loading/tensorFile';
import { openRun, type Run } from '../../../src/trainer/run';
import { chooseKernels, instantiateKernels } from '../../support/runs';
import { temporaryFolder } from '../../support/temporaryFolder';

const folder = temporaryFolder();

const network = (precision: string) =>
  JSON.stringify({
    data: { source: 'digits', samples: 40, split: { train: 0.5, validation: 0.5 } },
    layers: [
      { type: 'conv2d', filters: 2, kernel: [5, 5], activation: 'relu', batchNorm: {} },
      { type: 'maxPool2d', size: [4, 4] },
      { type: 'flatten' },
      { type: 'dense', units: 10, activation: 'softmax' },
    ],
    training: { batchSize: 10, precision },
  });

async function open(precision: string, parametersFile?: string): Promise<Run> {
  const opened = await openRun({
    file: path.join(folder, 'net.nn.jsonc'),
    text: network(precision),
    roots: [],
    memoryBudgetBytes: 2 ** 28,
    keyframeBudgetBytes: 2 ** 20,
    chooseKernels,
    ...(parametersFile !== undefined && { parametersFile }),
  });
  if (opened.kind === 'refused') throw new Error(JSON.stringify(opened.problems));
  return opened.run;
}

const keptTensors = ({ machine }: Run) =>
  machine.program.tensors
    .filter(({ role }) => role === 'parameter' || role === 'statistics')
    .map(({ name, shape }) => ({ name, shape, values: machine.view(name, 0).values.slice() }));

// Where numbers end: the smallest ones, both zeros, the largest.
const edges = {
  float64: [5e-324, -5e-324, 2.2e-308, -0, 0, Number.MAX_VALUE, -Number.MAX_VALUE],
  float32: [2 ** -149, -(2 ** -149), 1e-40, -0, 0, 3.4028234663852886e38].map(Math.fround),
};

const validationCost = ({ machine, spec, dataset }: Run): number => {
  const samples = dataset.validation;
  const evaluator = new Evaluator({ ...dataset, kernels: instantiateKernels(), spec, samples });
  return evaluator.evaluate(machine.persistentBytes()).cost;
};

it.each([
  ['weights.npz', 'float64'],
  ['weights.safetensors', 'float64'],
  ['weights.safetensors', 'float32'],
])('%s, %s', async (name, precision) => {
  const trained = await open(precision);
  const end = trained.machine.program.instructions.length;
  for (let iteration = 0; iteration < 6; iteration++) trained.machine.run(iteration, 0, end);
  const kept = keptTensors(trained);
  expect(kept.map((tensor) => tensor.name)).toContain('runningMu1');
  const file = path.join(folder, name);
  writeFileSync(file, tensorFile(name, kept));
  const again = await open(precision, file);
  expect(keptTensors(again)).toEqual(kept);
  expect(validationCost(again)).toBe(validationCost(trained));
  expect(validationCost(again)).not.toBe(validationCost(await open(precision)));
});

it.each([
  ['weights.npz', 'float64'],
  ['weights.safetensors', 'float64'],
  ['weights.safetensors', 'float32'],
] as const)(
  'case 46: %s, %s keeps denormal numbers, −0 and the largest',
  async (name, precision) => {
    const run = await open(precision);
    run.machine.view('W1', 0).values.set(edges[precision]);
    const file = path.join(folder, `edges-${name}`);
    writeFileSync(file, tensorFile(name, keptTensors(run)));
    const again = (await open(precision, file)).machine.view('W1', 0).values;
    expect(edges[precision].every((value, index) => Object.is(again[index], value))).toBe(true);
  },
);
