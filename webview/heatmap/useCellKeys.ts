/** A heat map under the keyboard: arrows go from cell to cell, Enter explains one, a second Enter changes it. */
import { useState } from 'preact/hooks';

import type { TensorDescription } from '../../src/protocol/run';
import { usePanel } from '../controls/panelContext';
import { rectangleOf, regionOf } from '../painting/heatmapGeometry';
import type { HeatmapGeometry } from '../painting/heatmapGeometry';
import type { Cell } from '../run/cellText';

import { beginEdit } from './beginEdit';
import { pointAt, pointAtNothing } from './pointAt';

export interface CellKeys {
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onBlur: () => void;
  /** The cell in words, for a live region. */
  readonly spoken: string;
}

const directions: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export function useCellKeys(
  tensor: TensorDescription,
  { geometry, filled }: { readonly geometry: HeatmapGeometry; readonly filled: boolean },
): CellKeys {
  const { session } = usePanel();
  const [cell, setCell] = useState<Cell | undefined>(undefined);
  const [spoken, setSpoken] = useState('');

  return {
    spoken,
    onKeyDown(event) {
      if (event.key === 'Enter' && cell && filled) {
        event.preventDefault();
        const selected = session.store.selection.peek();
        const isExplained =
          selected?.tensor === tensor.name &&
          selected.cell?.row === cell.row &&
          selected.cell.column === cell.column;
        if (isExplained) beginEdit(session, tensor.name, cell);
        else session.select({ tensor: tensor.name, cell });
        return;
      }
      const direction = directions[event.key];
      if (!direction || event.shiftKey) return;
      event.preventDefault();
      const next = cell ? moved(cell, direction, geometry) : { row: 0, column: 0 };
      const frame = (event.currentTarget as HTMLElement).getBoundingClientRect();
      const { x, y, width, height } = rectangleOf(geometry, regionOf(next));
      const center = { x: frame.left + x + width / 2, y: frame.top + y + height / 2 };
      setCell(next);
      setSpoken(pointAt(session, { tensor, cell: next, filled, ...center }));
    },
    onBlur() {
      setSpoken('');
      pointAtNothing(session);
    },
  };
}

function moved(
  { row, column }: Cell,
  [right, down]: readonly [number, number],
  { rows, columns, transposed }: HeatmapGeometry,
): Cell {
  const [rowStep, columnStep] = transposed ? [right, down] : [down, right];
  return {
    row: Math.max(0, Math.min(rows - 1, row + rowStep)),
    column: Math.max(0, Math.min(columns - 1, column + columnStep)),
  };
}
