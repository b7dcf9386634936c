/**
 * The panel's side of the conversation: what the user does becomes requests, what arrives becomes the store.
 *
 * A stop is shown at once and asks for its numbers in one request. Reports that are out of date (a lower
 * `sequence` than one already shown) change nothing. No request is left without an end: a refusal becomes a
 * notice, a closed channel is told by `state`.
 */
import { batch } from '@preact/signals';

import type { Alert } from '../../src/protocol/alert';
import type { StopReport } from '../../src/protocol/movement';
import type { PanelRequests, PanelState } from '../../src/protocol/panel';
import type { Direction, Granularity } from '../../src/protocol/position';
import type { RunDescription } from '../../src/protocol/run';
import type { CellReference } from '../../src/protocol/tensors';
import { ChannelClosedError } from '../../src/rpc/peer';
import type { Params, Result } from '../../src/rpc/peer';
import { joinAlerts } from '../run/joinAlerts';
import { outdatedTensors } from '../run/place';
import { withFormulas } from '../run/withFormulas';

import { createBranchBook } from './branchBook';
import type { BranchBook } from './branchBook';
import { createExplanations } from './explanations';
import type { Explanations } from './explanations';
import { createGradientChecks } from './gradientChecks';
import type { GradientChecks } from './gradientChecks';
import { createLatestWins } from './latestWins';
import { createMetricsBook } from './metricsBook';
import type { MetricsBook } from './metricsBook';
import { createPanelStore } from './panelStore';
import type { PanelStore, Selection } from './panelStore';
import { createSelecting } from './selecting';
import { createSeriesBook } from './seriesBook';
import type { SeriesBook } from './seriesBook';
import { createSliceBook } from './sliceBook';
import type { SliceBook } from './sliceBook';
import { createStepQueue } from './stepQueue';
import { createSummaryBook } from './summaryBook';
import type { SummaryBook } from './summaryBook';
import type { Trainer } from './trainer';

export interface PanelSession {
  readonly store: PanelStore;
  readonly slices: SliceBook;
  readonly series: SeriesBook;
  readonly summaries: SummaryBook;
  readonly metrics: MetricsBook;
  readonly branches: BranchBook;
  readonly explanations: Explanations;
  readonly gradientChecks: GradientChecks;
  step(granularity: Granularity, direction: Direction): void;
  run(direction: Direction): void;
  pause(): void;
  /** To the start of an iteration; while one is under way only the latest is kept. */
  seek(iteration: number): void;
  /** To the last instruction before this place that wrote the tensor. */
  lastWrite(tensor: string): void;
  /** Behind the last write before this place that changed the number. */
  lastChange(cell: CellReference): void;
  /** Shows a tensor in detail, and explains the cell when there is one. */
  select(selection: Selection): void;
  clearSelection(): void;
  /** Changes a number where the run stands; `target` is `W1[0, 3]` or a hyper-parameter. */
  edit(target: string, value: string): void;
  switchBranch(branch: number): void;
  reveal(layer: number): void;
  restart(): void;
  copy(text: string): void;
  /** To a file that the user chooses. */
  save(tensor: string): void;
}

type MovementMethod = 'step' | 'resume' | 'seek' | 'lastWrite' | 'lastChange' | 'switchBranch';

