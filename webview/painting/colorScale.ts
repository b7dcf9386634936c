/**
 * From a number to a color.
 *
 * Signed tensors are shown around zero, tensors without negative numbers from zero upwards; zero has the same
 * color in every picture. The bound of a scale depends on nothing but the numbers shown, so going back and
 * forth in time shows the same picture again.
 */
import type { TensorDescription } from '../../src/protocol/run';
import type { MatrixSlice } from '../../src/protocol/tensors';

import type { Theme } from './theme';

export interface ColorScale {
  readonly kind: 'diverging' | 'sequential';
  /** The magnitude that gets the strongest color; above 0. */
  readonly bound: number;
}

/** Packed colors as `ImageData` holds them, least magnitude first (diverging: most negative first). */
export type Palette = Uint32Array;

const paletteSize = 256;
const roundBounds = [1, 1.5, 2, 3, 5, 7, 10];

/** The scale for the numbers of a slice; parameters and gradients are signed even when no number is negative. */
export function scaleFor(tensor: TensorDescription, slice: MatrixSlice | undefined): ColorScale {
  let lowest = 0;
  let highest = 0;
  for (const value of slice?.values ?? []) {
    if (!Number.isFinite(value)) continue;
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
  }
  const signed = lowest < 0 || tensor.role === 'parameter' || tensor.role === 'gradient';
  return {
    kind: signed ? 'diverging' : 'sequential',
    bound: roundBound(Math.max(highest, -lowest)),
  };
}

/** The next of 1, 1.5, 2, 3, 5, 7 times a power of ten: steady while the numbers move a little. */
export function roundBound(magnitude: number): number {
  if (magnitude === 0) return 1;
  const power = 10 ** Math.floor(Math.log10(magnitude));
  const factor = roundBounds.find((bound) => magnitude <= bound * power * (1 + 1e-12)) ?? 10;
  // Dividing by a whole number keeps 3 × 10⁻⁴ from becoming 0.00030000000000000003.
  return power < 1 ? factor / Math.round(1 / power) || magnitude : factor * power;
}

/** A palette from colors at equal distances, given as `#rrggbb`. */
export function createPalette(stops: readonly string[]): Palette {
  const palette = new Uint32Array(paletteSize);
  for (let index = 0; index < paletteSize; index++) {
    palette[index] = packColor(mix(stops, index / (paletteSize - 1)));
  }
  return palette;
}

/** The packed color of a number. */
export function colorOf(value: number, { kind, bound }: ColorScale, theme: Theme): number {
  if (!Number.isFinite(value)) return theme.notFinitePacked;
  const share = Math.max(-1, Math.min(1, value / bound));
  if (kind === 'sequential') {
    return theme.sequential[Math.round(Math.max(0, share) * (paletteSize - 1))]!;
  }
  return theme.diverging[Math.round(((share + 1) / 2) * (paletteSize - 1))]!;
}

/** `#rrggbb` as one little-endian pixel. */
export function packColor([red, green, blue]: readonly [number, number, number]): number {
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}

export function parseColor(text: string): [number, number, number] {
  return [1, 3, 5].map((start) => Number.parseInt(text.slice(start, start + 2), 16)) as [
    number,
    number,
    number,
  ];
}

function mix(stops: readonly string[], share: number): [number, number, number] {
  const place = share * (stops.length - 1);
  const index = Math.min(stops.length - 2, Math.floor(place));
  const lower = parseColor(stops[index]!);
  const upper = parseColor(stops[index + 1]!);
  return lower.map((from, channel) =>
    Math.round(from + (upper[channel]! - from) * (place - index)),
  ) as [number, number, number];
}
