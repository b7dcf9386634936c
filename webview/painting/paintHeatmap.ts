/**
 * The picture of a matrix, one rectangle for each number of a slice.
 *
 * The numbers are painted as one image of their own size, scaled without smoothing; it costs the same
 * whatever the size on screen.
 */
import type { MatrixSlice } from '../../src/protocol/tensors';

import { colorOf } from './colorScale';
import type { ColorScale } from './colorScale';
import type { HeatmapGeometry } from './heatmapGeometry';
import type { Surface } from './surface';
import type { Theme } from './theme';

export interface HeatmapPainting {
  readonly slice: MatrixSlice;
  readonly geometry: HeatmapGeometry;
  readonly scale: ColorScale;
  readonly theme: Theme;
}

// Lines between cells help counting them, but would cover small ones.
const smallestCellWithLines = 5;

export function paintHeatmap({ context, pixelRatio }: Surface, painting: HeatmapPainting): void {
  const { slice, geometry, theme } = painting;
  if (slice.values === undefined) return;
  const down = Math.ceil(slice.rows / slice.rowsPerCell);
  const across = Math.ceil(slice.columns / slice.columnsPerCell);
  const [imageWidth, imageHeight] = geometry.transposed ? [down, across] : [across, down];
  // The last block may reach beyond the matrix: it is painted whole and cut by the canvas's edge.
  const rowShare = (down * slice.rowsPerCell) / geometry.rows;
  const columnShare = (across * slice.columnsPerCell) / geometry.columns;
  const width = geometry.width * (geometry.transposed ? rowShare : columnShare);
  const height = geometry.height * (geometry.transposed ? columnShare : rowShare);

  context.imageSmoothingEnabled = false;
  context.drawImage(imageOf(painting, { down, across }), 0, 0, width, height);

  if (Math.min(width / imageWidth, height / imageHeight) < smallestCellWithLines) return;
  context.fillStyle = theme.background;
  context.globalAlpha = 0.55;
  const line = 1 / pixelRatio;
  for (let x = 1; x < imageWidth; x++) {
    context.fillRect(snapped((x * width) / imageWidth, pixelRatio), 0, line, height);
  }
  for (let y = 1; y < imageHeight; y++) {
    context.fillRect(0, snapped((y * height) / imageHeight, pixelRatio), width, line);
  }
  context.globalAlpha = 1;
}

function imageOf(
  { slice, geometry, scale, theme }: HeatmapPainting,
  { down, across }: { readonly down: number; readonly across: number },
): OffscreenCanvas {
  const values = slice.values!;
  const [width, height] = geometry.transposed ? [down, across] : [across, down];
  const pixels = new Uint32Array(width * height);
  for (let row = 0; row < down; row++) {
    for (let column = 0; column < across; column++) {
      const target = geometry.transposed ? column * width + row : row * width + column;
      pixels[target] = colorOf(values[row * across + column]!, scale, theme);
    }
  }
  const image = new OffscreenCanvas(width, height);
  const bytes = new Uint8ClampedArray(pixels.buffer);
  image.getContext('2d')!.putImageData(new ImageData(bytes, width, height), 0, 0);
  return image;
}

function snapped(place: number, pixelRatio: number): number {
  return Math.round(place * pixelRatio) / pixelRatio;
}
