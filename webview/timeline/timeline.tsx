/**
 * The cost curve as the scrubber of time: drag to travel to the start of any known iteration.
 *
 * The curve is painted only when it grows; the cursor lies on a canvas of its own. The curves of other
 * branches stand behind that of the branch in use, with a mark where they part.
 */
import type { VNode } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

import { usePanel } from '../controls/panelContext';
import { useWidth } from '../controls/useWidth';
import { prepareSurface } from '../painting/surface';
import { formatCount } from '../text/formatNumber';

import { costText, highestText } from './costText';
import { paintCursor, paintTimeline } from './paintTimeline';
import { createTimeAxis, iterationAt, placeOf } from './timeAxis';

const height = 78;
const page = 10;

export function Timeline(): VNode {
  const { session, frames, theme } = usePanel();
  const { store, series, branches } = session;
  const element = useRef<HTMLDivElement>(null);
  const curve = useRef<HTMLCanvasElement>(null);
  const cursor = useRef<HTMLCanvasElement>(null);
  const width = useWidth(element);
  const [hovered, setHovered] = useState<number | undefined>(undefined);
  const [dragged, setDragged] = useState<number | undefined>(undefined);

  const run = store.run.value;
  const known = store.computedIterations.value;
  const current = dragged ?? store.position.value?.iteration ?? 0;
  const cost = series.cost.value;
  const alerts = store.knownAlerts.value;
  const colors = theme.value;
  const others = branches.otherCosts.value;
  const all = branches.branches.value;
  const longest = Math.max(known, ...all.map(({ computedIterations }) => computedIterations));
  const axis = createTimeAxis(width, { iterations: store.iterations.value, known: longest });

  useLayoutEffect(() => {
    const canvas = curve.current;
    if (!canvas) return;
    frames.schedule(canvas, () => {
      const surface = prepareSurface(canvas, { width, height });
      if (!surface) return;
      const otherCosts = [...others.values()];
      const forks = all.flatMap(({ origin }) => origin?.position.iteration ?? []);
      paintTimeline(surface, { axis, cost, otherCosts, forks, known, alerts, theme: colors });
    });
  }, [width, axis.span, cost, others, all, known, alerts, colors]);

  useLayoutEffect(() => {
    const canvas = cursor.current;
    if (!canvas) return;
    frames.schedule(canvas, () => {
      const surface = prepareSurface(canvas, { width, height });
      if (!surface || !run) return;
      const hoverX = hovered === undefined ? {} : { hoverX: placeOf(axis, hovered) };
      paintCursor(surface, { x: placeOf(axis, current), theme: colors, ...hoverX });
    });
  }, [width, axis.span, current, hovered, colors, run]);

  function iterationUnder(event: PointerEvent): number {
    const { left } = (event.currentTarget as HTMLElement).getBoundingClientRect();
    return iterationAt(axis, event.clientX - left, known);
  }

  function travel(iteration: number): void {
    if (iteration === current) return;
    session.seek(iteration);
  }

  return (
    <div
      ref={element}
      class="timeline"
      role="slider"
      tabIndex={0}
      aria-label="Iteration"
      aria-valuemin={0}
      aria-valuemax={known}
      aria-valuenow={current}
      aria-valuetext={`iteration ${current}${costText(cost, current)}`}
      onPointerDown={(event) => {
        if (event.button !== 0 || !run) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        const iteration = iterationUnder(event);
        setDragged(iteration);
        travel(iteration);
      }}
      onPointerMove={(event) => {
        if (!run) return;
        const iteration = iterationUnder(event);
        setHovered(iteration);
        const text = `iteration ${formatCount(iteration)}${costText(cost, iteration)} · drag to travel`;
        store.tooltip.value = { x: event.clientX, y: event.clientY, text };
        if (dragged === undefined) return;
        setDragged(iteration);
        travel(iteration);
      }}
      onPointerUp={() => setDragged(undefined)}
      onPointerCancel={() => setDragged(undefined)}
      onPointerLeave={() => {
        setHovered(undefined);
        store.tooltip.value = undefined;
      }}
      onKeyDown={(event) => {
        const target = keyTarget(event.key, { current, known });
        if (target === undefined || event.shiftKey) return;
        event.preventDefault();
        travel(target);
      }}
    >
      <canvas ref={curve} aria-hidden="true" />
      <canvas ref={cursor} aria-hidden="true" class="timeline-cursor" />
      {run && (
        <span class="timeline-rest">
          {highestText(cost)}
          {formatCount(store.iterations.value)} iterations in all
        </span>
      )}
    </div>
  );
}

/** The keys of a slider. */
function keyTarget(
  key: string,
  { current, known }: { readonly current: number; readonly known: number },
): number | undefined {
  const targets: Readonly<Record<string, number>> = {
    ArrowLeft: current - 1,
    ArrowDown: current - 1,
    ArrowRight: current + 1,
    ArrowUp: current + 1,
    PageDown: current - page,
    PageUp: current + page,
    Home: 0,
    End: known,
  };
  const target = targets[key];
  return target === undefined ? undefined : Math.max(0, Math.min(known, target));
}
