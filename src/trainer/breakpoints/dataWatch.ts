/**
 * A data breakpoint: it stops behind an instruction that has changed a tensor, or one element of it.
 *
 * What counts is the value before and behind a write: for what persists, just before the instruction; for the
 * rest, as the instruction left it in the iteration before. So it sees the same in both directions. The first value
 * of all is a change, and neither changes a sign nor crosses anything.
 */
import { numberText, type TensorView } from '../../core';
import type { DataBreakpoint } from '../../protocol/breakpoints';
import type { NumberChange } from './dataCondition';
import type { ProgramPlaces } from './programPlaces';
import type { Sight } from './sight';
import type { Watch } from './watch';

export interface DataChange {
  readonly happens: NumberChange;
  /** Whether the first value counts. */
  readonly isAnyChange: boolean;
}

type DataWatch = Omit<Watch, 'hits'>;

/** `breakpoint` names a tensor that the program writes. */
export function dataWatch(
  breakpoint: DataBreakpoint,
  change: DataChange,
  places: ProgramPlaces,
): DataWatch {
  const { id, tensor } = breakpoint;
  const writers = places.writers(tensor);
  const persists = places.isPersistent(tensor);
  const behind = new Set(writers.map((writer) => writer + 1));
  const instructions = [...new Set([...(persists ? writers : []), ...behind])];
  const memory = new Before(breakpoint, change);
  const view = (sight: Sight): TensorView | undefined => sight.tensor(tensor);
  return {
    id,
    kind: 'data',
    instructions: instructions.sort((a, b) => a - b),
    need: 'numbers',
    happens(sight) {
      const now = view(sight);
      if (now === undefined) return false;
      const happened = behind.has(sight.instruction) && memory.changed(now, sight.iteration);
      memory.keep(now);
      return happened;
    },
    description: () => memory.description,
    remembersIteration: !persists,
    begin(sight) {
      const now = persists && writers.includes(sight.instruction) ? view(sight) : undefined;
      if (now !== undefined) memory.keep(now);
    },
    forget: () => memory.forget(),
  };
}

/** A tensor as it was, and how it differs now. */
class Before {
  description = '';
  private values = new Float64Array();
  private columns: number | undefined;

  constructor(
    private readonly cell: Pick<DataBreakpoint, 'tensor' | 'row' | 'column'>,
    private readonly change: DataChange,
  ) {}

  keep({ values, columns }: TensorView): void {
    if (this.values.length !== values.length) this.values = new Float64Array(values.length);
    this.values.set(values);
    this.columns = columns;
  }

  forget(): void {
    this.columns = undefined;
  }

  changed(now: TensorView, iteration: number): boolean {
    const { tensor } = this.cell;
    if (this.columns === undefined) {
      this.description = `${tensor} got its first value.`;
      return iteration === 0 && this.change.isAnyChange;
    }
    const index = this.changedIndex(now, this.columns);
    if (index === undefined) return false;
    const row = Math.floor(index / now.columns);
    const column = index % now.columns;
    const before = this.values[row * this.columns + column]!;
    const after = now.values[index]!;
    const texts = [numberText(before), numberText(after)];
    // Four digits may hide a small change.
    const [from, to] = texts[0] === texts[1] ? [String(before), String(after)] : texts;
    this.description = `${tensor}[${row}, ${column}] changed from ${from} to ${to}.`;
    return true;
  }

  /** The last minibatch of an epoch may have fewer columns; those that both have are compared. */
  private changedIndex({ values, columns, rows }: TensorView, known: number): number | undefined {
    const { happens } = this.change;
    const { row, column } = this.cell;
    const common = Math.min(columns, known);
    const [firstRow, endRow] = row === undefined ? [0, rows] : [row, Math.min(row + 1, rows)];
    const [firstColumn, endColumn] =
      column === undefined ? [0, common] : [column, Math.min(column + 1, common)];
    for (let at = firstRow; at < endRow; at++) {
      for (let place = firstColumn; place < endColumn; place++) {
        const index = at * columns + place;
        if (happens(this.values[at * known + place]!, values[index]!)) return index;
      }
    }
    return undefined;
  }
}
