/** What pointing at a heat map does: hovering tells a number and marks its sources, a click explains it. */
import { useRef } from 'preact/hooks';

import type { TensorDescription } from '../../src/protocol/run';
import { usePanel } from '../controls/panelContext';
import { cellAt } from '../painting/heatmapGeometry';
import type { HeatmapGeometry } from '../painting/heatmapGeometry';
import type { Cell } from '../run/cellText';

import { beginEdit } from './beginEdit';
import { pointAt, pointAtNothing } from './pointAt';

export interface PointerHandlers {
  readonly onPointerMove: (event: PointerEvent) => void;
  readonly onPointerLeave: () => void;
  readonly onMouseDown: (event: MouseEvent) => void;
  readonly onClick: (event: MouseEvent) => void;
  readonly onDblClick: (event: MouseEvent) => void;
}

export function usePointer(
  tensor: TensorDescription,
  { geometry, filled }: { readonly geometry: HeatmapGeometry; readonly filled: boolean },
): PointerHandlers {
  const { session } = usePanel();
  // The explanation that a first click opens may move the picture before the second one.
  const clicked = useRef<Cell | undefined>(undefined);
  const at = (event: MouseEvent): Cell | undefined => {
    const frame = (event.currentTarget as HTMLElement).getBoundingClientRect();
    return cellAt(geometry, event.clientX - frame.left, event.clientY - frame.top);
  };
  return {
    onPointerMove(event) {
      const cell = at(event);
      if (cell) pointAt(session, { tensor, cell, filled, x: event.clientX, y: event.clientY });
    },
    onPointerLeave: () => pointAtNothing(session),
    onMouseDown(event) {
      // A click does not take the focus: the arrow keys go on stepping.
      event.preventDefault();
    },
    onClick(event) {
      const cell = at(event);
      if (event.detail === 1) clicked.current = cell;
      const { values } = session.slices.of(tensor.name).peek() ?? {};
      if (!cell || !filled || values === undefined) return;
      event.stopPropagation();
      session.select({ tensor: tensor.name, cell });
    },
    onDblClick(event) {
      const cell = clicked.current ?? at(event);
      if (cell && filled) beginEdit(session, tensor.name, cell);
    },
  };
}
