/**
 * Numbers as one instruction of the current iteration found and left them.
 *
 * An explanation is asked for at any later position, when the update may have overwritten what the
 * instruction read: its parameters are then those with which the iteration began. What was changed by hand
 * before the instruction ran counts, what was changed after it does not.
 */
import type { Machine } from '../machine/machine';
import type { Cell, CellReader } from '../program/explanation';
import type { ReplacedNumber } from './editTrack';
import type { Timeline } from './timeline';

/** `instruction`, an index, has run in the current iteration. Valid until the timeline moves. */
export function cellReader(
  instruction: number,
  { machine, timeline }: { readonly machine: Machine; readonly timeline: Timeline },
): CellReader {
  const { iteration, instruction: next } = timeline.position;
  const { instructions } = machine.programOf(iteration);
  const overwritten = new Set(
    instructions.slice(instruction + 1, next).flatMap(({ writes }) => writes),
  );
  const numberIn = (values: Float64Array | Float32Array, { tensor, row, column }: Cell): number =>
    values[row * machine.view(tensor, iteration).columns + column]!;
  const replaced = (cell: Cell): readonly ReplacedNumber[] =>
    timeline.replaced.filter((number) => isSame(number.cell, cell));
  const valueBefore = (cell: Cell): number =>
    replaced(cell).findLast(({ position }) => position.instruction <= instruction)?.after ??
    numberIn(timeline.readIterationStart(cell.tensor), cell);
  return {
    value: (cell) =>
      overwritten.has(cell.tensor)
        ? valueBefore(cell)
        : (replaced(cell).find(({ position }) => instruction < position.instruction)?.before ??
          numberIn(machine.view(cell.tensor, iteration).values, cell)),
    valueBefore,
    sampleIndex: (column) => machine.sampleIndex(iteration, column),
    math: machine.math,
  };
}

/** The numbers of a persistent tensor with which this iteration works, with what was changed in them by hand. */
export function numbersInUse(
  name: string,
  { machine, timeline }: { readonly machine: Machine; readonly timeline: Timeline },
): Float64Array {
  const { iteration } = timeline.position;
  const { columns } = machine.view(name, iteration);
  const { instructions } = machine.programOf(iteration);
  const writer = instructions.findIndex(({ writes }) => writes.includes(name));
  const numbers = Float64Array.from(timeline.readIterationStart(name));
  for (const { cell, position, after } of timeline.replaced) {
    if (cell.tensor !== name || writer < position.instruction) continue;
    numbers[cell.row * columns + cell.column] = after;
  }
  return numbers;
}

function isSame(a: Cell, b: Cell): boolean {
  return a.tensor === b.tensor && a.row === b.row && a.column === b.column;
}
