/**
 * A small color picture, painted shape over shape with smooth edges.
 *
 * Shapes are signed distances: negative inside, in units of the drawing, whose middle is (0, 0) and whose edges
 * are about at ±1, x to the right and y down. A pixel takes on as much of the color as the shape covers of it.
 */
import { distanceTo, type Point, type Segment } from './segment';

export type Color = readonly [red: number, green: number, blue: number];
export type Shape = (x: number, y: number) => number;

export interface Canvas {
  paint(shape: Shape, color: Color): void;
}

export interface CanvasFrame {
  readonly side: number;
  /** From the middle of a pixel, in pixels, to the drawing. */
  readonly toDrawing: (pixel: Point) => Point;
  /** Pixels per unit of the drawing. */
  readonly scale: number;
}

/** Paints on `pixels`, (3, side, side), bytes. */
export function canvasOn(pixels: Uint8Array, { side, toDrawing, scale }: CanvasFrame): Canvas {
  const plane = side * side;
  const [xs, ys] = [new Float64Array(plane), new Float64Array(plane)];
  for (let place = 0; place < plane; place++) {
    const [x, y] = toDrawing([(place % side) + 0.5, Math.floor(place / side) + 0.5]);
    xs[place] = x;
    ys[place] = y;
  }
  return {
    paint(shape, color) {
      for (let place = 0; place < plane; place++) {
        const covered = 0.5 - scale * shape(xs[place]!, ys[place]!);
        if (covered <= 0) continue;
        for (let channel = 0; channel < 3; channel++) {
          const index = channel * plane + place;
          const before = pixels[index]!;
          pixels[index] = Math.round(before + Math.min(1, covered) * (color[channel]! - before));
        }
      }
    },
  };
}

export function ellipse([x, y]: Point, [radiusX, radiusY]: Point): Shape {
  const smaller = Math.min(radiusX, radiusY);
  return (atX, atY) => {
    const right = (atX - x) / radiusX;
    const down = (atY - y) / radiusY;
    // Exact for circles, close enough near the edge of others.
    return (Math.sqrt(right * right + down * down) - 1) * smaller;
  };
}

/** A convex polygon; its corners go round clockwise on the screen. */
export function polygon(...corners: readonly Point[]): Shape {
  const sides = corners.map(([x, y], index) => {
    const [toX, toY] = corners[(index + 1) % corners.length]!;
    const [alongX, alongY] = [toX - x, toY - y];
    const length = Math.sqrt(alongX * alongX + alongY * alongY);
    return { x, y, outX: alongY / length, outY: -alongX / length };
  });
  return (atX, atY) => {
    let farthest = -Infinity;
    for (const { x, y, outX, outY } of sides) {
      farthest = Math.max(farthest, (atX - x) * outX + (atY - y) * outY);
    }
    return farthest;
  };
}

export function line(segment: Segment, thickness: number): Shape {
  return (x, y) => distanceTo(segment, [x, y]) - thickness / 2;
}

/** The same shape on the other side of the vertical axis. */
export function mirrored(shape: Shape): Shape {
  return (x, y) => shape(-x, y);
}
