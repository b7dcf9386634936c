/** What pointing at a heat map does: hovering tells a number and marks its sources, a click explains it. */
import type { TensorDescription } from '../../src/protocol/run';
import type { MatrixSlice } from '../../src/protocol/trainer';
import { usePanel } from '../controls/panelContext';
import { cellName, cellText } from '../run/cellText';
import type { Cell } from '../run/cellText';
import { sourceRegions } from '../run/sourceRegions';
import type { PanelSession } from '../state/panelSession';

import { cellAt } from './heatmapGeometry';
import type { HeatmapGeometry } from './heatmapGeometry';

export interface PointerHandlers {
  readonly onPointerMove: (event: PointerEvent) => void;
  readonly onPointerLeave: () => void;
  readonly onClick: (event: MouseEvent) => void;
}

export function usePointer(
  tensor: TensorDescription,
  { geometry, filled }: { readonly geometry: HeatmapGeometry; readonly filled: boolean },
): PointerHandlers {
  const { session } = usePanel();
  const { store } = session;
  const at = (event: MouseEvent): Cell | undefined => {
    const frame = (event.currentTarget as HTMLElement).getBoundingClientRect();
    return cellAt(geometry, event.clientX - frame.left, event.clientY - frame.top);
  };
  return {
    onPointerMove(event) {
      const cell = at(event);
      if (cell) pointAt(session, { tensor, cell, filled, x: event.clientX, y: event.clientY });
    },
    onPointerLeave() {
      store.hover.value = undefined;
      store.tooltip.value = undefined;
    },
    onClick(event) {
      const cell = at(event);
      const slice = session.slices.of(tensor.name).peek();
      if (!cell || !filled || slice?.values === undefined) return;
      event.stopPropagation();
      session.select({ tensor: tensor.name, ...(isExact(slice) && { cell }) });
    },
  };
}

function pointAt(
  { store, slices }: PanelSession,
  target: {
    readonly tensor: TensorDescription;
    readonly cell: Cell;
    readonly filled: boolean;
    readonly x: number;
    readonly y: number;
  },
): void {
  const { tensor, cell, filled, x, y } = target;
  const run = store.run.peek();
  const layout = store.layout.peek();
  const slice = filled ? slices.of(tensor.name).peek() : undefined;
  const writer = run?.instructions.findLast(({ writes }) => writes.includes(tensor.name));
  const sources = run && writer ? sourceRegions(run, writer, cell) : [];
  const hovered = store.hover.peek();
  if (hovered?.tensor !== tensor.name || !isSame(hovered.cell, cell)) {
    store.hover.value = { tensor: tensor.name, cell, sources };
  }
  const text = filled
    ? cellText(tensor, cell, { slice, layout })
    : `${cellName(tensor.name, cell, layout)} is about to be written`;
  store.tooltip.value = { x, y, text };
}

function isSame(first: Cell, second: Cell): boolean {
  return first.row === second.row && first.column === second.column;
}

function isExact({ rowsPerCell, columnsPerCell }: MatrixSlice): boolean {
  return rowsPerCell === 1 && columnsPerCell === 1;
}
