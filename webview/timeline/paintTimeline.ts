/** The cost of all known iterations as a curve, with the iterations at which alerts began. */
import type { Alert } from '../../src/protocol/alert';
import type { Surface } from '../painting/surface';
import type { Theme } from '../painting/theme';
import type { Curve } from '../state/seriesBook';
import { formatCount } from '../text/formatNumber';

import { placeOf, ticksOf } from './timeAxis';
import type { TimeAxis } from './timeAxis';

export interface TimelinePainting {
  readonly axis: TimeAxis;
  readonly cost: Curve | undefined;
  /** Of the branches that are not in use. */
  readonly otherCosts: readonly Curve[];
  /** Iterations at which a branch left another one. */
  readonly forks: readonly number[];
  readonly known: number;
  readonly alerts: readonly Alert[];
  readonly theme: Theme;
}

const room = { top: 12, bottom: 18 };

export function paintTimeline(surface: Surface, painting: TimelinePainting): void {
  paintKnown(surface, painting);
  paintTicks(surface, painting);
  paintCosts(surface, painting);
  paintForks(surface, painting);
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

/** All on one scale, the branch in use in front. */
function paintCosts(surface: Surface, { axis, theme, cost, otherCosts }: TimelinePainting): void {
  const curves = [...otherCosts, ...(cost ? [cost] : [])];
  const finite = curves.flatMap(({ values }) => [...values].filter(Number.isFinite));
  if (finite.length === 0) return;
  const { context, height } = surface;
  const highest = finite.reduce((most, value) => Math.max(most, value));
  const lowest = finite.reduce((least, value) => Math.min(least, value));
  const base = baseOf(lowest, highest);
  const scale = (height - room.top - room.bottom) / (highest - base || 1);
  const y = (value: number): number => height - room.bottom - (value - base) * scale;
  context.lineJoin = 'round';
  context.lineCap = 'round';
  for (const curve of curves) {
    const isInUse = curve === cost;
    context.strokeStyle = isInUse ? theme.accent : theme.dim;
    context.globalAlpha = isInUse ? 1 : 0.7;
    context.lineWidth = isInUse ? 1.5 : 1;
    traceCurve(context, curve, { x: (iteration) => placeOf(axis, iteration), y });
    context.stroke();
  }
  context.globalAlpha = 1;
}

function traceCurve(
  context: Surface['context'],
  { firstIteration, iterationsPerBucket, values }: Curve,
  place: { x(iteration: number): number; y(value: number): number },
): void {
  context.beginPath();
  let pen = false;
  for (let bucket = 0; bucket * 2 < values.length; bucket++) {
    const low = values[bucket * 2]!;
    const high = values[bucket * 2 + 1]!;
    const x = place.x(firstIteration + bucket * iterationsPerBucket);
    if (!Number.isFinite(low) || !Number.isFinite(high)) {
      pen = false;
      continue;
    }
    if (pen) context.lineTo(x, place.y(high));
    else context.moveTo(x, place.y(high));
    context.lineTo(x, place.y(low));
    pen = true;
  }
}

/** A diamond at the foot of the curves, and a dotted line up to where the branches part. */
function paintForks({ context, height }: Surface, { axis, forks, theme }: TimelinePainting): void {
  context.fillStyle = theme.foreground;
  context.strokeStyle = theme.foreground;
  context.lineWidth = 1;
  const foot = height - room.bottom + 1;
  for (const iteration of forks) {
    const x = placeOf(axis, iteration);
    context.globalAlpha = 0.5;
    context.setLineDash([2, 3]);
    context.beginPath();
    context.moveTo(x, room.top);
    context.lineTo(x, foot);
    context.stroke();
    context.setLineDash([]);
    context.globalAlpha = 1;
    context.beginPath();
    context.moveTo(x, foot - 5);
    context.lineTo(x + 4, foot);
    context.lineTo(x, foot + 5);
    context.lineTo(x - 4, foot);
    context.fill();
  }
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
