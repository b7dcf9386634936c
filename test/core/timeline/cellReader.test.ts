import { describe, expect, it } from 'vitest';

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

describe('a number that was changed by hand', () => {
  /** W2[0, 0] becomes 9 before the instruction `place`; the reader is of Z2, from the end of the iteration. */
  function readerAfterEdit(place: string) {
    const run = testRun({ layers: [{ units: 4 }, { units: 1, activation: 'sigmoid' }] });
    const { machine } = run;
    const { instructions } = machine.program;
    const indexOf = (wanted: string) => instructions.findIndex(({ name }) => name === wanted);
    const position = { iteration: 3, instruction: indexOf(place) };
    run.timeline.seek(position);
    const before = machine.view('W2', 3).values[0]!;
    const edit = { kind: 'element', position, tensor: 'W2', ...first, value: 9 } as const;
    const timeline = run.timeline.branch(edit);
    const seen = (instruction: number) => {
      timeline.seek({ iteration: 3, instruction });
      const reader = cellReader(indexOf('Z2'), { machine, timeline });
      return reader.value({ ...first, tensor: 'W2' });
    };
    return {
      before,
      seenAt: (name: string) => seen(indexOf(name)),
      seenAtEnd: () => seen(timeline.end.instruction),
    };
  }

  it('counts for what ran after the change, also when the update has overwritten it', () => {
    const { seenAt, seenAtEnd } = readerAfterEdit('Z2');
    expect(seenAt('A2')).toBe(9);
    expect(seenAtEnd()).toBe(9);
  });

  it('does not count for what ran before the change', () => {
    const { before, seenAt, seenAtEnd } = readerAfterEdit('J');
    expect(seenAt('J')).toBe(before);
    expect(seenAtEnd()).toBe(before);
  });
});
