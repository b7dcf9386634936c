/**
 * The conversation with one panel: passes its questions on to the trainer, and the trainer's news to it.
 *
 * Only the requests of `PanelRequests` are passed on, with parameters that were checked, and not too many of
 * them; all else is dropped and counted. News of a run that is not shown any more are dropped. A progress report
 * gives its credit back when the page has handled it, or at once when nobody looks or the page does not answer; so
 * a slow, hidden or broken panel costs frames, never steps.
 */
import type { ProgressReport } from '../../protocol/movement';
import type {
  PanelEvents,
  PanelRequests,
  PanelSettings,
  PanelState,
  PanelTrainerMethod,
} from '../../protocol/panel';
import type { TrainerRequests } from '../../protocol/trainer';
import type { Channel } from '../../rpc/channel';
import { createResponder, type Params, type Responder, type Result } from '../../rpc/peer';
import type { FollowedRun } from '../followedRun';
import { limitMessages, type LimitedChannel } from './limitedChannel';
import { ownNumbers } from './ownNumbers';
import { type Checked, panelParams } from './panelParams';
import { ProgressCredits } from './progressCredits';

export interface PanelChannel extends Channel {
  isVisible(): boolean;
}

export interface PanelActions {
  shownRun(): FollowedRun | undefined;
  /** What there is to say when there is none. */
  stateWithoutRun(): PanelState;
  settings(): PanelSettings;
  reveal(layer: number): void;
  restart(): void;
  copy(text: string): void;
  save(tensor: string): void;
  /** Tells the user why the page should be loaded anew, and does so on a click. */
  offerReload(reason: string): void;
}

// The same checks, under the trainer's name for what they return.
const trainerParams: Checked<Pick<TrainerRequests, PanelTrainerMethod>> = panelParams;

export class PanelConversation {
  private readonly responder: Responder<PanelEvents>;
  private readonly limited: LimitedChannel;
  private credits: ProgressCredits | undefined;
  private refusedRequests = 0;
  private stopFollowing: (() => void)[] = [];

  constructor(
    private readonly channel: PanelChannel,
    private readonly actions: PanelActions,
  ) {
    this.limited = limitMessages(channel);
    this.responder = createResponder<PanelRequests, PanelEvents>(this.limited, {
      ready: (params) => this.greet(params),
      acknowledgeProgress: () => this.act(() => this.credits?.handled()),
      reveal: (params) =>
        this.act(() => actions.reveal(this.checked(panelParams.reveal, params).layer)),
      restart: () => this.act(() => actions.restart()),
      copy: (params) => this.act(() => actions.copy(this.checked(panelParams.copy, params).text)),
      save: (params) => this.act(() => actions.save(this.checked(panelParams.save, params).tensor)),
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

  /** Messages that no panel of ours sends: of unknown form, with wrong parameters, or too many at a time. */
  get droppedMessages(): number {
    return this.responder.malformedMessages + this.limited.droppedMessages + this.refusedRequests;
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
    this.credits?.reset();
    this.credits = undefined;
  }

  private follow(run: FollowedRun): void {
    const { trainer } = run.connection;
    const credits = new ProgressCredits({
      // A trainer that has ended meanwhile needs no credit.
      giveBack: () => void trainer.request('acknowledgeProgress', {}).catch(() => undefined),
      fellSilent: () => this.actions.offerReload('The Backstep panel does not answer.'),
    });
    this.credits = credits;
    this.stopFollowing = [
      trainer.on('stopped', (report) => this.responder.emit('stopped', report)),
      trainer.on('continued', () => this.responder.emit('continued', {})),
      trainer.on('alertRaised', (alert) => this.responder.emit('alertRaised', alert)),
      trainer.on('gradientCheckRow', (row) =>
        this.responder.emit('gradientCheckRow', ownNumbers(row)),
      ),
      trainer.on('progress', (progress) => this.passProgress(progress, credits)),
      run.onChange(() => {
        if (run.state.kind === 'ended') this.responder.emit('state', this.state());
      }),
    ];
    credits.begin();
  }

  private passProgress(progress: ProgressReport, credits: ProgressCredits): void {
    if (!this.channel.isVisible() || credits.isSilent) {
      credits.notSent();
      return;
    }
    this.responder.emit('progress', ownNumbers(progress));
    credits.sent();
  }

  /** The page has just begun, perhaps after another one that is gone. */
  private greet(params: unknown): PanelState {
    this.credits?.reset();
    try {
      panelParams.ready(params);
      return this.state();
    } catch (error) {
      const reason = (error as Error).message;
      this.actions.offerReload(reason);
      return { kind: 'ended', reason, crashed: false };
    }
  }

  private checked<P>(check: (raw: unknown) => P, params: unknown): P {
    try {
      return check(params);
    } catch (error) {
      this.refusedRequests++;
      throw error;
    }
  }

  private async ask<M extends PanelTrainerMethod>(
    method: M,
    params: unknown,
  ): Promise<Result<TrainerRequests[M]>> {
    const checked = this.checked<Params<TrainerRequests[M]>>(trainerParams[method], params);
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
    if (run === undefined) return this.actions.stateWithoutRun();
    if (run.state.kind === 'ended') return run.state;
    return {
      kind: run.state.kind,
      run: run.description,
      report: run.report,
      settings: this.actions.settings(),
    };
  }
}
