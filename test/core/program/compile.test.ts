/** Laws of every program, and the tensors of one. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { formulaText, type Program } from '../../../src/core';
import { compileProgram } from '../../../src/core/program/compile';
import { anyNetwork } from '../../support/networks';
import { testSpec } from '../../support/runs';

const anyProgram: fc.Arbitrary<Program> = fc
  .record({ network: anyNetwork, features: fc.integer({ min: 1, max: 5 }), columns: fc.nat(9) })
  .map(({ network, features, columns }) => {
    const spec = testSpec(network);
    const last = spec.layers.at(-1);
    const outputs = last?.type === 'dense' ? last.units : 1;
    return compileProgram(spec, { features, outputs, count: 20, columns, batchSize: 10 });
  });

describe('of every program', () => {
  it('the instructions and the tensors have names of their own', () => {
    fc.assert(
      fc.property(anyProgram, ({ instructions, tensors }) => {
        const names = instructions.map(({ name }) => name);
        expect(new Set(names).size).toBe(names.length);
        const tensorNames = tensors.map(({ name }) => name);
        expect(new Set(tensorNames).size).toBe(tensorNames.length);
      }),
    );
  });

  it('every tensor is written once an iteration, but the learning rate, which never changes', () => {
    fc.assert(
      fc.property(anyProgram, ({ instructions, tensors }) => {
        const written = instructions.flatMap(({ writes }) => writes);
        expect(new Set(written).size).toBe(written.length);
        expect([...written, 'learningRate'].sort()).toEqual(tensors.map(({ name }) => name).sort());
        for (const { name, writes } of instructions) expect(writes[0]).toBe(name);
      }),
    );
  });

  it('what an instruction reads has been written before it, or is persistent', () => {
    fc.assert(
      fc.property(anyProgram, ({ instructions, tensors }) => {
        const known = new Set(
          tensors.filter(({ persistent }) => persistent).map(({ name }) => name),
        );
        for (const { reads, writes } of instructions) {
          for (const name of reads) expect(known).toContain(name);
          for (const name of writes) known.add(name);
        }
      }),
    );
  });

  it('a formula names nothing but tensors that the instruction reads', () => {
    fc.assert(
      fc.property(anyProgram, ({ instructions }) => {
        for (const { formula, reads } of instructions) {
          for (const token of formula) {
            if (typeof token !== 'string') expect(reads).toContain(token.tensor);
          }
        }
      }),
    );
  });

  it('kernel calls touch only tensors that the instruction reads or writes', () => {
    fc.assert(
      fc.property(anyProgram, ({ instructions }) => {
        for (const { calls, reads, writes } of instructions) {
          const touched = new Set<string>();
          calls((name) => {
            touched.add(name);
            return 0;
          });
          const tensors = [...touched].filter((name) => !name.startsWith('$'));
          expect(new Set([...reads, ...writes])).toEqual(new Set([...tensors, ...writes]));
        }
      }),
    );
  });

  it('phases come in their order', () => {
    const order = ['batch', 'forward', 'loss', 'backward', 'update'];
    fc.assert(
      fc.property(anyProgram, ({ instructions }) => {
        const ranks = instructions.map(({ phase }) => order.indexOf(phase));
        expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
        expect(new Set(ranks)).toEqual(new Set([0, 1, 2, 3, 4]));
      }),
    );
  });

  it('forward goes up the layers, backward down', () => {
    fc.assert(
      fc.property(anyProgram, ({ instructions }) => {
        const layers = (phase: string) =>
          instructions.filter((line) => line.phase === phase).map(({ layer }) => layer ?? NaN);
        expect(layers('forward')).toEqual(layers('forward').toSorted((a, b) => a - b));
        expect(layers('backward')).toEqual(layers('backward').toSorted((a, b) => b - a));
      }),
    );
  });
});

describe('the tensors of a net of two layers under Adam', () => {
  const { tensors } = compileProgram(
    testSpec({
      layers: [{ units: 16 }, { units: 1, activation: 'sigmoid' }],
      training: { precision: 'float32' },
    }),
    { features: 2, outputs: 1, count: 100, columns: 32, batchSize: 32 },
  );

  it.each([
    ['X', [2, 32], 'data', 'transient'],
    ['Y', [1, 32], 'data', 'transient'],
    ['J', [1, 1], 'cost', 'transient'],
    ['learningRate', [1, 1], 'hyperparameter', 'persistent'],
    ['W1', [16, 2], 'parameter', 'persistent'],
    ['b1', [16, 1], 'parameter', 'persistent'],
    ['Z1', [16, 32], 'activation', 'transient'],
    ['A1', [16, 32], 'activation', 'transient'],
    ['dA1', [16, 32], 'gradient', 'transient'],
    ['dZ1', [16, 32], 'gradient', 'transient'],
    ['dW1', [16, 2], 'gradient', 'transient'],
    ['db1', [16, 1], 'gradient', 'transient'],
    ['vW1', [16, 2], 'optimizerState', 'persistent'],
    ['sW1', [16, 2], 'optimizerState', 'persistent'],
    ['sb1', [16, 1], 'optimizerState', 'persistent'],
    ['W2', [1, 16], 'parameter', 'persistent'],
    ['dZ2', [1, 32], 'gradient', 'transient'],
    ['betaPowers', [2, 1], 'optimizerState', 'persistent'],
  ])('%s is %j, %s, %s', (name, shape, role, kind) => {
    const found = tensors.find((tensor) => tensor.name === name);
    expect(found).toMatchObject({ shape, role, persistent: kind === 'persistent' });
  });

  it('have no dA of the last layer, whose loss and activation are fused', () => {
    expect(tensors.map(({ name }) => name)).not.toContain('dA2');
  });

  it('are float32, but for the cost and what steers the optimizer', () => {
    const doubles = tensors.filter(({ element }) => element === 'float64').map(({ name }) => name);
    expect(doubles).toEqual(['J', 'learningRate', 'betaPowers']);
  });
});

it('a formula as text marks what is transposed', () => {
  const formula = ['1/m · ', { tensor: 'dZ2' }, ' · ', { tensor: 'A1', transposed: true }];
  expect(formulaText(formula)).toBe('1/m · dZ2 · A1ᵀ');
});
