import { describe, expect, it } from 'vitest';

import type { StopReport } from '../../../src/protocol/movement';
import {
  hasValue,
  instructionText,
  outdatedTensors,
  placeText,
  previousInstruction,
  valuedTensors,
} from '../../../webview/run/place';
import { indexOf, instructionNamed, recordedRun } from '../recordedRun';

const run = recordedRun();

function stop(name: string, iteration = 5, more: Partial<StopReport> = {}): StopReport {
  const instruction = name === 'end' ? run.instructions.length : indexOf(run, name);
  return {
    position: { iteration, instruction },
    reason: 'step',
    sequence: 1,
    epoch: 0,
    computedIterations: 9,
    alerts: [],
    ...more,
  };
}

describe('hasValue', () => {
  it.each([
    ['Z1', 'Z1', false],
    ['Z1', 'A1', true],
    ['dW2', 'dW2', false],
    ['dW2', 'end', true],
    ['W2', 'X', true],
    ['vW2', 'X', true],
    ['X', 'X', false],
    ['Y', 'Z1', true],
    ['nothing', 'end', false],
  ])('%s before %s: %s', (tensor, name, expected) => {
    expect(hasValue(run, stop(name).position, tensor)).toBe(expected);
  });
});

describe('valuedTensors', () => {
  it('are those that have a value, at every place of the program', () => {
    for (let instruction = 0; instruction <= run.instructions.length; instruction++) {
      const position = { iteration: 5, instruction };
      const names = run.tensors.map(({ name }) => name);
      expect([...valuedTensors(run, position)]).toEqual(
        names.filter((name) => hasValue(run, position, name)),
      );
    }
  });
});

describe('outdatedTensors', () => {
  const all = run.tensors.length;

  it('names what a step forward wrote', () => {
    expect([...outdatedTensors(run, stop('dZ2'), stop('db2'))]).toEqual(['dZ2', 'dW2']);
  });

  it.each([
    ['a step back', stop('db2'), stop('dW2')],
    ['another iteration', stop('dW2', 5), stop('dW2', 6)],
    ['a seek', stop('dZ2'), stop('db2', 5, { reason: 'goto' })],
    ['the first stop', undefined, stop('db2')],
  ])('names everything after %s', (_, from, to) => {
    expect(outdatedTensors(run, from, to).size).toBe(all);
  });
});

describe('where a run stands, in words', () => {
  it.each([
    ['dW2', 'backward, layer 2'],
    ['J', 'loss'],
    ['X', 'batch'],
    ['end', 'end of the iteration'],
  ])('before %s it is "%s"', (name, text) => {
    expect(placeText(run, stop(name).position)).toBe(text);
  });

  it('writes an instruction as the chosen layout reads it', () => {
    const instruction = instructionNamed(run, 'dW2');
    expect(instructionText(instruction, 'columns')).toBe('dW2 = 1/m · dZ2 · A1ᵀ');
    expect(instructionText(instruction, 'rows')).toBe('dW2 = 1/m · A1ᵀ · dZ2');
    expect(instructionText(instructionNamed(run, 'Z1'), 'rows')).toBe('Z1 = X · W1 + b1');
  });

  it('knows the instruction that ran last, also across iterations', () => {
    expect(previousInstruction(run, stop('A1').position)?.name).toBe('Z1');
    expect(previousInstruction(run, stop('X', 5).position)?.name).toBe('b3');
    expect(previousInstruction(run, stop('X', 0).position)).toBeUndefined();
  });
});
