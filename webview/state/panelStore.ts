/**
 * Everything the panel knows, as signals: the one place that views read.
 *
 * Only the session writes the run's part (connection, run, report, progress, numbers); views write nothing
 * but `hover` and `tooltip`, which mean nothing outside of the page.
 */
import { computed, signal } from '@preact/signals';
import type { ReadonlySignal, Signal } from '@preact/signals';

import type { Alert } from '../../src/protocol/alert';
import type { TensorRegion } from '../../src/protocol/explanation';
import type { ProgressReport, StopReport } from '../../src/protocol/movement';
import type { Position } from '../../src/protocol/position';
import type { RunDescription } from '../../src/protocol/run';
import type { Cell } from '../run/cellText';
import type { Layout } from '../run/reading';

export type Connection =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'idle' }
  | { readonly kind: 'running' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'ended'; readonly reason: string; readonly crashed: boolean };

/** A tensor, and perhaps one of its cells. */
export interface Selection {
  readonly tensor: string;
  readonly cell?: Cell;
}

export interface Hover {
  readonly tensor: string;
  readonly cell: Cell;
  /** The cells of other tensors that make this one. */
  readonly sources: readonly TensorRegion[];
}

/** A text beside the pointer, in page coordinates. */
export interface Tooltip {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

export interface PanelStore {
  readonly connection: Signal<Connection>;
  readonly run: Signal<RunDescription | undefined>;
  readonly report: Signal<StopReport | undefined>;
  /** The latest news of a running training; undefined at a stop. */
  readonly progress: Signal<ProgressReport | undefined>;
  readonly layout: Signal<Layout>;
  readonly alerts: Signal<readonly Alert[]>;
  /** All alerts this run has shown so far, for the marks on the timeline. */
  readonly knownAlerts: Signal<readonly Alert[]>;
  readonly selection: Signal<Selection | undefined>;
  readonly hover: Signal<Hover | undefined>;
  readonly tooltip: Signal<Tooltip | undefined>;
  /** What is being changed by hand: an element, `W1[0, 3]`, or a hyper-parameter. */
  readonly editing: Signal<string | undefined>;
  /** A sentence for the user that the next movement takes away. */
  readonly notice: Signal<
    { readonly kind: 'information' | 'failure'; readonly text: string } | undefined
  >;
  /** The `sequence` of the latest stop all of whose numbers have come. */
  readonly completeSequence: Signal<number>;
  readonly position: ReadonlySignal<Position | undefined>;
  /** Whether what is running has come back behind its last stop. */
  readonly isBackward: ReadonlySignal<boolean>;
  readonly epoch: ReadonlySignal<number>;
  readonly computedIterations: ReadonlySignal<number>;
  /** Of the whole run; fewer than planned once early stopping has ended it. */
  readonly iterations: ReadonlySignal<number>;
}

export function createPanelStore(): PanelStore {
  const run = signal<RunDescription | undefined>(undefined);
  const report = signal<StopReport | undefined>(undefined);
  const progress = signal<ProgressReport | undefined>(undefined);
  const latest = computed(() => progress.value ?? report.value);
  return {
    connection: signal<Connection>({ kind: 'connecting' }),
    run,
    report,
    progress,
    layout: signal<Layout>('columns'),
    alerts: signal<readonly Alert[]>([]),
    knownAlerts: signal<readonly Alert[]>([]),
    selection: signal<Selection | undefined>(undefined),
    hover: signal<Hover | undefined>(undefined),
    tooltip: signal<Tooltip | undefined>(undefined),
    editing: signal<string | undefined>(undefined),
    notice: signal<PanelStore['notice']['value']>(undefined),
    completeSequence: signal(0),
    position: computed(() => latest.value?.position),
    isBackward: computed(() => iterationOf(progress.value) < iterationOf(report.value)),
    epoch: computed(() => latest.value?.epoch ?? 0),
    computedIterations: computed(() => latest.value?.computedIterations ?? 0),
    iterations: computed(() => report.value?.iterations ?? run.value?.iterations ?? 1),
  };
}

function iterationOf(report: { readonly position: Position } | undefined): number {
  return report?.position.iteration ?? NaN;
}
