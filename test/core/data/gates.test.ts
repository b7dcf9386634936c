import { expect, it } from 'vitest';

import { generateSamples } from '../../../src/core/data/generators';

it.each([
  ['AND', [0, 0, 0, 1]],
  ['NAND', [1, 1, 1, 0]],
  ['OR', [0, 1, 1, 1]],
  ['XOR', [0, 1, 1, 0]],
] as const)('%s has the truth table %j', (gate, table) => {
  const options = { kind: 'gates', gate, samples: 5, noise: 0, classes: 2, seed: 1 } as const;
  const { inputs, targets } = generateSamples(options, Math);
  expect([...inputs]).toEqual([0, 0, 1, 0, 0, 1, 1, 1, 0, 0]);
  expect([...targets]).toEqual([...table, table[0]]);
});

it('puts noise on the inputs and not on the targets', () => {
  const options = { kind: 'gates', gate: 'OR', samples: 8, classes: 2, seed: 1 } as const;
  const noisy = generateSamples({ ...options, noise: 0.1 }, Math);
  const clean = generateSamples({ ...options, noise: 0 }, Math);
  expect(noisy.targets).toEqual(clean.targets);
  noisy.inputs.forEach((value: number, index: number) => {
    const away = Math.abs(value - clean.inputs[index]!);
    expect(away).toBeGreaterThan(0);
    expect(away).toBeLessThan(0.5);
  });
});
