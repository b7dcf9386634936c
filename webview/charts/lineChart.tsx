/** Curves side by side, drawn by chart.js with the theme's colors; names stand at the ends of the lines. */
import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import {
  Chart,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  Tooltip,
} from 'chart.js';
import type { ChartConfiguration } from 'chart.js';

import { usePanel } from '../controls/panelContext';
import type { Theme } from '../painting/theme';
import type { Curve } from '../state/seriesBook';
import { formatCount, formatNumber, formatTick } from '../text/formatNumber';

import { bands, cursorLine, lineNames } from './chartPlugins';
import { isOfSplit } from './chartTabs';
import { seriesPoints } from './seriesPoints';
import type { ChartScale, SeriesPoint } from './seriesPoints';

// Only these pieces: chart.js registers nothing by itself when it is imported like this.
Chart.register(LineController, LineElement, PointElement, LinearScale, LogarithmicScale, Tooltip);

export interface LineChartProps {
  readonly names: readonly string[];
  readonly scale: ChartScale;
  readonly curves: ReadonlyMap<string, Curve>;
  /** The present iteration. */
  readonly cursor: number;
}

export function LineChart({ names, scale, curves, cursor }: LineChartProps): VNode {
  const { theme, frames } = usePanel();
  const canvas = useRef<HTMLCanvasElement>(null);
  const chart = useRef<Chart<'line', SeriesPoint[]>>(undefined);
  const colors = theme.value;

  useEffect(() => {
    if (!canvas.current) return;
    chart.current = new Chart(canvas.current, configuration(scale, colors));
    return () => chart.current?.destroy();
  }, [scale, colors]);

  useEffect(() => {
    if (!canvas.current) return;
    frames.schedule(canvas.current, () => {
      if (!chart.current) return;
      chart.current.data.datasets = names.map((name, index) => ({
        label: name,
        data: seriesPoints(curves.get(name), scale),
        borderColor: colors.series[index % colors.series.length]!,
        // Between two evaluations there is nothing; the line shows where it goes, the points what is known.
        ...(isOfSplit(name) && { spanGaps: true, pointRadius: 2 }),
      }));
      Object.assign(chart.current.options.plugins ?? {}, { cursorLine: { iteration: cursor } });
      chart.current.update('none');
    });
  }, [names.join(' '), scale, curves, cursor, colors]);

  return (
    <div class="chart">
      <canvas ref={canvas} role="img" aria-label={`${names.join(', ')} over the iterations`} />
    </div>
  );
}

function configuration(scale: ChartScale, theme: Theme): ChartConfiguration<'line', SeriesPoint[]> {
  const ticks = { color: theme.dim, font: { family: theme.font, size: 10 }, maxRotation: 0 };
  const grid = { color: theme.line, tickLength: 4 };
  const border = { color: theme.line };
  return {
    type: 'line',
    data: { datasets: [] },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      parsing: false,
      interaction: { mode: 'index', intersect: false },
      layout: { padding: { right: 58, top: 6 } },
      elements: { point: { radius: 0, hitRadius: 6 }, line: { borderWidth: 1.5 } },
      scales: {
        x: {
          type: 'linear',
          border,
          grid: { display: false },
          ticks: { ...ticks, callback: (value) => formatCount(Number(value)), maxTicksLimit: 8 },
        },
        y: {
          type: scale,
          border,
          grid,
          ticks: { ...ticks, callback: (value) => formatTick(Number(value)), maxTicksLimit: 5 },
        },
      },
      plugins: {
        tooltip: {
          callbacks: {
            title: (items) => `iteration ${formatCount(items[0]?.parsed.x ?? 0)}`,
            label: (item) => `${item.dataset.label ?? ''} ${formatNumber(item.parsed.y ?? NaN)}`,
          },
        },
      },
    },
    plugins: [bands, cursorLine(theme), lineNames(theme)],
  };
}
