/** How the numbers of a tensor are distributed, in bars of equal width. */
import type { VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

import { usePanel } from '../controls/panelContext';
import { prepareSurface } from '../painting/surface';
import { formatNumber } from '../text/formatNumber';

import { countBins } from './countBins';

const height = 52;

export function Histogram({
  values,
  width,
}: {
  readonly values: Float64Array;
  readonly width: number;
}): VNode {
  const { frames, theme } = usePanel();
  const canvas = useRef<HTMLCanvasElement>(null);
  const colors = theme.value;
  const { counts, lowest, highest } = countBins(values, Math.max(8, Math.floor(width / 6)));
  useLayoutEffect(() => {
    const element = canvas.current;
    if (!element) return;
    frames.schedule(element, () => {
      const surface = prepareSurface(element, { width, height });
      if (!surface) return;
      const tallest = Math.max(1, ...counts);
      const bar = width / counts.length;
      surface.context.fillStyle = colors.accent;
      for (const [index, count] of counts.entries()) {
        const size = count === 0 ? 0 : Math.max(1, (count / tallest) * height);
        surface.context.fillRect(index * bar, height - size, Math.max(1, bar - 1), size);
      }
    });
  }, [values, width, colors]);
  const range = `${formatNumber(lowest)} to ${formatNumber(highest)}`;
  return (
    <div class="histogram" role="img" aria-label={`Distribution from ${range}`}>
      <canvas ref={canvas} aria-hidden="true" />
      <div class="histogram-range" aria-hidden="true">
        <span>{formatNumber(lowest)}</span>
        <span>{formatNumber(highest)}</span>
      </div>
    </div>
  );
}
