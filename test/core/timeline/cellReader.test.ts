import { expect, it } from 'vitest';

import { cellReader, type Cell } from '../../../src/core';
import { testRun } from '../../support/runs';

const first: Omit<Cell, 'tensor'> = { row: 0, column: 0 };

/** A run at the end of iteration 3, with what an instruction of it found and left. */
function readerAtEnd(name: string) {
  const run = testRun({ layers: [{ units: 4 }, { units: 1, activation: 'sigmoid' }] });
  const { timeline, machine } = run;
  timeline.seek({ iteration: 3, instruction: 0 });
  const found = machine.view('W2', 3).values[0]!;
  timeline.seek({ iteration: 3, instruction: timeline.end.instruction });
  const left = machine.view('W2', 3).values[0]!;
  const instruction = machine.program.instructions.findIndex((line) => line.name === name);
  return { found, left, reader: cellReader(instruction, run), run };
}

it.each(['Z2', 'dA1'])('shows %s the weights it read, which the update has overwritten', (name) => {
  const { found, left, reader } = readerAtEnd(name);
  expect(found).not.toBe(left);
  expect(reader.value({ ...first, tensor: 'W2' })).toBe(found);
});

it('shows the update what it left, and what was there before', () => {
  const { found, left, reader } = readerAtEnd('W2');
  expect(reader.value({ ...first, tensor: 'W2' })).toBe(left);
  expect(reader.valueBefore({ ...first, tensor: 'W2' })).toBe(found);
});

it('names the sample behind a column', () => {
  const { reader, run } = readerAtEnd('X');
  const { features, train } = run.dataset;
  for (const column of [0, 1, 3]) {
    const sample = reader.sampleIndex(column);
    for (let row = 0; row < features; row++) {
      const expected = train.inputs[sample * features + row];
      expect(reader.value({ tensor: 'X', row, column })).toBe(expected);
    }
  }
});
