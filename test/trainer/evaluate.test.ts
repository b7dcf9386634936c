/** Expressions over a run: what the trainer answers where it stands. */
import { describe, expect, it } from 'vitest';

import { evaluate } from '../../src/trainer/evaluate';
import { at, behind, end, network, runAt } from './runAt';

describe('an expression', () => {
  const run = runAt(at(9, end));
  const number = (name: string, index: number) => run.machine.view(name, 9).values[index];

  it.each([
    ['A1[2, 17]', 'A1', 2, 17],
    [' A1 [ 2 , 17 ] ', 'A1', 2, 17],
    ['b1[3]', 'b1', 3, 0],
    ['b1[-1]', 'b1', 3, 0],
    ['A1[1 + 1, iteration % 3]', 'A1', 2, 0],
    ['J', 'J', 0, 0],
    ['b2', 'b2', 0, 0],
    ['learningRate', 'learningRate', 0, 0],
    ['betaPowers[1]', 'betaPowers', 1, 0],
  ])('%j is one number', (expression, tensor, row, column) => {
    const { columns } = run.machine.view(tensor, 9);
    const result = evaluate(run, expression);
    expect(result).toMatchObject({ kind: 'number', cell: { tensor, row, column } });
    expect(result.kind === 'number' ? result.value[0] : NaN).toBe(
      number(tensor, row * columns + column),
    );
  });

  it.each([
    ['iteration', 9],
    ['epoch', 2],
    ['batchSize', 30],
    ['m', 30],
    ['A1[-1, -1] - A1[3, 29]', 0],
    ['sum(A1 == A1)', 120],
    ['norm(dW1 - 1/m · dZ1 · X.T) < 1e-12', true],
    ['any(isNaN(A1))', false],
  ])('%s is %s', (expression, expected) => {
    const result = evaluate(run, expression);
    const value =
      result.kind === 'number' ? result.value[0] : result.kind === 'boolean' && result.value;
    expect([result.kind, value]).toEqual([typeof expected, expected]);
  });

  it('that makes a matrix gives its size and its summary', () => {
    const result = evaluate(run, '2 * W1');
    expect(result).toMatchObject({ kind: 'matrix', rows: 4, columns: 2 });
    const numbers = [...run.machine.view('W1', 9).values].map((value) => 2 * value);
    const summary = result.kind === 'matrix' ? result.summary : [];
    expect([summary[0], summary[1]]).toEqual([Math.min(...numbers), Math.max(...numbers)]);
  });

  it('knows the accuracy of the minibatch from its outputs on', () => {
    const [output, target] = ['A2', 'Y'].map((name) => run.machine.view(name, 9).values);
    const right = output!.filter((value, index) => value >= 0.5 === target![index]! >= 0.5).length;
    expect(right).toBeGreaterThan(0);
    expect(right).toBeLessThan(30);
    expect(evaluate(run, 'accuracy')).toMatchObject({ value: Float64Array.of(right / 30) });
    expect(evaluate(runAt(behind('Z2')), 'accuracy')).toMatchObject({
      message: 'Column 1: accuracy has not been computed yet in this iteration.',
    });
  });

  it('does not know it where outputs are quantities', () => {
    const given = { ...network, loss: 'meanSquaredError' as const };
    expect(evaluate(runAt(at(0, end), given), 'accuracy')).toMatchObject({
      message: 'Column 1: There is nothing named "accuracy".',
    });
  });

  it('has one number for the samples of the last, short minibatch', () => {
    expect(evaluate(runAt(at(3, end)), 'm')).toMatchObject({ value: Float64Array.of(10) });
  });

  it.each([
    ['W1', 9, true],
    ['dZ1', 9, true],
  ])('%s alone is the tensor', (tensor, _, available) => {
    expect(evaluate(run, tensor)).toEqual({ kind: 'tensor', tensor, available });
  });

  it('of a tensor that comes later says that it is not there yet', () => {
    const early = runAt(behind('Z1'));
    expect(evaluate(early, 'dZ1')).toEqual({ kind: 'tensor', tensor: 'dZ1', available: false });
    expect(evaluate(early, 'J')).toEqual({ kind: 'tensor', tensor: 'J', available: false });
    expect(evaluate(early, '1 + dZ1[0, 0]')).toEqual({
      kind: 'error',
      message: 'Column 5: dZ1 has not been computed yet in this iteration.',
    });
  });

  it.each([
    ['', 'Column 1: Found the end, expected a number, a name or "(".'],
    ['1 +', 'Column 4: Found the end, expected a number, a name or "(".'],
    [
      'A1[1, 2, 3]',
      'Column 8: Found a third index; a tensor is read as a matrix and takes a row and a column.',
    ],
    ['dw1', 'Column 1: There is nothing named "dw1". Did you mean "dW1"?'],
    ['1 + nrm(W1)', 'Column 5: There is no function "nrm". Did you mean "norm"?'],
    ['constructor', 'Column 1: There is nothing named "constructor".'],
    ['A1[4, 0]', 'Column 4: Found row 4, expected one of -4 … 3.'],
    ['A1[0, 30]', 'Column 7: Found column 30, expected one of -30 … 29.'],
    ['b1[999999999]', 'Column 4: Found row 999999999, expected one of -4 … 3.'],
    ['W1 @ A1', 'Column 4: Found 4 × 2 times 4 × 30; the inner sizes 2 and 4 must be equal.'],
  ])('%j is refused: %s', (expression, message) => {
    expect(evaluate(run, expression)).toEqual({ kind: 'error', message });
  });
});
