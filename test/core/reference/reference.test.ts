/**
 * Every tensor of iterations 0 to 3 against NumPy, and costs, gradients and parameters against PyTorch.
 *
 * The expected numbers are those of test/fixtures/reference, which no code of ours has touched.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

import { activation } from '../../../src/network/catalogue/activations';
import { layer } from '../../../src/network/catalogue/layers';
import { loss } from '../../../src/network/catalogue/losses';
import { optimizer } from '../../../src/network/catalogue/optimizers';
import type { Run } from '../../../src/trainer/run';
import { readNpzFile, type NpzTensor } from '../../support/npzFile';
import { relativeDifference } from './closeness';
import { networkFile, openCase, referenceCases, referenceFolder } from './referenceCase';

const iterations = [0, 1, 2, 3];

describe.each(referenceCases)('the network %s', (name) => {
  it('has the tensors of NumPy, all of them and no others', async () => {
    const expected = readNpzFile(path.join(referenceFolder, name, 'expected.npz'));
    const run = await openCase(name);
    for (const iteration of iterations) {
      goToEnd(run, iteration);
      const tensors = expectedAt(expected, iteration);
      expect(liveTensors(run)).toEqual([...tensors.keys()].sort());
      for (const [tensor, { shape, values }] of tensors) {
        const view = run.timeline.read(tensor)!;
        // NumPy's J and learningRate have no axes.
        const expectedShape = shape.length === 0 ? [1, 1] : shape;
        expect({ tensor, shape: view.spec.shape }).toEqual({ tensor, shape: expectedShape });
        const scale = scaleOf(expected, iteration, tensor);
        const difference = relativeDifference(values, view.values, scale);
        expectClose(`${iteration}:${tensor}`, difference, 1e-10);
      }
    }
  });

  it('has the cost, the gradients and the parameters of PyTorch', async () => {
    const expected = readNpzFile(path.join(referenceFolder, name, 'autograd.npz'));
    const scales = readNpzFile(path.join(referenceFolder, name, 'expected.npz'));
    const run = await openCase(name);
    for (const iteration of iterations) {
      goToEnd(run, iteration);
      for (const [tensor, { values }] of expectedAt(expected, iteration)) {
        const view = run.timeline.read(tensor)!;
        const scale = scaleOf(scales, iteration, tensor);
        const difference = relativeDifference(values, view.values, scale);
        expectClose(`${iteration}:${tensor}`, difference, 1e-10);
      }
    }
  });

  it('is as close in float32 as seven digits allow', async () => {
    const expected = readNpzFile(path.join(referenceFolder, name, 'expected.npz'));
    const run = await openCase(name, (text) => text.replace('"float64"', '"float32"'));
    expect(run.spec.training.precision).toBe('float32');
    for (const iteration of iterations) {
      goToEnd(run, iteration);
      for (const [tensor, { values }] of expectedAt(expected, iteration)) {
        const view = run.timeline.read(tensor)!;
        const scale = scaleOf(expected, iteration, tensor);
        const difference = relativeDifference(values, view.values, scale);
        expectClose(`${iteration}:${tensor}`, difference, 1e-4);
      }
    }
  });
});

it('covers every layer kind, activation, loss and optimizer', () => {
  const texts = referenceCases.map((name) => readFileSync(networkFile(name), 'utf8')).join('');
  const tables = [layer.cases, activation.values, loss.values, optimizer.cases];
  for (const name of tables.flatMap(Object.keys)) expect(texts).toContain(`"${name}"`);
});

function goToEnd({ timeline }: Run, iteration: number): void {
  timeline.seek({ iteration, instruction: timeline.end.instruction });
}

function liveTensors({ machine, timeline }: Run): readonly string[] {
  const names = machine.program.tensors.map((tensor) => tensor.name);
  return names.filter((name) => timeline.isLive(name)).sort();
}

/** Of the names `0.X`, `0.Z1`, …, those of one iteration without its number. */
function expectedAt(
  all: ReadonlyMap<string, NpzTensor>,
  iteration: number,
): ReadonlyMap<string, NpzTensor> {
  const prefix = `${iteration}.`;
  return new Map(
    [...all].flatMap(([name, tensor]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), tensor]] : [],
    ),
  );
}

/** What a tensor's errors are measured against where its largest number is rounding; else 0. */
function scaleOf(
  expected: ReadonlyMap<string, NpzTensor>,
  iteration: number,
  tensor: string,
): number {
  return expected.get(`scale.${iteration}.${tensor}`)?.values[0] ?? 0;
}

/** The message names the tensor, which a bare number would not. */
function expectClose(what: string, difference: number, allowed: number): void {
  expect(difference <= allowed, `${what} differs by ${difference.toExponential(1)}`).toBe(true);
}
