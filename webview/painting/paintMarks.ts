/** What lies over a heat map: the cell under the pointer, the selected cell, and the cells it comes from. */
import type { TensorRegion } from '../../src/protocol/explanation';
import type { Cell } from '../run/cellText';

import { rectangleOf, regionOf } from './heatmapGeometry';
import type { HeatmapGeometry, Rectangle } from './heatmapGeometry';
import type { Surface } from './surface';
import type { Theme } from './theme';

export interface Marks {
  readonly hovered?: Cell;
  readonly selected?: Cell;
  readonly sources: readonly Omit<TensorRegion, 'tensor'>[];
}

export function paintMarks(
  surface: Surface,
  marks: Marks,
  { geometry, theme }: { readonly geometry: HeatmapGeometry; readonly theme: Theme },
): void {
  for (const source of marks.sources) {
    outline(surface, rectangleOf(geometry, source), { color: theme.foreground, theme });
  }
  if (marks.selected) {
    const rectangle = rectangleOf(geometry, regionOf(marks.selected));
    outline(surface, rectangle, { color: theme.warning, theme });
  }
  if (marks.hovered) {
    const rectangle = rectangleOf(geometry, regionOf(marks.hovered));
    outline(surface, rectangle, { color: theme.foreground, theme });
  }
}

/** A line in `color` with a rim of the background, so that it shows on every cell. */
function outline(
  { context, width, height }: Surface,
  rectangle: Rectangle,
  { color, theme }: { readonly color: string; readonly theme: Theme },
): void {
  const x = Math.max(1, rectangle.x);
  const y = Math.max(1, rectangle.y);
  const right = Math.min(width - 1, Math.max(x + 2, rectangle.x + rectangle.width));
  const bottom = Math.min(height - 1, Math.max(y + 2, rectangle.y + rectangle.height));
  for (const [lineWidth, style] of [
    [3.5, theme.background],
    [1.5, color],
  ] as const) {
    context.lineWidth = lineWidth;
    context.strokeStyle = style;
    context.strokeRect(x, y, right - x, bottom - y);
  }
}
