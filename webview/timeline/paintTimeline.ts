/** The cost of all known iterations as a curve, with the iterations at which alerts began. */
import type { Alert } from '../../src/protocol/trainer';
import type { Surface } from '../painting/surface';
import type { Theme } from '../painting/theme';
import type { Curve } from '../state/seriesBook';
import { formatCount } from '../text/formatNumber';

import { placeOf, ticksOf } from './timeAxis';
import type { TimeAxis } from './timeAxis';

export interface TimelinePainting {
  readonly axis: TimeAxis;
  readonly cost: Curve | undefined;
  readonly known: number;
  readonly alerts: readonly Alert[];
  readonly theme: Theme;
}

const room = { top: 12, bottom: 18 };

export function paintTimeline(surface: Surface, painting: TimelinePainting): void {
  paintKnown(surface, painting);
  paintTicks(surface, painting);
  if (painting.cost) paintCost(surface, painting, painting.cost);
  paintAlerts(surface, painting);
}

/** The line at the present place, and the one under the pointer. */
export function paintCursor(
  { context, height }: Surface,
  { x, theme, hoverX }: { readonly x: number; readonly theme: Theme; readonly hoverX?: number },
): void {
  if (hoverX !== undefined) {
    context.fillStyle = theme.dim;
    context.globalAlpha = 0.6;
    context.fillRect(hoverX - 0.5, 0, 1, height);
    context.globalAlpha = 1;
  }
  context.fillStyle = theme.foreground;
  context.fillRect(x - 1, 0, 2, height - room.bottom + 4);
  context.beginPath();
  context.moveTo(x - 5, 0);
  context.lineTo(x + 5, 0);
  context.lineTo(x, 7);
  context.fill();
}

function paintKnown({ context, height }: Surface, { axis, known, theme }: TimelinePainting): void {
  const end = placeOf(axis, known);
  context.fillStyle = theme.foreground;
  context.globalAlpha = 0.06;
  context.fillRect(end, 0, axis.width - end, height);
  context.globalAlpha = 1;
}

function paintTicks({ context, height }: Surface, { axis, theme }: TimelinePainting): void {
  context.fillStyle = theme.dim;
  context.font = `10px ${theme.font}`;
  context.textAlign = 'center';
  context.textBaseline = 'bottom';
  for (const tick of ticksOf(axis)) {
    const x = Math.round(placeOf(axis, tick));
    context.globalAlpha = 0.5;
    context.fillRect(x, height - room.bottom + 3, 1, 3);
    context.globalAlpha = 1;
    if (x < axis.width - 20) context.fillText(formatCount(tick), x, height - 1);
  }
}

function paintCost(
  { context, height }: Surface,
  { axis, theme }: TimelinePainting,
  cost: Curve,
): void {
  const finite = [...cost.values].filter((value) => Number.isFinite(value));
  if (finite.length === 0) return;
  const highest = Math.max(...finite);
  const base = baseOf(Math.min(...finite), highest);
  const scale = (height - room.top - room.bottom) / (highest - base || 1);
  const y = (value: number): number => height - room.bottom - (value - base) * scale;

  context.strokeStyle = theme.accent;
  context.lineWidth = 1.5;
  context.lineJoin = 'round';
  context.lineCap = 'round';
  context.beginPath();
  let pen = false;
  for (let bucket = 0; bucket * 2 < cost.values.length; bucket++) {
    const low = cost.values[bucket * 2]!;
    const high = cost.values[bucket * 2 + 1]!;
    const iteration = cost.firstIteration + bucket * cost.iterationsPerBucket;
    const x = placeOf(axis, iteration);
    if (!Number.isFinite(low) || !Number.isFinite(high)) {
      pen = false;
      continue;
    }
    if (pen) context.lineTo(x, y(high));
    else context.moveTo(x, y(high));
    context.lineTo(x, y(low));
    pen = true;
  }
  context.stroke();
}

/** The curve stands on zero, unless it would be nearly flat there. */
function baseOf(lowest: number, highest: number): number {
  if (lowest < highest / 2) return Math.min(0, lowest);
  return lowest - (highest - lowest) / 4;
}

function paintAlerts(
  { context, height }: Surface,
  { axis, alerts, theme }: TimelinePainting,
): void {
  context.fillStyle = theme.warning;
  for (const { since } of alerts) {
    const x = placeOf(axis, since);
    context.globalAlpha = 0.7;
    context.fillRect(x - 0.5, 0, 1, height - room.bottom + 2);
    context.globalAlpha = 1;
    context.beginPath();
    context.arc(x, height - room.bottom + 1, 4, 0, 2 * Math.PI);
    context.fill();
  }
}