export function createPanelSession(trainer: Trainer): PanelSession {
  const store = createPanelStore();
  const slices = createSliceBook({
    fetch: async (requests) => (await ask('slices', { requests }))?.slices,
    complete: () => {
      store.completeSequence.value = store.report.value?.sequence ?? 0;
    },
  });
  const series = createSeriesBook((params) => ask('series', params));
  const summaries = createSummaryBook(() => ask('summaries', {}));
  const metrics = createMetricsBook(() => ask('metrics', {}));
  const branches = createBranchBook({
    branches: () => ask('branches', {}),
    series: (params) => ask('series', params),
    compare: (params) => ask('compare', params),
  });
  const explanations = createExplanations((cell) => ask('explain', cell));
  const selecting = createSelecting({
    store,
    slices,
    explanations,
    fetch: async (request) => (await ask('slices', { requests: [request] }))?.slices[0],
  });
  const gradientChecks = createGradientChecks(() => ask('checkGradients', {}));
  const steps = createStepQueue((step) => move('step', step));
  const seeks = createLatestWins<number>((iteration) =>
    move('seek', { position: { iteration, instruction: 0 } }),
  );

  /** The run as it was told, with the formulas of the network file. */
  let described: RunDescription | undefined;

  /** Asks, and tells the user when it is refused: undefined then. */
  async function ask<M extends keyof PanelRequests>(
    method: M,
    params: Params<PanelRequests[M]>,
  ): Promise<Result<PanelRequests[M]> | undefined> {
    try {
      return await trainer.request(method, params);
    } catch (error) {
      if (error instanceof ChannelClosedError) return undefined;
      const text = error instanceof Error ? error.message : String(error);
      store.notice.value = { kind: 'failure', text };
      return undefined;
    }
  }

  async function move<M extends MovementMethod>(
    method: M,
    params: Params<PanelRequests[M]>,
  ): Promise<void> {
    const report = await ask(method, params);
    if (report) accept(report);
  }

  function whenStopped(action: () => void): void {
    if (store.connection.value.kind === 'stopped') action();
  }

  function accept(report: StopReport): void {
    const { run, report: shown } = store;
    if (run.value === undefined || (shown.value && report.sequence <= shown.value.sequence)) return;
    // A stop that was never told may have been an edit.
    const isMissed = shown.value && shown.value.sequence + 1 < report.sequence;
    const isOtherwise =
      isMissed === true || report.reason === 'edit' || report.branch !== shown.value?.branch;
    slices.expire(
      isOtherwise
        ? run.value.tensors.map(({ name }) => name)
        : outdatedTensors(run.value, shown.value, report),
    );
    if (report.branch !== shown.value?.branch) series.reset();
    show(report);
    if (isOtherwise || branches.branches.value.length > 1) branches.ask();
  }

  function show(report: StopReport): void {
    batch(() => {
      if (described) store.run.value = withFormulas(described, report.formulas);
      store.report.value = report;
      store.progress.value = undefined;
      store.connection.value = { kind: 'stopped' };
      store.editing.value = undefined;
      showAlerts(report.alerts);
      store.notice.value = report.notice ? { kind: 'information', text: report.notice } : undefined;
    });
    slices.moveTo(report.position);
    slices.ask();
    summaries.ask();
    metrics.ask();
    series.update(report.computedIterations);
    explanations.refresh();
  }

  function enter(state: PanelState): void {
    if (state.kind === 'idle' || state.kind === 'ended') {
      steps.clear();
      seeks.clear();
      gradientChecks.clear();
      store.connection.value = state;
      return;
    }
    const { run, report, settings } = state;
    batch(() => {
      described = run;
      store.run.value = run;
      store.layout.value = settings.layout;
      store.report.value = undefined;
      slices.reset(run);
      series.reset();
      metrics.reset();
      branches.reset();
      gradientChecks.clear();
      store.knownAlerts.value = [];
      selecting.keepWithin(run);
      show(report);
      branches.ask();
      if (state.kind === 'running') store.connection.value = { kind: 'running' };
    });
  }

  function showAlerts(alerts: readonly Alert[]): void {
    store.alerts.value = alerts;
    store.knownAlerts.value = joinAlerts(store.knownAlerts.value, alerts);
  }

  async function edit(target: string, value: string): Promise<void> {
    const result = await ask('edit', { target, value });
    if (result?.kind === 'edited') accept(result.report);
    if (result?.kind === 'refused') {
      store.notice.value = { kind: 'failure', text: result.message };
    }
  }

  trainer.on('state', enter);
  trainer.on('stopped', accept);
  trainer.on('alertRaised', (alert) => showAlerts(joinAlerts(store.alerts.value, [alert])));
  trainer.on('gradientCheckRow', gradientChecks.receive);
  trainer.on('continued', () => {
    if (store.connection.value.kind === 'stopped') store.connection.value = { kind: 'running' };
  });
  trainer.on('progress', (progress) => {
    void ask('acknowledgeProgress', {});
    if (store.run.value === undefined || store.connection.value.kind !== 'running') return;
    batch(() => {
      store.progress.value = progress;
      showAlerts(progress.alerts);
    });
    slices.expire(store.run.value.tensors.map(({ name }) => name));
    slices.moveTo(progress.position);
    slices.ask();
    series.update(progress.computedIterations);
    metrics.ask();
  });
  trainer.onClose(() => {
    const reason = 'The connection to the extension has closed.';
    enter({ kind: 'ended', reason, crashed: true });
  });
  void ask('ready', { protocol: 1 }).then((state) => {
    if (state) enter(state);
  });

  return {
    store,
    slices,
    series,
    summaries,
    metrics,
    branches,
    explanations,
    gradientChecks,
    step: (granularity, direction) => {
      // A long step looks like a run; presses that come during it are counted.
      if (store.connection.value.kind !== 'stopped' && !steps.isBusy()) return;
      steps.step({ granularity, direction });
    },
    run(direction) {
      if (store.connection.value.kind !== 'stopped') return;
      steps.clear();
      void move('resume', { direction });
    },
    pause() {
      void ask('pause', {});
    },
    seek: (iteration) => seeks.send(iteration),
    lastWrite: (tensor) => whenStopped(() => void move('lastWrite', { tensor })),
    lastChange: (cell) => whenStopped(() => void move('lastChange', { ...cell, moreThan: 0 })),
    select: (selection) => void selecting.select(selection),
    clearSelection: () => selecting.clear(),
    edit(target, value) {
      store.editing.value = undefined;
      whenStopped(() => void edit(target, value));
    },
    switchBranch: (branch) => whenStopped(() => void move('switchBranch', { branch })),
    reveal: (layer) => void ask('reveal', { layer }),
    restart: () => void ask('restart', {}),
    copy: (text) => void ask('copy', { text }),
    save: (tensor) => void ask('save', { tensor }),
  };
}
