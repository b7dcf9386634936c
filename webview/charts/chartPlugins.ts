/**
 * What chart.js does not draw by itself: the band of each line, the
 * present iteration, and names at the ends of lines.
 */
import type { Chart, Plugin } from 'chart.js';

import type { Theme } from '../painting/theme';

import type { SeriesPoint } from './seriesPoints';

/** A vertical line at `options.plugins.cursorLine.iteration`. */
export function cursorLine(theme: Theme): Plugin<'line'> {
  return {
    id: 'cursorLine',
    afterDatasetsDraw(chart, _arguments, options: { readonly iteration?: number }) {
      const { ctx, chartArea, scales } = chart;
      const x = scales.x?.getPixelForValue(options.iteration ?? 0);
      if (x === undefined || x < chartArea.left || x > chartArea.right) return;
      ctx.save();
      ctx.fillStyle = theme.foreground;
      ctx.globalAlpha = 0.7;
      ctx.fillRect(x - 0.5, chartArea.top, 1, chartArea.bottom - chartArea.top);
      ctx.restore();
    },
  };
}

/** What each bucket of iterations spans, behind the line of its middle. */
export const bands: Plugin<'line'> = {
  id: 'bands',
  beforeDatasetsDraw(chart) {
    const { ctx, chartArea, scales } = chart;
    const { x, y } = scales;
    if (!x || !y) return;
    ctx.save();
    ctx.beginPath();
    ctx.rect(chartArea.left, chartArea.top, chartArea.width, chartArea.height);
    ctx.clip();
    ctx.globalAlpha = 0.22;
    for (const { data, borderColor } of chart.data.datasets) {
      const points = (data as readonly unknown[] as readonly SeriesPoint[]).filter((point) =>
        Number.isFinite(point.y),
      );
      ctx.fillStyle = borderColor as string;
      ctx.beginPath();
      for (const point of points)
        ctx.lineTo(x.getPixelForValue(point.x), y.getPixelForValue(point.high));
      for (const point of points.toReversed()) {
        ctx.lineTo(x.getPixelForValue(point.x), y.getPixelForValue(point.low));
      }
      ctx.fill();
    }
    ctx.restore();
  },
};

const lineHeight = 12;

/** Each line's name at its right end; names that would overlap move apart. */
export function lineNames(theme: Theme): Plugin<'line'> {
  return {
    id: 'lineNames',
    afterDatasetsDraw(chart) {
      const { ctx, chartArea } = chart;
      ctx.save();
      ctx.font = `11px ${theme.font}`;
      ctx.textBaseline = 'middle';
      for (const { text, color, y } of spread(ends(chart), chartArea.bottom)) {
        ctx.fillStyle = color;
        ctx.fillText(text, chartArea.right + 6, y);
      }
      ctx.restore();
    },
  };
}

interface LineEnd {
  readonly text: string;
  readonly color: string;
  readonly y: number;
}

function ends(chart: Chart): LineEnd[] {
  return chart.data.datasets.flatMap(({ label, borderColor }, index) => {
    const last = chart.getDatasetMeta(index).data.findLast(({ y }) => Number.isFinite(y));
    if (last === undefined) return [];
    return [{ text: shortName(label ?? ''), color: borderColor as string, y: last.y }];
  });
}

/** From top to bottom, each at least a line below the one before; pushed up where the chart ends. */
function spread(lines: readonly LineEnd[], bottom: number): LineEnd[] {
  const sorted = [...lines].sort((first, second) => first.y - second.y);
  const tops: number[] = [];
  for (const { y } of sorted) tops.push(Math.max(y, (tops.at(-1) ?? -Infinity) + lineHeight));
  let limit = bottom;
  for (let index = tops.length - 1; index >= 0; index--) {
    tops[index] = Math.min(tops[index]!, limit);
    limit = tops[index]! - lineHeight;
  }
  return sorted.map((line, index) => ({ ...line, y: tops[index]! }));
}

/** `‖dW1‖` for `norm(dW1)`. */
function shortName(name: string): string {
  const norm = /^norm\((.+)\)$/.exec(name);
  return norm?.[1] ? `‖${norm[1]}‖` : name;
}
