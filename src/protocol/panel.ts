/**
 * The conversation between the panel (a webview) and the extension.
 *
 * The panel asks the trainer's own questions; the extension checks and passes them on. So there is one
 * vocabulary for both, and the panel can be tested against a trainer without VS Code.
 */
import type { Alert } from './alert';
import type { GradientCheckRow } from './gradientCheck';
import type { ProgressReport, StopReport } from './movement';
import type { RunDescription } from './run';
import type { TrainerRequests } from './trainer';

/** The trainer's requests that a panel may make. */
export type PanelTrainerMethod =
  | 'step'
  | 'resume'
  | 'pause'
  | 'seek'
  | 'lastWrite'
  | 'lastChange'
  | 'summaries'
  | 'slices'
  | 'explain'
  | 'series'
  | 'metrics'
  | 'edit'
  | 'branches'
  | 'switchBranch'
  | 'compare'
  | 'checkGradients';

/** The number of this conversation; both sides write it, and must write the same. */
export type PanelProtocol = 1;

export interface PanelRequests extends Pick<TrainerRequests, PanelTrainerMethod> {
  /** Sent once when the panel's script runs: what to show now. */
  ready(params: { readonly protocol: PanelProtocol }): PanelState;
  /** Sent for every progress event that the page has handled. */
  acknowledgeProgress(params: Record<string, never>): Record<string, never>;
  /** Shows the line of a layer (from 1) in the network file; 0 is the training settings. */
  reveal(params: { readonly layer: number }): Record<string, never>;
  /** Starts the run again after the trainer has ended. */
  restart(params: Record<string, never>): Record<string, never>;
  copy(params: { readonly text: string }): Record<string, never>;
  /** Asks the user for a file to write the tensor to. */
  save(params: { readonly tensor: string }): Record<string, never>;
}

export type PanelState =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'running' | 'stopped';
      readonly run: RunDescription;
      readonly report: StopReport;
      readonly settings: PanelSettings;
    }
  | { readonly kind: 'ended'; readonly reason: string; readonly crashed: boolean };

export interface PanelSettings {
  /** `columns`: samples are columns; `rows`: matrices are shown transposed. */
  readonly layout: 'columns' | 'rows';
}

export interface PanelEvents {
  /** A run began, ended, or settings changed: draw everything anew. */
  state: PanelState;
  stopped: StopReport;
  continued: Record<string, never>;
  progress: ProgressReport;
  alertRaised: Alert;
  gradientCheckRow: GradientCheckRow;
}
