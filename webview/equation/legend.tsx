/** What the colors of an equation's pictures mean, one bar for each matrix. */
import type { VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

import type { TensorDescription } from '../../src/protocol/run';
import { usePanel } from '../controls/panelContext';
import { colorOf, scaleFor } from '../painting/colorScale';
import type { ColorScale } from '../painting/colorScale';
import { prepareSurface } from '../painting/surface';
import { formatTick } from '../text/formatNumber';

import { Symbol } from './formula';

const barSize = { width: 84, height: 8 };

export function Legend({
  tensors,
}: {
  readonly tensors: readonly TensorDescription[];
}): VNode | null {
  const { slices } = usePanel().session;
  const unique = [...new Set(tensors)].filter(({ rows, columns }) => rows * columns > 1);
  const shown = unique.flatMap((tensor) => {
    const slice = slices.of(tensor.name).value;
    return slice?.values ? [{ tensor, slice }] : [];
  });
  if (shown.length === 0) return null;
  const broken = shown.some(({ slice }) => slice.values?.some((value) => !Number.isFinite(value)));
  return (
    <div class="legend">
      {shown.map(({ tensor, slice }) => (
        <ScaleBar key={tensor.name} name={tensor.name} scale={scaleFor(tensor, slice)} />
      ))}
      <span class={broken ? 'not-finite not-finite-present' : 'not-finite'}>
        <span class="not-finite-swatch" aria-hidden="true" /> NaN or infinite
      </span>
    </div>
  );
}

function ScaleBar({ name, scale }: { readonly name: string; readonly scale: ColorScale }): VNode {
  const { frames, theme } = usePanel();
  const canvas = useRef<HTMLCanvasElement>(null);
  const colors = theme.value;
  const { kind, bound } = scale;
  useLayoutEffect(() => {
    const element = canvas.current;
    if (!element) return;
    frames.schedule(element, () => {
      const surface = prepareSurface(element, barSize);
      if (!surface) return;
      const pixels = new Uint32Array(256);
      for (let index = 0; index < 256; index++) {
        const share = kind === 'diverging' ? index / 127.5 - 1 : index / 255;
        pixels[index] = colorOf(share * bound, { kind, bound }, colors);
      }
      const image = new OffscreenCanvas(256, 1);
      const data = new ImageData(new Uint8ClampedArray(pixels.buffer), 256, 1);
      image.getContext('2d')?.putImageData(data, 0, 0);
      surface.context.drawImage(image, 0, 0, barSize.width, barSize.height);
    });
  }, [colors, kind, bound]);
  return (
    <span class="scale-bar">
      <Symbol name={name} />
      <span>{kind === 'diverging' ? formatTick(-bound) : '0'}</span>
      <canvas ref={canvas} aria-hidden="true" />
      <span>{formatTick(bound)}</span>
    </span>
  );
}
