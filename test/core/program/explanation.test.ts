/** The law of explanations: the terms add up to the number, whichever number it is. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { cellReader, numberText, type Cell, type Explanation } from '../../../src/core';
import type { Region } from '../../../src/core/program/explanation';
import { matrixShape } from '../../../src/core/tensor/shape';
import { anyNetwork } from '../../support/networks';
import { testRun, type TestRun } from '../../support/runs';

/** Every number of every instruction at the end of this iteration, with its explanation. */
function* explained(run: TestRun): Generator<{
  readonly name: string;
  readonly value: number;
  readonly explanation: Explanation;
}> {
  const { machine, timeline } = run;
  const { iteration } = timeline.position;
  const { instructions } = machine.programOf(iteration);
  for (const [index, instruction] of instructions.entries()) {
    const reader = cellReader(index, run);
    for (const tensor of instruction.writes) {
      const { rows, columns, values } = machine.view(tensor, iteration);
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < columns; column++) {
          yield {
            name: `${tensor}[${row}, ${column}]`,
            value: values[row * columns + column]!,
            explanation: instruction.explain({ tensor, row, column }, reader),
          };
        }
      }
    }
  }
}

function atEndOf(run: TestRun, iteration: number): TestRun {
  const { end, iterations } = run.timeline;
  run.timeline.seek({ ...end, iteration: Math.min(iteration, iterations - 1) });
  return run;
}

describe('for every number of every instruction, after the parameters have been updated,', () => {
  it('the terms add up to the number', () => {
    fc.assert(
      fc.property(anyNetwork, fc.nat(4), (network, iteration) => {
        const wrong = [...explained(atEndOf(testRun(network), iteration))].filter(
          ({ value, explanation: { terms } }) => {
            const sum = terms.reduce((total, term) => total + term.value, 0);
            const size = terms.reduce((total, term) => total + Math.abs(term.value), 0);
            return terms.length === 0 || !(Math.abs(sum - value) <= 1e-12 * size);
          },
        );
        expect(wrong).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('the terms were read from cells of the marked regions, which lie in the tensors', () => {
    fc.assert(
      fc.property(anyNetwork, (network) => {
        const run = atEndOf(testRun(network), 1);
        const { tensors } = run.machine.programOf(run.timeline.position.iteration);
        const exists = ({ tensor, firstRow, firstColumn, rows, columns }: Region) => {
          const spec = tensors.find(({ name }) => name === tensor);
          const whole = matrixShape(spec?.shape ?? [0, 0]);
          return firstRow + rows <= whole.rows && firstColumn + columns <= whole.columns;
        };
        const wrong = [...explained(run)].filter(
          ({ explanation: { terms, regions } }) =>
            !regions.every(exists) ||
            !terms
              .flatMap(({ sources }) => sources)
              .every((cell) => regions.some((region) => contains(region, cell))),
        );
        expect(wrong).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  it('the terms have words and numbers', () => {
    fc.assert(
      fc.property(anyNetwork, (network) => {
        const terms = [...explained(atEndOf(testRun(network), 1))].flatMap(
          ({ explanation }) => explanation.terms,
        );
        const unclear = terms.filter(
          ({ label, text }) => label === '' || text === '' || /undefined|NaN/.test(label + text),
        );
        expect(unclear).toEqual([]);
      }),
      { numRuns: 10 },
    );
  });
});

function contains(region: Region, { tensor, row, column }: Cell): boolean {
  return (
    region.tensor === tensor &&
    region.firstRow <= row &&
    row < region.firstRow + region.rows &&
    region.firstColumn <= column &&
    column < region.firstColumn + region.columns
  );
}

describe('an explanation in words', () => {
  const run = atEndOf(
    testRun({
      layers: [
        { units: 2, activation: 'relu' },
        { units: 1, activation: 'sigmoid' },
      ],
      samples: 8,
      training: { batchSize: 4 },
    }),
    2,
  );
  const explanationOf = (name: string): Explanation | undefined =>
    [...explained(run)].find((candidate) => candidate.name === name)?.explanation;

  it.each([
    ['Z1[1, 3]', 'Z1[1, 3] = Σₖ W1[1, k] · X[k, 3] + b1[1]'],
    ['A1[1, 3]', 'A1[1, 3] = relu(Z1[1, 3]), max(0, z)'],
    ['J[0, 0]', 'J = −1/m Σ (y log a + (1 − y) log(1 − a)), over 4 samples'],
    ['dZ2[0, 1]', 'dZ2[0, 1] = A2[0, 1] − Y[0, 1]'],
    ['dW2[0, 1]', 'dW2[0, 1] = 1/4 Σⱼ dZ2[0, j] · A1[1, j]'],
    ['db2[0, 0]', 'db2[0] = 1/4 Σⱼ dZ2[0, j]'],
    ['dA1[1, 2]', 'dA1[1, 2] = Σₖ W2[k, 1] · dZ2[k, 2]'],
    ['dZ1[1, 2]', 'dZ1[1, 2] = dA1[1, 2] · relu′(Z1[1, 2]), relu′ = 1 where z > 0, else 0'],
    ['W1[1, 0]', 'W1[1, 0] = its value before − α · v̂ / (√ŝ + ε)'],
  ])('of %s begins with its formula', (name, formula) => {
    expect(explanationOf(name)?.formula).toBe(formula);
  });

  it('lists the factors of a product with their numbers', () => {
    const term = explanationOf('dW2[0, 1]')?.terms[3];
    const number = (tensor: string, row: number) =>
      numberText(run.machine.view(tensor, 2).values[row * 4 + 3]!);
    expect(term).toMatchObject({
      label: 'dZ2[0, 3] · A1[1, 3]',
      text: `0.2500 · ${number('dZ2', 0)} · ${number('A1', 1)}`,
      sources: [
        { tensor: 'dZ2', row: 0, column: 3 },
        { tensor: 'A1', row: 1, column: 3 },
      ],
    });
  });

  it('says which sample a column is', () => {
    const { machine } = run;
    const sample = machine.sampleIndex(2, 1);
    expect(explanationOf('X[1, 1]')).toMatchObject({
      formula: `column 1 of this minibatch is sample ${sample} of the training split`,
      terms: [{ label: `sample ${sample}, feature 1` }],
    });
  });
});

describe('a number as text', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [0.5312, '0.5312'],
    [-1.23456, '−1.235'],
    [1234.5678, '1235'],
    [999999, '1.000e+6'],
    [1e6, '1.000e+6'],
    [0.0001, '0.0001000'],
    [0.00009999, '9.999e-5'],
    [-3.1e-7, '−3.100e-7'],
    [NaN, 'NaN'],
    [Infinity, '+Inf'],
    [-Infinity, '−Inf'],
  ])('%d is %s', (value, text) => {
    expect(numberText(value)).toBe(text);
  });
});
