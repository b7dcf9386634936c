import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { comparePositions, formatPosition, parsePosition } from '../../../src/core';
import { testRun } from '../../support/runs';

const { program } = testRun({ layers: [{ units: 1, activation: 'sigmoid' }] }).machine;
const names = program.instructions.map(({ name }) => name);

describe('a position as text', () => {
  it.each([
    ['0:X', 0, 'X'],
    ['12:dW1', 12, 'dW1'],
    ['  3:J ', 3, 'J'],
    ['007:Z1', 7, 'Z1'],
  ])('%j is iteration %i, about to run %s', (text, iteration, name) => {
    expect(parsePosition(text, program)).toEqual({
      kind: 'position',
      position: { iteration, instruction: names.indexOf(name) },
    });
  });

  it('names the end of an iteration', () => {
    const end = { iteration: 4, instruction: names.length };
    expect(formatPosition(end, program)).toBe('4:end');
    expect(parsePosition('4:end', program)).toEqual({ kind: 'position', position: end });
  });

  it('is read back as the position that was written', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(names.length), (iteration, instruction) => {
        const position = { iteration, instruction };
        expect(parsePosition(formatPosition(position, program), program)).toEqual({
          kind: 'position',
          position,
        });
      }),
    );
  });

  it.each(['', '12', '12:', ':dW1', '-1:dW1', '1.5:dW1', '1e3:X', '12 dW1', '1:dW1[2]', '1:X:X'])(
    '%j is refused with the form that is expected',
    (text) => {
      expect(parsePosition(text, program)).toEqual({
        kind: 'error',
        message: `"${text}" is not a position. Write ITERATION:INSTRUCTION, such as 12:dW2 or 12:end.`,
      });
    },
  );

  it('lists the instructions where the name is unknown', () => {
    expect(parsePosition('3:dW9', program)).toEqual({
      kind: 'error',
      message:
        'No instruction is named "dW9". This program has X, Z1, A1, J, dZ1, dW1, db1, betaPowers, vW1, sW1, W1, vb1, sb1, b1 and end.',
    });
  });

  it('is never confused by a name that every object has', () => {
    expect(parsePosition('3:constructor', program).kind).toBe('error');
  });
});

describe('the order of positions', () => {
  it('is by iteration, then by instruction', () => {
    const at = (iteration: number, instruction: number) => ({ iteration, instruction });
    expect(comparePositions(at(1, 9), at(2, 0))).toBeLessThan(0);
    expect(comparePositions(at(2, 3), at(2, 1))).toBeGreaterThan(0);
    expect(comparePositions(at(2, 3), at(2, 3))).toBe(0);
  });
});
