/** Palettes: rows of colors from one end of a scale to the other. */

/** Packed colors as `ImageData` holds them, least magnitude first (diverging: most negative first). */
export type Palette = Uint32Array;

export const paletteSize = 256;

/** A palette from colors at equal distances, given as `#rrggbb`. */
export function createPalette(stops: readonly string[]): Palette {
  const palette = new Uint32Array(paletteSize);
  for (let index = 0; index < paletteSize; index++) {
    palette[index] = packColor(mix(stops, index / (paletteSize - 1)));
  }
  return palette;
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
