/**
 * The conversation with one panel: passes its questions on to the trainer, and the trainer's news to it.
 *
 * Only the requests of `PanelRequests` are passed on, with parameters that were checked. News of a run that
 * is not shown any more are dropped. A progress report gives its credit back when the page has it, or at
 * once when nobody looks; so a slow or hidden panel costs frames, never steps.
 */
import type {
  PanelEvents,
  PanelRequests,
  PanelSettings,
  PanelState,
  PanelTrainerMethod,
} from '../../protocol/panel';
import type { ProgressReport, TrainerRequests } from '../../protocol/trainer';
import type { Channel } from '../../rpc/channel';
import { createResponder, type Params, type Responder, type Result } from '../../rpc/peer';
import type { FollowedRun } from '../followedRun';
import { ownNumbers } from './ownNumbers';
import { type Checked, panelParams } from './panelParams';

export interface PanelChannel extends Channel {
  /** Resolves when the page has all that was sent so far. */
  delivered(): Promise<void>;
  isVisible(): boolean;
}

export interface PanelActions {
  shownRun(): FollowedRun | undefined;
  settings(): PanelSettings;
  reveal(layer: number): void;
  restart(): void;
  copy(text: string): void;
  save(tensor: string): void;
}

// The same checks, under the trainer's name for what they return.
const trainerParams: Checked<Pick<TrainerRequests, PanelTrainerMethod>> = panelParams;

export class PanelConversation {
  private readonly responder: Responder<PanelEvents>;
  private stopFollowing: (() => void)[] = [];

  constructor(
    private readonly channel: PanelChannel,
    private readonly actions: PanelActions,
  ) {
    this.responder = createResponder<PanelRequests, PanelEvents>(channel, {
      ready: () => this.state(),
      reveal: (params) => this.act(() => actions.reveal(panelParams.reveal(params).layer)),
      restart: () => this.act(() => actions.restart()),
      copy: (params) => this.act(() => actions.copy(panelParams.copy(params).text)),
      save: (params) => this.act(() => actions.save(panelParams.save(params).tensor)),
      step: (params) => this.ask('step', params),
      resume: (params) => this.ask('resume', params),
      pause: (params) => this.ask('pause', params),
      seek: (params) => this.ask('seek', params),
      lastWrite: (params) => this.ask('lastWrite', params),
      lastChange: (params) => this.ask('lastChange', params),
      summaries: (params) => this.ask('summaries', params),
      slices: (params) => this.ask('slices', params),
      explain: (params) => this.ask('explain', params),
      series: (params) => this.ask('series', params),
      metrics: (params) => this.ask('metrics', params),
      edit: (params) => this.ask('edit', params),
      branches: (params) => this.ask('branches', params),
      switchBranch: (params) => this.ask('switchBranch', params),
      compare: (params) => this.ask('compare', params),
      checkGradients: (params) => this.ask('checkGradients', params),
    });
    this.followShown();
  }

  /** Called when another run is shown or the settings have changed. */
  followShown(): void {
    this.close();
    const run = this.actions.shownRun();
    if (run !== undefined) this.follow(run);
    this.responder.emit('state', this.state());
  }

  /** Follows no run any more. */
  close(): void {
    for (const stop of this.stopFollowing) stop();
    this.stopFollowing = [];
  }

  private follow(run: FollowedRun): void {
    const { trainer } = run.connection;
    this.stopFollowing = [
      trainer.on('stopped', (report) => this.responder.emit('stopped', report)),
      trainer.on('continued', () => this.responder.emit('continued', {})),
      trainer.on('alertRaised', (alert) => this.responder.emit('alertRaised', alert)),
      trainer.on('gradientCheckRow', (row) =>
        this.responder.emit('gradientCheckRow', ownNumbers(row)),
      ),
      trainer.on('progress', (progress) => void this.passProgress(run, progress)),
      run.onChange(() => {
        if (run.state.kind === 'ended') this.responder.emit('state', this.state());
      }),
    ];
  }

  private async passProgress(run: FollowedRun, progress: ProgressReport): Promise<void> {
    if (this.channel.isVisible()) {
      this.responder.emit('progress', ownNumbers(progress));
      await this.channel.delivered();
    }
    // A trainer that has ended meanwhile needs no credit.
    await run.connection.trainer.request('acknowledgeProgress', {}).catch(() => undefined);
  }

  private async ask<M extends PanelTrainerMethod>(
    method: M,
    params: unknown,
  ): Promise<Result<TrainerRequests[M]>> {
    const check: (raw: unknown) => Params<TrainerRequests[M]> = trainerParams[method];
    const checked = check(params);
    const run = this.actions.shownRun();
    if (run === undefined) throw new Error('Nothing is being debugged.');
    return ownNumbers(await run.connection.trainer.request(method, checked));
  }

  private act(action: () => void): Record<string, never> {
    action();
    return {};
  }

  private state(): PanelState {
    const run = this.actions.shownRun();
    if (run === undefined) return { kind: 'idle' };
    if (run.state.kind === 'ended') return run.state;
    return {
      kind: run.state.kind,
      run: run.description,
      report: run.report,
      settings: this.actions.settings(),
    };
  }
}
