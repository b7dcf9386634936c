/**
 * A tensor as a picture: the numbers on one canvas, the marks of hovering and selection on another above it,
 * so that moving the pointer never paints the numbers again.
 */
import type { VNode } from 'preact';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { useComputed } from '@preact/signals';

import type { TensorDescription } from '../../src/protocol/run';
import type { MatrixSlice } from '../../src/protocol/tensors';
import { usePanel } from '../controls/panelContext';
import { scaleFor } from '../painting/colorScale';
import type { HeatmapGeometry } from '../painting/heatmapGeometry';
import { paintHeatmap } from '../painting/paintHeatmap';
import { paintMarks } from '../painting/paintMarks';
import { prepareSurface } from '../painting/surface';
import { shapeText } from '../run/reading';
import { formatNumber } from '../text/formatNumber';

import { marksOf } from './marksOf';
import { useCellKeys } from './useCellKeys';
import { usePointer } from './usePointer';

export interface HeatmapProps {
  readonly tensor: TensorDescription;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Shown as the formula reads it: `A1ᵀ`. */
  readonly transposed: boolean;
  /** False: the tensor is about to be written, so that there are only marks on an empty frame. */
  readonly filled: boolean;
  /** `cells`: can be focused, and its cells be visited; `none`: it is part of something that can. */
  readonly keys: 'cells' | 'none';
}

export function Heatmap({ tensor, width, height, transposed, filled, keys }: HeatmapProps): VNode {
  const { session, frames, theme } = usePanel();
  const layout = session.store.layout.value;
  const turned = transposed !== (layout === 'rows');
  const { rows, columns } = tensor;
  const geometry = useMemo<HeatmapGeometry>(
    () => ({ rows, columns, transposed: turned, width, height }),
    [rows, columns, turned, width, height],
  );
  const numbers = useRef<HTMLCanvasElement>(null);
  const overlay = useRef<HTMLCanvasElement>(null);
  const slice = filled ? session.slices.of(tensor.name).value : undefined;
  const colors = theme.value;
  const marks = useComputed(() => marksOf(tensor.name, session)).value;
  const pointer = usePointer(tensor, { geometry, filled });
  const cellKeys = useCellKeys(tensor, { geometry, filled });

  useLayoutEffect(() => {
    const canvas = numbers.current;
    if (!canvas) return;
    frames.schedule(canvas, () => {
      const surface = prepareSurface(canvas, geometry);
      if (!surface || !slice) return;
      paintHeatmap(surface, { slice, geometry, scale: scaleFor(tensor, slice), theme: colors });
    });
  }, [slice, colors, geometry, tensor]);

  useLayoutEffect(() => {
    const canvas = overlay.current;
    if (!canvas) return;
    frames.schedule(canvas, () => {
      const surface = prepareSurface(canvas, geometry);
      if (surface && marks) paintMarks(surface, marks, { geometry, theme: colors });
    });
  }, [marks, colors, geometry]);

  const label = description(tensor, { slice, shape: shapeText(tensor, layout) });
  return (
    <span
      class={filled ? 'heatmap' : 'heatmap heatmap-empty'}
      style={{ width: `${width}px`, height: `${height}px` }}
      aria-label={label}
      {...(keys === 'cells' ? cellRole : { role: 'img' })}
      {...pointer}
      {...(keys === 'cells' && { onKeyDown: cellKeys.onKeyDown, onBlur: cellKeys.onBlur })}
    >
      <canvas ref={numbers} aria-hidden="true" />
      <canvas ref={overlay} aria-hidden="true" class="heatmap-marks" />
      {keys === 'cells' && (
        <span class="only-spoken" aria-live="polite">
          {cellKeys.spoken}
        </span>
      )}
    </span>
  );
}

// Arrow keys mean cells here, which no other role says.
const cellRole = {
  role: 'application',
  'aria-roledescription': 'heat map',
  'aria-description': 'Arrow keys move between cells, Enter explains one, Enter again changes it.',
  tabIndex: 0,
} as const;

/** `dW2, shape (16, 16), from −0.031 at [3, 7] to 0.027` without the places: a picture has too many. */
function description(
  { name }: TensorDescription,
  { slice, shape }: { readonly slice: MatrixSlice | undefined; readonly shape: string },
): string {
  if (slice?.values === undefined) return `${name}, shape ${shape}, no value yet`;
  let lowest = Infinity;
  let highest = -Infinity;
  let notFinite = 0;
  for (const value of slice.values) {
    if (!Number.isFinite(value)) {
      notFinite++;
      continue;
    }
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
  }
  const range = lowest <= highest ? `from ${formatNumber(lowest)} to ${formatNumber(highest)}` : '';
  const broken = notFinite > 0 ? `${notFinite} not finite` : '';
  return [`${name}, shape ${shape}`, range, broken].filter(Boolean).join(', ');
}
