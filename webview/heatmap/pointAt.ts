/** Pointing at a cell, by mouse or by keys: its number as a tooltip, and marks on the cells it comes from. */
import type { TensorDescription } from '../../src/protocol/run';
import { cellName, cellText } from '../run/cellText';
import type { Cell } from '../run/cellText';
import { sourceRegions } from '../run/sourceRegions';
import type { PanelSession } from '../state/panelSession';

export interface PointedCell {
  readonly tensor: TensorDescription;
  readonly cell: Cell;
  /** False: the cell has not been written yet. */
  readonly filled: boolean;
  /** Where the tooltip stands, in page coordinates. */
  readonly x: number;
  readonly y: number;
}

/** Returns the text that it shows. */
export function pointAt({ store, slices }: PanelSession, pointed: PointedCell): string {
  const { tensor, cell, filled, x, y } = pointed;
  const run = store.run.peek();
  const layout = store.layout.peek();
  const slice = filled ? slices.of(tensor.name).peek() : undefined;
  const hovered = store.hover.peek();
  const isSame = hovered?.cell.row === cell.row && hovered.cell.column === cell.column;
  if (hovered?.tensor !== tensor.name || !isSame) {
    const writer = run?.instructions.findLast(({ writes }) => writes.includes(tensor.name));
    const sources = run && writer ? sourceRegions(run, writer, cell) : [];
    store.hover.value = { tensor: tensor.name, cell, sources };
  }
  const text = filled
    ? cellText(tensor, cell, { slice, layout })
    : `${cellName(tensor.name, cell, layout)} is about to be written`;
  store.tooltip.value = { x, y, text };
  return text;
}

export function pointAtNothing({ store }: PanelSession): void {
  store.hover.value = undefined;
  store.tooltip.value = undefined;
}
