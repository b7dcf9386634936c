/** Where the run stands, in words: for everybody at the right of the toolbar, and spoken at each stop. */
import type { VNode } from 'preact';

import { instructionText, nextInstruction, placeText } from '../run/place';
import type { Layout } from '../run/reading';
import type { PanelStore } from '../state/panelStore';
import { formatCount } from '../text/formatNumber';

import { usePanel } from './panelContext';

export function PositionText(): VNode {
  const { store } = usePanel().session;
  const run = store.run.value;
  const position = store.position.value;
  if (run === undefined || position === undefined) return <div class="position" />;
  const running = store.connection.value.kind === 'running';
  const next = nextInstruction(run, position);
  return (
    <div class="position">
      <div class="position-place">
        <strong>iteration {formatCount(position.iteration)}</strong>
        <span> · epoch {formatCount(store.epoch.value)} · </span>
        <span>{running ? runningText(store) : placeText(run, position)}</span>
      </div>
      <div class="position-next">{running ? rest(store) : nextText(next, store.layout.value)}</div>
    </div>
  );
}

/** Tells screen readers about each stop, politely. */
export function Announcer(): VNode {
  const { store } = usePanel().session;
  const run = store.run.value;
  const report = store.report.value;
  const stopped = store.connection.value.kind === 'stopped';
  return (
    <div class="only-spoken" role="status" aria-live="polite">
      {stopped && run && report
        ? `Stopped at iteration ${report.position.iteration}, ${placeText(run, report.position)}, ${nextText(nextInstruction(run, report.position), store.layout.value)}`
        : ''}
    </div>
  );
}

function nextText(next: ReturnType<typeof nextInstruction>, layout: Layout): string {
  return next ? `next: ${instructionText(next, layout)}` : 'next: the following iteration';
}

function runningText({ isBackward }: PanelStore): string {
  return isBackward.value ? 'running backward' : 'running';
}

function rest({ iterations, isBackward, position }: PanelStore): string {
  const { iteration = 0 } = position.value ?? {};
  if (isBackward.value) return `${formatCount(iteration)} iterations back to the start`;
  return `${formatCount(Math.max(0, iterations.value - iteration))} iterations to go`;
}
