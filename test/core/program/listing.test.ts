import { describe, expect, it } from 'vitest';

import { listProgram, programBoundaries, type Program } from '../../../src/core';
import { compileProgram } from '../../../src/core/program/compile';
import type { NetworkSpec } from '../../../src/network/spec';
import { testSpec, type TestNetwork } from '../../support/runs';

const twoLayers: TestNetwork = {
  layers: [
    { units: 16, activation: 'relu' },
    { units: 1, activation: 'sigmoid' },
  ],
  optimizer: { type: 'gradientDescent', learningRate: 0.1 },
};

function compile(network: TestNetwork): Program {
  const spec: NetworkSpec = testSpec(network);
  return compileProgram(spec, {
    features: 2,
    outputs: network.layers.at(-1)?.units ?? 1,
    count: 320,
    columns: 32,
    batchSize: 32,
  });
}

describe('the listing of a net of two layers', () => {
  const { text, lines } = listProgram(compile(twoLayers), 'Two moons');

  it('reads like the notes', () => {
    expect(text).toBe(`# Two moons: one iteration, 32 samples
batch     X, Y = next minibatch          # X (2, 32), Y (1, 32)

forward   Z1 = W1 · X + b1               # (16, 32) = (16, 2) · (2, 32) + (16, 1)
          A1 = relu(Z1)                  # (16, 32) = (16, 32), elementwise
          Z2 = W2 · A1 + b2              # (1, 32) = (1, 16) · (16, 32) + (1, 1)
          A2 = sigmoid(Z2)               # (1, 32) = (1, 32), elementwise

loss      J = binaryCrossEntropy(A2, Y)  # (1, 1) from (1, 32) and (1, 32)

backward  dZ2 = A2 − Y                   # (1, 32) = (1, 32) − (1, 32). binaryCrossEntropy and sigmoid are differentiated together, which leaves A − Y.
          dW2 = 1/m · dZ2 · A1ᵀ          # (1, 16) = (1, 32) · (32, 16)
          db2 = 1/m · Σⱼ dZ2             # (1, 1) = sum of the columns of (1, 32)
          dA1 = W2ᵀ · dZ2                # (16, 32) = (16, 1) · (1, 32)
          dZ1 = dA1 ⊙ relu′(Z1)          # (16, 32) = (16, 32) ⊙ (16, 32)
          dW1 = 1/m · dZ1 · Xᵀ           # (16, 2) = (16, 32) · (32, 2)
          db1 = 1/m · Σⱼ dZ1             # (16, 1) = sum of the columns of (16, 32)

update    W1 = W1 − α · dW1              # (16, 2), elementwise
          b1 = b1 − α · db1              # (16, 1), elementwise
          W2 = W2 − α · dW2              # (1, 16), elementwise
          b2 = b2 − α · db2              # (1, 1), elementwise

end
`);
  });

  it('says on which line each instruction stands, and the end', () => {
    const rows = text.split('\n');
    const names = compile(twoLayers).instructions.map(({ name }) => name);
    expect(lines).toHaveLength(names.length + 1);
    names.forEach((name, index) => {
      expect(rows[lines[index]!]!.slice(10)).toMatch(new RegExp(`^${name}\\b`));
    });
    expect(rows[lines.at(-1)!]).toBe('end');
  });
});

/** The left side of every instruction of a phase. */
function formulas(network: TestNetwork, phase: string): readonly string[] {
  const program = compile(network);
  const { text, lines } = listProgram(program, '');
  return program.instructions.flatMap((instruction, index) =>
    instruction.phase === phase
      ? [text.split('\n')[lines[index]!]!.slice(10).split('#')[0]!.trim()]
      : [],
  );
}

describe('the update', () => {
  const withOptimizer = (optimizer: NetworkSpec['optimizer']): TestNetwork => ({
    layers: [{ units: 1, activation: 'sigmoid' }],
    optimizer,
  });

  it('with momentum averages the gradients first', () => {
    const network = withOptimizer({
      type: 'momentum',
      learningRate: 0.1,
      beta: 0.9,
      form: 'average',
    });
    expect(formulas(network, 'update')).toEqual([
      'vW1 = 0.9 · vW1 + 0.1 · dW1',
      'W1 = W1 − α · vW1',
      'vb1 = 0.9 · vb1 + 0.1 · db1',
      'b1 = b1 − α · vb1',
    ]);
  });

  it('of Adam counts, averages and corrects', () => {
    const network = withOptimizer({
      type: 'adam',
      learningRate: 0.1,
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 1e-8,
      form: 'course',
    });
    expect(formulas(network, 'update')).toEqual([
      'betaPowers = (0.9 · β₁ᵗ⁻¹, 0.999 · β₂ᵗ⁻¹)',
      'vW1 = 0.9 · vW1 + 0.1 · dW1',
      'sW1 = 0.999 · sW1 + 0.001 · dW1²',
      'W1 = W1 − α · (vW1 / (1 − β₁ᵗ)) / (√(sW1 / (1 − β₂ᵗ)) + 1e-8)',
      'vb1 = 0.9 · vb1 + 0.1 · db1',
      'sb1 = 0.999 · sb1 + 0.001 · db1²',
      'b1 = b1 − α · (vb1 / (1 − β₁ᵗ)) / (√(sb1 / (1 − β₂ᵗ)) + 1e-8)',
    ]);
  });
});

describe('backpropagation', () => {
  it('begins with dA where loss and activation are not fused', () => {
    const network: TestNetwork = {
      layers: [{ units: 3, activation: 'softmax' }],
      loss: 'squaredError',
    };
    expect(formulas(network, 'backward')).toEqual([
      'dA1 = A1 − Y',
      'dZ1 = A1 ⊙ (dA1 − Σᵢ dA1 ⊙ A1)',
      'dW1 = 1/m · dZ1 · Xᵀ',
      'db1 = 1/m · Σⱼ dZ1',
    ]);
  });

  it('says what a step function does to learning', () => {
    const { text } = listProgram(
      compile({
        layers: [
          { units: 2, activation: 'step' },
          { units: 1, activation: 'sigmoid' },
        ],
      }),
      '',
    );
    expect(text).toContain('its derivative is 0, so nothing below it can learn');
  });
});

describe('boundaries', () => {
  it('stand where the layer or the phase changes, and at the end', () => {
    // X | Z1 A1 | Z2 A2 | J | dZ2 dW2 db2 dA1 | dZ1 dW1 db1 | W1 b1 | W2 b2 | end
    expect(programBoundaries(compile(twoLayers).instructions)).toEqual({
      instruction: Array.from({ length: 18 }, (_, index) => index),
      layer: [0, 1, 3, 5, 6, 10, 13, 15, 17],
      phase: [0, 1, 5, 6, 13, 17],
    });
  });
});
