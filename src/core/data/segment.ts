/** The distance of a point from a line segment, which is what a pen leaves on paper. */

export type Point = readonly [x: number, y: number];

export interface Segment {
  readonly from: Point;
  readonly to: Point;
}

export function distanceTo({ from, to }: Segment, [x, y]: Point): number {
  const [alongX, alongY] = [to[0] - from[0], to[1] - from[1]];
  const [awayX, awayY] = [x - from[0], y - from[1]];
  const length = alongX * alongX + alongY * alongY;
  const part = length === 0 ? 0 : (awayX * alongX + awayY * alongY) / length;
  const nearest = Math.min(1, Math.max(0, part));
  const [restX, restY] = [awayX - nearest * alongX, awayY - nearest * alongY];
  return Math.sqrt(restX * restX + restY * restY);
}
