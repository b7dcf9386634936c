import { renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import type { TensorSpec } from '../../../src/core/tensor/tensorSpec';
import { parseNetwork } from '../../../src/network/parse';
import { loadParameters } from '../../../src/trainer/loading/loadParameters';
import type { NamedArray } from '../../../src/trainer/loading/npzWriter';
import { tensorFile } from '../../../src/trainer/loading/tensorFile';
import { temporaryFolder } from '../../support/temporaryFolder';

const folder = temporaryFolder();

function networkTextOf([first, second]: readonly unknown[]): string {
  return JSON.stringify({
    data: 'moons',
    layers: [
      { type: 'dense', units: 3, activation: 'tanh', initializer: first },
      { type: 'dense', units: 1, activation: 'sigmoid', initializer: second },
    ],
    loss: 'binaryCrossEntropy',
  });
}

const tensor = (name: string, role: TensorSpec['role'], ...shape: number[]): TensorSpec => {
  const layer = Number(name.at(-1));
  return { name, role, shape, layer, element: 'float64', persistent: true };
};
const tensors = [
  tensor('W1', 'parameter', 3, 2),
  tensor('b1', 'parameter', 3, 1),
  tensor('runningMu1', 'statistics', 3, 1),
  tensor('W2', 'parameter', 1, 3),
  tensor('b2', 'parameter', 1, 1),
  tensor('dW2', 'gradient', 1, 3),
];

function load(initializers: readonly unknown[]) {
  const networkText = networkTextOf(initializers);
  const { spec } = parseNetwork(networkText);
  return loadParameters({
    spec: spec!,
    tensors,
    networkFile: path.join(folder, 'net.nn.jsonc'),
    networkText,
    roots: [],
    memoryBudgetBytes: 1_000_000,
  });
}

const array = (name: string, ...shape: number[]): NamedArray => {
  const length = shape.reduce((product, side) => product * side, 1);
  return { name, shape, values: Float32Array.from({ length }, (_, i) => i / 2) };
};
const write = (name: string, arrays: readonly NamedArray[]) =>
  writeFileSync(path.join(folder, name), tensorFile(name, arrays));
const file = (name: string) => ({ type: 'file', path: name });

const whole = [array('W1', 3, 2), array('b1', 3, 1), array('W2', 1, 3), array('b2', 1)];

describe('loadParameters', () => {
  it('reads the layers that start from a file, and only those', async () => {
    write('whole.npz', [...whole, array('vW1', 3, 2)]);
    const all = await load([file('whole.npz'), file('whole.npz')]);
    expect([...all.keys()]).toEqual(['W1', 'b1', 'W2', 'b2']);
    expect(all.get('W1')).toEqual(Float64Array.of(0, 0.5, 1, 1.5, 2, 2.5));
    expect([...(await load(['he', file('whole.npz')])).keys()]).toEqual(['W2', 'b2']);
    expect((await load(['he', 'he'])).size).toBe(0);
  });

  it('reads safetensors by the same rules, whatever the file is called', async () => {
    write('whole.safetensors', whole);
    const values = await load([file('whole.safetensors'), file('whole.safetensors')]);
    expect([...values.keys()]).toEqual(['W1', 'b1', 'W2', 'b2']);
    expect(values.get('W2')).toEqual(Float64Array.of(0, 0.5, 1));
    renameSync(path.join(folder, 'whole.safetensors'), path.join(folder, 'renamed.npz'));
    expect((await load([file('renamed.npz'), 'he'])).size).toBe(2);
    write('other.safetensors', [array('W1', 3, 2)]);
    await expect(load([file('other.safetensors'), 'he'])).rejects.toThrow(
      'b1: expected (3, 1), found missing',
    );
  });

  it('takes running statistics where the file has them, in the right shape', async () => {
    write('statistics.npz', [...whole, array('runningMu1', 3, 1)]);
    const values = await load([file('statistics.npz'), 'he']);
    expect([...values.keys()]).toEqual(['W1', 'b1', 'runningMu1']);
    write('statistics.npz', [...whole, array('runningMu1', 2, 1)]);
    await expect(load([file('statistics.npz'), 'he'])).rejects.toThrow(
      'runningMu1: expected (3, 1), found (2, 1)',
    );
  });

  it('case 116: tells all differences at once', async () => {
    write('other.npz', [array('W1', 2, 3), array('b1', 3), array('W2', 1, 3, 1)]);
    await expect(load([file('other.npz'), file('other.npz')])).rejects.toThrow(
      `${path.join(folder, 'other.npz')} does not fit this network, and nothing was loaded:\n` +
        '  W1: expected (3, 2), found (2, 3)\n' +
        '  W2: expected (1, 3), found (1, 3, 1)\n' +
        '  b2: expected (1, 1), found missing',
    );
  });

  it('refuses parameters that are not finite', async () => {
    write('nan.npz', [
      { ...array('W1', 3, 2), values: Float64Array.of(1, 2, NaN, 4, 5, 6) },
      ...whole.slice(1),
    ]);
    await expect(load([file('nan.npz'), 'he'])).rejects.toThrow('W1 holds NaN');
  });

  it.each([
    ['text', 'W1 = 3, b1 = 4, and so on'],
    ['nothing', ''],
    ['a pickle', '\x80\x04\x95\x1a\0\0\0\0\0\0\0'],
  ])('refuses a file that holds %s, and says which kinds there are', async (_, content) => {
    writeFileSync(path.join(folder, 'other.txt'), content, 'latin1');
    await expect(load([file('other.txt'), 'he'])).rejects.toThrow(
      'other.txt is neither an NPZ nor a safetensors file. Save the weights with',
    );
  });

  it('says where the path stands in the network file', async () => {
    const initializers = ['he', file('none.npz')];
    const column = networkTextOf(initializers).indexOf('"none.npz"') + 1;
    await expect(load(initializers)).rejects.toMatchObject({ line: 1, column });
  });
});
