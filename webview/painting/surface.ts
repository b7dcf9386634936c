/** A canvas at the screen's own resolution: drawing is in CSS pixels, edges fall on device pixels. */
export interface Surface {
  readonly context: CanvasRenderingContext2D;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly pixelRatio: number;
}

/** Gives the canvas its size and clears it. */
export function prepareSurface(
  canvas: HTMLCanvasElement,
  size: { readonly width: number; readonly height: number },
): Surface | undefined {
  const context = canvas.getContext('2d');
  if (context === null || size.width <= 0 || size.height <= 0) return undefined;
  const pixelRatio = window.devicePixelRatio || 1;
  // Setting a size, even the same one, also clears the canvas and resets its state.
  canvas.width = Math.round(size.width * pixelRatio);
  canvas.height = Math.round(size.height * pixelRatio);
  canvas.style.width = `${size.width}px`;
  canvas.style.height = `${size.height}px`;
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  return { context, ...size, pixelRatio };
}
