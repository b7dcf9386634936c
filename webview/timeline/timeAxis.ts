/**
 * Where iterations lie on the timeline.
 *
 * A run of ten thousand iterations whose first fifty are known would be a dot in a corner, so the axis shows
 * a part of the run that doubles as the run goes on: the known part takes at least a quarter of the width.
 */
export interface TimeAxis {
  /** CSS pixels. */
  readonly width: number;
  /** Iterations from the left to the right end. */
  readonly span: number;
}

const shortest = 64;
// The cursor is as wide as this on both sides of its place: at the ends it still shows whole.
const margin = 8;
const ticksApart = 64;

export function createTimeAxis(
  width: number,
  { iterations, known }: { readonly iterations: number; readonly known: number },
): TimeAxis {
  let span = shortest;
  while (span < known * 2 && span < iterations) span *= 2;
  return { width, span: Math.max(1, Math.min(span, iterations)) };
}

/** The start of an iteration, in CSS pixels. */
export function placeOf({ width, span }: TimeAxis, iteration: number): number {
  return margin + (iteration / span) * (width - 2 * margin);
}

/** The iteration under a pixel, at most `last`. */
export function iterationAt({ width, span }: TimeAxis, x: number, last: number): number {
  if (width <= 2 * margin) return 0;
  const share = (x - margin) / (width - 2 * margin);
  return Math.max(0, Math.min(last, Math.round(share * span)));
}

/** Iterations at which a mark helps reading: round numbers, at least 64 pixels apart. */
export function ticksOf({ width, span }: TimeAxis): number[] {
  const fewest = Math.max(1, (ticksApart / Math.max(width - 2 * margin, ticksApart)) * span);
  const power = 10 ** Math.floor(Math.log10(fewest));
  const distance = [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= fewest)!;
  const ticks: number[] = [];
  for (let tick = distance; tick < span; tick += distance) ticks.push(tick);
  return ticks;
}
