/** Looking at numbers: what the trainer answers, and what it says where there is nothing to see. */
import { describe, expect, it } from 'vitest';

import { explainCell, readSlices, summarizeTensors } from '../../src/trainer/inspect';
import type { TestNetwork } from '../support/runs';
import { at, behind, end, network, runAt } from './runAt';

describe('the explanation of a number', () => {
  it('has the number, its terms by size, and where they were read', () => {
    const run = runAt(at(3, end));
    const result = explainCell(run, { tensor: 'dW1', row: 2, column: 1 });
    if (result.kind !== 'explained') throw new Error(result.reason);
    const { values, terms, omittedTerms, regions } = result.explanation;
    const [value, ...parts] = values;
    expect(value).toBe(run.machine.view('dW1', 3).values[5]);
    expect(parts.slice(0, -1).map(Math.abs)).toEqual(
      parts
        .slice(0, -1)
        .map(Math.abs)
        .toSorted((a, b) => b - a),
    );
    // 100 samples in minibatches of 30: the last one of the epoch has 10.
    expect(terms).toHaveLength(10);
    expect(omittedTerms).toBe(0);
    expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(value!, 14);
    expect(regions.map(({ tensor }) => tensor)).toEqual(['dZ1', 'X']);
  });

  it('shows the 64 largest terms and the sum of the rest', () => {
    const run = runAt(at(0, end), { ...network, training: { batchSize: 100 } });
    const result = explainCell(run, { tensor: 'dW1', row: 2, column: 1 });
    if (result.kind !== 'explained') throw new Error(result.reason);
    const { values, terms, omittedTerms } = result.explanation;
    expect([terms.length, omittedTerms, values.length]).toEqual([64, 36, 66]);
    const [value, ...parts] = values;
    expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(value!, 14);
    const smallestShown = Math.abs(values[64]!);
    expect(Math.abs(values[65]!)).toBeLessThanOrEqual(36 * smallestShown);
  });

  it('puts terms that are no numbers first', () => {
    const given: TestNetwork = { ...network, training: { batchSize: 100 } };
    const run = runAt(at(0, end), given);
    run.machine.view('dZ1', 0).values[199] = NaN;
    const result = explainCell(run, { tensor: 'dW1', row: 1, column: 0 });
    if (result.kind !== 'explained') throw new Error(result.reason);
    expect(result.explanation.values[1]).toBeNaN();
    expect(result.explanation.terms[0]?.label).toBe('dZ1[1, 99] · X[0, 99]');
  });

  it.each([
    ['W9', 0, 0, end, 'W9 is not written by the program.'],
    ['learningRate', 0, 0, end, 'learningRate is not written by the program.'],
    ['dZ1', 0, 0, 3, 'dZ1 has not been computed yet in this iteration.'],
    ['A1', 4, 0, end, 'A1 has 4 rows and 30 columns.'],
    ['A1', 0, -1, end, 'A1 has 4 rows and 30 columns.'],
    [
      'W1',
      0,
      0,
      3,
      'W1 still has the value from before this iteration; the instruction W1 will change it.',
    ],
  ])(
    '%s[%i, %i] at instruction %i is not to be had: %s',
    (tensor, row, column, instruction, reason) => {
      const run = runAt(at(0, instruction));
      expect(explainCell(run, { tensor, row, column })).toEqual({ kind: 'unavailable', reason });
    },
  );
});

describe('slices', () => {
  /** W1 is (300, 2), A1 is (300, 100), W2 is (200, 300). */
  const wide: TestNetwork = {
    layers: [{ units: 300 }, { units: 200 }, { units: 1, activation: 'sigmoid' }],
    training: { batchSize: 100 },
  };
  const run = runAt(at(0, 5), wide);
  const whole = (tensor: string) => ({
    tensor,
    firstRow: 0,
    firstColumn: 0,
    rows: 1e6,
    columns: 1e6,
    maximumCells: 1e9,
  });

  it.each([[['W2']], [['W2', 'A1']], [['W2', 'A1', 'W1', 'X', 'Y', 'W3', 'W2', 'Z2', 'Z1']]])(
    'of %j together hold at most 64 KB',
    (tensors) => {
      const slices = readSlices(run, tensors.map(whole));
      expect(slices.map(({ tensor }) => tensor)).toEqual(tensors);
      const bytes = slices.reduce((sum, { values }) => sum + (values?.byteLength ?? 0), 0);
      expect(bytes).toBeGreaterThan(0);
      expect(bytes).toBeLessThanOrEqual(65_536);
    },
  );

  it('that fit are exact', () => {
    const [slice] = readSlices(run, [
      { tensor: 'A1', firstRow: 10, firstColumn: 20, rows: 3, columns: 4, maximumCells: 100 },
    ]);
    const { values } = run.machine.view('A1', 0);
    expect(slice).toMatchObject({ rows: 3, columns: 4, rowsPerCell: 1, columnsPerCell: 1 });
    expect([...(slice?.values ?? [])]).toEqual(
      [10, 11, 12].flatMap((row) => [...values.subarray(row * 100 + 20, row * 100 + 24)]),
    );
  });

  it('own their bytes, so that they can travel', () => {
    const [slice] = readSlices(run, [whole('X')]);
    expect(slice?.values?.byteLength).toBe(slice?.values?.buffer.byteLength);
  });

  it('of an expression are those of the matrix that it makes', () => {
    const [slice] = readSlices(run, [
      {
        tensor: '(2 * A1)[10:13]',
        firstRow: 1,
        firstColumn: 0,
        rows: 1,
        columns: 2,
        maximumCells: 9,
      },
    ]);
    const { values } = run.machine.view('A1', 0);
    expect([...(slice?.values ?? [])]).toEqual([2 * values[1100]!, 2 * values[1101]!]);
  });

  it.each(['dW1', 'dW1 + 1', 'W1 +', 'J'])(
    'of %s, which is no matrix here, have no values',
    (name) => {
      expect(readSlices(run, [whole(name)])[0]).not.toHaveProperty('values');
    },
  );

  it('of a tensor without a value have no values', () => {
    const [slice] = readSlices(run, [whole('dW1')]);
    expect(slice).toMatchObject({ tensor: 'dW1' });
    expect(slice).not.toHaveProperty('values');
  });
});

describe('the summaries', () => {
  it('are of every tensor that has a value, in the order of the program', () => {
    const run = runAt(behind('A1'));
    const { tensors, values } = summarizeTensors(run);
    const live = run.machine.program.tensors
      .map(({ name }) => name)
      .filter((name) => run.timeline.isLive(name));
    expect(tensors).toEqual(live);
    expect(tensors).toContain('A1');
    expect(tensors).not.toContain('Z2');
    const first = 7 * tensors.indexOf('W1');
    const numbers = [...run.machine.view('W1', 0).values];
    expect(values[first]).toBe(Math.min(...numbers));
    expect(values[first + 1]).toBe(Math.max(...numbers));
    expect(values[first + 4]).toBeCloseTo(Math.hypot(...numbers), 12);
  });
});
