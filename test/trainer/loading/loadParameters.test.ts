import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { parseNetwork } from '../../../src/network/parse';
import { loadParameters } from '../../../src/trainer/loading/loadParameters';
import { writeNpz, type NamedArray } from '../../../src/trainer/loading/npzWriter';
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

function load(initializers: readonly unknown[]) {
  const networkText = networkTextOf(initializers);
  const { spec } = parseNetwork(networkText);
  return loadParameters({
    spec: spec!,
    features: 2,
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
  writeFileSync(path.join(folder, name), writeNpz(arrays));
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

  it('tells all differences at once', async () => {
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

  it('says where the path stands in the network file', async () => {
    const initializers = ['he', file('none.npz')];
    const column = networkTextOf(initializers).indexOf('"none.npz"') + 1;
    await expect(load(initializers)).rejects.toMatchObject({ line: 1, column });
  });
});
