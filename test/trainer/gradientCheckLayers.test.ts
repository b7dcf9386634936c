/** The gradient check of every kind of layer: right as it ships, and wrong when dW is doubled. */
import { describe, expect, it } from 'vitest';

import type { Instruction } from '../../src/core';
import type { GradientCheckReport } from '../../src/protocol/gradientCheck';
import { checkGradients } from '../../src/trainer/gradientCheck';
import { openRun } from '../../src/trainer/run';
import { chooseKernels } from '../support/runs';

const moons = { source: 'moons', samples: 40 };
const digits = { source: 'digits', samples: 40 };
const output = { type: 'dense', units: 1, activation: 'sigmoid' };
const classes = { type: 'dense', units: 10, activation: 'softmax' };
const hidden = { type: 'dense', units: 6, activation: 'tanh' };
const convolution = { type: 'conv2d', filters: 3, kernel: 5, stride: 2, activation: 'tanh' };

const networks = {
  'batch normalization before the activation': {
    data: moons,
    layers: [{ ...hidden, batchNorm: { position: 'beforeActivation' } }, output],
  },
  'batch normalization behind the activation': {
    data: moons,
    layers: [{ ...hidden, batchNorm: { position: 'afterActivation' } }, output],
  },
  dropout: { data: moons, layers: [{ ...hidden, dropout: { keep: 0.7 } }, output] },
  'weight decay': { data: moons, layers: [hidden, output], weightDecay: { lambda: 0.3 } },
  'an unfused loss': { data: moons, layers: [hidden, output], fused: false },
  'gradients of the mean': { data: moons, layers: [hidden, output], gradientScale: 'mean' },
  'convolution and flatten': { data: digits, layers: [convolution, { type: 'flatten' }, classes] },
  'maximum pooling': {
    data: digits,
    layers: [
      convolution,
      { type: 'maxPool2d', size: 2, ties: 'first' },
      { type: 'flatten' },
      classes,
    ],
  },
  'average pooling': {
    data: digits,
    layers: [convolution, { type: 'averagePool2d', size: 2 }, { type: 'flatten' }, classes],
  },
};

async function checked(
  network: object,
  rewrite?: (instruction: Instruction) => Instruction,
): Promise<GradientCheckReport> {
  const opened = await openRun({
    file: '/lessons/test.nn.jsonc',
    text: JSON.stringify({ ...network, training: { batchSize: 8, epochs: 1, seed: 3 } }),
    roots: [],
    memoryBudgetBytes: 2 ** 28,
    keyframeBudgetBytes: 2 ** 20,
    chooseKernels,
    ...(rewrite === undefined ? {} : { rewrite }),
  });
  if (opened.kind === 'refused') throw new Error(opened.problems[0]?.message);
  const control = { onRow: () => undefined, isCancelled: () => false };
  return checkGradients(opened.run, { maximumEntries: 60 }, control);
}

describe.each(Object.entries(networks))('%s', (_, network) => {
  it('has the gradients that the cost has', async () => {
    const { rows } = await checked(network);
    for (const { parameter, verdict } of rows) {
      // Before a normalization b has no effect: its gradient is rounding noise, on which nobody can agree.
      const allowed = parameter.startsWith('b') ? ['correct', 'kink', 'look'] : ['correct', 'kink'];
      expect(allowed, parameter).toContain(verdict);
    }
  });

  it('is found wrong when dW1 is doubled', async () => {
    const { rows } = await checked(network, (instruction) =>
      instruction.name === 'dW1' ? { ...instruction, calls: doubled(instruction) } : instruction,
    );
    expect(rows.find(({ parameter }) => parameter === 'W1')?.verdict).toBe('wrong');
  });
});

function doubled({ calls }: Instruction): Instruction['calls'] {
  return (addressOf) =>
    calls(addressOf).map((call) => {
      if (call.kernel !== 'multiply') return call;
      const [product, left, right, rows, columns, inner, flipLeft, flipRight, scale] =
        call.operands;
      return {
        kernel: 'multiply',
        operands: [product, left, right, rows, columns, inner, flipLeft, flipRight, 2 * scale],
      };
    });
}
