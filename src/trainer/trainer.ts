/**
 * The trainer: answers the requests of `src/protocol/trainer.ts` about one run.
 *
 * It knows nothing of processes; `main.ts` connects it to a channel. Every movement ends with a `stopped`
 * event to all and the same report as the answer to whoever asked.
 */
import { comparePositions, functionNames, type Position } from '../core';
import type { Vocabulary } from '../protocol/expressions';
import type {
  AttachParams,
  AttachResult,
  JournalParams,
  LoadParams,
  LoadResult,
} from '../protocol/loading';
import type { StopReport } from '../protocol/movement';
import type { TrainerEvents, TrainerRequests } from '../protocol/trainer';
import type { Handlers, Responder } from '../rpc/peer';
import { describeBranches, editRun } from './branches';
import { compareBranches } from './comparison';
import { describeRun } from './describe';
import { checkGradients } from './gradientCheck';
import { evaluate } from './evaluate';
import { metricsAt } from './evaluations';
import { expressionScopeOf } from './expressionScope';
import { explainCell, readSlices, summarizeTensors } from './inspect';
import type { ChooseKernels } from './kernels';
import { Mover, type Stop } from './movement';
import { progressReport, stopReport } from './reports';
import type { Run } from './run';
import { answerSeries } from './series';
import { readMemory, saveValue } from './tensorFiles';
import { interruptedRuns } from './trace/interruptedRuns';
import type { Journal } from './trace/journal';
import { openResumed, openTrace, type TracedRun } from './trace/openTraced';
import { saveTrace, startJournal } from './trace/writeTrace';
import { UserError } from './userError';

// Two frames in flight, then frames are dropped; never more often than a screen can show them.
const mostProgressInFlight = 2;
const progressIntervalMs = 50;

export class Trainer implements Handlers<TrainerRequests> {
  private active: { readonly run: Run; readonly mover: Mover } | undefined;
  private journal: Journal | undefined;
  private events: Responder<TrainerEvents> | undefined;
  private sequence = 0;
  private progressCredits = mostProgressInFlight;
  private lastProgress = 0;
  private isCheckCancelled = false;

  constructor(private readonly chooseKernels: ChooseKernels) {}

  /** Where events go; before this they go nowhere. */
  connect(events: Responder<TrainerEvents>): void {
    this.events = events;
  }

  readonly interruptedRuns: Handlers<TrainerRequests>['interruptedRuns'] = async ({ folder }) => ({
    runs: await interruptedRuns(folder),
  });

  readonly load = async (params: LoadParams): Promise<LoadResult> => {
    const { chooseKernels } = this;
    const opened = await openResumed({ ...params, chooseKernels }, params.journal);
    return this.begin(opened, params.journal);
  };

  readonly attach = async (params: AttachParams): Promise<AttachResult> => {
    const { chooseKernels } = this;
    const opened = await openTrace({ ...params, chooseKernels }, params.journal);
    const result = await this.begin(opened, params.journal);
    if (result.kind === 'refused' || opened.kind === 'refused') return result as AttachResult;
    const { file, text } = opened.run;
    const program = file.endsWith('.nn.jsonc') ? file : undefined;
    return { ...result, network: { text, ...(program === undefined ? {} : { program }) } };
  };

  readonly saveTrace: Handlers<TrainerRequests>['saveTrace'] = async ({ file }) => {
    await saveTrace(this.current.run, file);
    return {};
  };

  readonly end = (): Record<string, never> => {
    this.journal?.end();
    this.journal = undefined;
    return {};
  };

  readonly step: Handlers<TrainerRequests>['step'] = (params) =>
    this.move((mover) => mover.step(params));

  readonly resume: Handlers<TrainerRequests>['resume'] = ({ direction, until }) => {
    this.events?.emit('continued', {});
    return this.move((mover) => mover.resume(direction, until));
  };

  readonly lastWrite: Handlers<TrainerRequests>['lastWrite'] = (params) => {
    this.events?.emit('continued', {});
    return this.move((mover) => mover.lastWrite(params));
  };

  readonly lastChange: Handlers<TrainerRequests>['lastChange'] = (params) => {
    this.events?.emit('continued', {});
    return this.move((mover) => mover.lastChange(params));
  };

  readonly seek: Handlers<TrainerRequests>['seek'] = ({ position, reason }) => {
    const { timeline } = this.current.run;
    if (!isWithin(position, timeline)) {
      throw new UserError(
        `Position ${position.iteration}:${position.instruction} is outside this run of ${timeline.iterations} iterations.`,
      );
    }
    return this.move((mover) => mover.seek(position, reason));
  };

  readonly pause = (): Record<string, never> => {
    this.active?.mover.interrupt();
    this.isCheckCancelled = true;
    return {};
  };

  readonly setBreakpoints: Handlers<TrainerRequests>['setBreakpoints'] = (params) => ({
    verdicts: this.current.mover.setBreakpoints(params),
  });

  readonly summaries: Handlers<TrainerRequests>['summaries'] = () =>
    summarizeTensors(this.current.run);

  readonly slices: Handlers<TrainerRequests>['slices'] = ({ requests }) => ({
    slices: readSlices(this.current.run, requests),
  });

  readonly explain: Handlers<TrainerRequests>['explain'] = (cell) =>
    explainCell(this.current.run, cell);

  readonly evaluate: Handlers<TrainerRequests>['evaluate'] = ({ expression }) =>
    evaluate(this.current.run, expression);

  readonly vocabulary = (): Vocabulary => ({
    names: expressionScopeOf(this.current.run).names,
    functions: functionNames,
  });

  readonly memory: Handlers<TrainerRequests>['memory'] = (params) =>
    readMemory(this.current.run, params);

  readonly save: Handlers<TrainerRequests>['save'] = (params) =>
    saveValue(this.current.run, params);

  readonly series: Handlers<TrainerRequests>['series'] = (params) =>
    answerSeries(this.current.run, params);

  readonly metrics: Handlers<TrainerRequests>['metrics'] = () => metricsAt(this.current.run);

  readonly checkGradients: Handlers<TrainerRequests>['checkGradients'] = (params) => {
    this.isCheckCancelled = false;
    return checkGradients(this.current.run, params, {
      onRow: (row) => this.events?.emit('gradientCheckRow', row),
      isCancelled: () => this.isCheckCancelled,
    });
  };

  readonly edit: Handlers<TrainerRequests>['edit'] = async (params) => {
    const { run, mover } = this.current;
    mover.interrupt();
    const editing = mover.quietly(() => editRun(run, params));
    const answer = await this.orStop(run, editing);
    if (answer.kind === 'refused') return answer;
    const report = await this.announceStop(run, { reason: 'edit', notice: answer.notice });
    return { kind: 'edited', report };
  };

  readonly branches: Handlers<TrainerRequests>['branches'] = () => ({
    branches: describeBranches(this.current.run),
  });

  readonly switchBranch: Handlers<TrainerRequests>['switchBranch'] = ({ branch: id }) => {
    const { branches } = this.current.run;
    const branch = branches.find(id);
    if (branch === undefined) {
      throw new UserError(
        `This run has no branch ${id}; its branches are 1 to ${branches.all.length}.`,
      );
    }
    return this.move((mover) =>
      mover.perform(async (go) => {
        const { position, isSame } = branches.placeIn(branch);
        branches.use(branch);
        if (!(await go(position))) return { reason: 'pause' };
        const notice = isSame
          ? `This is branch ${id}.`
          : `This is branch ${id}, at the last position that it knows.`;
        return { reason: 'branch', notice };
      }),
    );
  };

  readonly compare: Handlers<TrainerRequests>['compare'] = (params) => {
    const { run, mover } = this.current;
    return mover.quietly((isGivenUp) => compareBranches(run, params, isGivenUp));
  };

  readonly acknowledgeProgress = (): Record<string, never> => {
    this.progressCredits = Math.min(mostProgressInFlight, this.progressCredits + 1);
    return {};
  };

  private get current(): { readonly run: Run; readonly mover: Mover } {
    if (this.active === undefined) throw new UserError('No run is loaded yet.');
    return this.active;
  }

  /** Puts a run in the place of the one before; it stands where its trace says. */
  private async begin(opened: TracedRun, params?: JournalParams): Promise<LoadResult> {
    if (opened.kind === 'refused') return opened;
    const { run, stand } = opened;
    const mover = new Mover(run, expressionScopeOf(run), {
      alertRaised: (alert) => {
        this.tell(run, 'alertRaised', alert);
      },
      underWay: (at) => {
        this.journal?.keepUp();
        this.reportProgress(run, at);
      },
      logged: (messages) => {
        this.tell(run, 'logged', messages);
      },
    });
    this.active?.mover.interrupt();
    this.end();
    this.active = { run, mover };
    this.progressCredits = mostProgressInFlight;
    if (stand !== undefined) await mover.seek(stand.position);
    if (params !== undefined) this.journal = await startJournal(run, params);
    const notices = [run.kernelNotice, opened.notice, this.journal?.takeNotice()];
    const notice = notices.filter((each) => each !== undefined).join(' ');
    const stop: Stop = { reason: 'entry', ...(notice === '' ? {} : { notice }) };
    return { kind: 'loaded', run: describeRun(run), report: this.reportStop(run, stop) };
  }

  private async move(movement: (mover: Mover) => Promise<Stop>): Promise<StopReport> {
    const { run, mover } = this.current;
    const stopped = movement(mover).then((stop) => this.announceStop(run, stop));
    return this.orStop(run, stopped);
  }

  /** What fails ends with a stop where the run stands then. */
  private async orStop<R>(run: Run, work: Promise<R>): Promise<R> {
    try {
      return await work;
    } catch (error) {
      // Whoever waits for the stop must not wait for ever; whoever asked learns the error itself.
      const notice = error instanceof Error ? error.message : String(error);
      await this.announceStop(run, { reason: 'pause', notice });
      throw error;
    }
  }

  /** A position that has been told is in the journal. */
  private async announceStop(run: Run, stop: Stop): Promise<StopReport> {
    const notice = stop.notice ?? this.journal?.takeNotice();
    const report = this.reportStop(run, { ...stop, ...(notice === undefined ? {} : { notice }) });
    await this.journal?.acknowledge({
      branch: run.branches.inUse.id - 1,
      position: report.position,
    });
    this.tell(run, 'stopped', report);
    return report;
  }

  /** Of a run that has been replaced by another one nothing more is heard. */
  private tell<E extends keyof TrainerEvents>(run: Run, event: E, payload: TrainerEvents[E]): void {
    if (run === this.active?.run) this.events?.emit(event, payload);
  }

  private reportStop(run: Run, stop: Stop): StopReport {
    return stopReport(run, stop, ++this.sequence);
  }

  private reportProgress(run: Run, position: Position): void {
    const now = performance.now();
    if (this.progressCredits === 0 || now - this.lastProgress < progressIntervalMs) return;
    this.lastProgress = now;
    this.progressCredits--;
    this.tell(run, 'progress', progressReport(run, position));
  }
}

function isWithin(position: Position, { start, end }: Run['timeline']): boolean {
  const { iteration, instruction } = position;
  return (
    Number.isSafeInteger(iteration) &&
    Number.isSafeInteger(instruction) &&
    instruction <= end.instruction &&
    comparePositions(start, position) <= 0 &&
    comparePositions(position, end) <= 0
  );
}
