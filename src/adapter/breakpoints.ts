/**
 * Breakpoints: lines, names and data as the client sets them, instructions and tensors as the trainer knows them.
 *
 * A line of the network file stands for all visits of it, so one breakpoint may stop in the forward pass, in
 * the backward pass and in the update. The trainer has the last word on conditions: it says which of them will
 * never stop, and why.
 */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';

import type {
  AlertBreakpoint,
  BreakpointVerdict,
  DataBreakpoint,
  InstructionBreakpoint,
} from '../protocol/breakpoints';
import type { RunDescription } from '../protocol/run';
import type { TrainerRequests } from '../protocol/trainer';
import { ChannelClosedError, type Requester } from '../rpc/peer';
import { inMode } from './breakpointModes';
import { checkedData } from './dataBreakpoints';
import { errors } from './errors';
import { instructionsNamed } from './functionBreakpoints';
import type { LineBase } from './lineBase';
import { linesThatStop, stopsOnLine } from './networkLines';
import type { SessionSources } from './sources';
import { checkedLine } from './stepArguments';

export interface BreakpointsSetting {
  readonly run: RunDescription;
  readonly sources: SessionSources;
  readonly base: LineBase;
  readonly trainer: Pick<Requester<TrainerRequests, unknown>, 'request'>;
}

/** What the client is answered, and what the trainer is told; nothing when it cannot stop anyway. */
interface Wanted<T> {
  readonly answer: Dap.Breakpoint & { readonly id: number };
  readonly sent?: T;
}

type LineSource = 'network' | 'listing';
type Place = Pick<Dap.OutputEvent['body'], 'source' | 'line'>;

export class Breakpoints {
  private readonly onLines = new Map<LineSource, readonly Wanted<InstructionBreakpoint>[]>();
  private named: readonly Wanted<InstructionBreakpoint>[] = [];
  private onData: readonly Wanted<DataBreakpoint>[] = [];
  private onAlerts: readonly Wanted<AlertBreakpoint>[] = [];
  private nextId = 1;

  constructor(private readonly setting: BreakpointsSetting) {}

  /** Replaces the breakpoints of one source. */
  async setLines({
    source,
    breakpoints = [],
  }: Dap.SetBreakpointsArguments): Promise<Dap.SetBreakpointsResponse['body']> {
    for (const { line } of breakpoints) checkedLine(line);
    const which = this.setting.sources.which(source);
    if (which === 'other') {
      const message = errors.otherFile(this.setting.sources.network.name ?? '');
      return { breakpoints: breakpoints.map(({ line }) => ({ verified: false, line, message })) };
    }
    const wanted = breakpoints.map((breakpoint) => this.onLine(which, breakpoint));
    this.onLines.set(which, wanted);
    return { breakpoints: await this.answered(wanted) };
  }

  /** Replaces the breakpoints on layers and tensors by name. */
  async setNames({
    breakpoints,
  }: Dap.SetFunctionBreakpointsArguments): Promise<Dap.SetFunctionBreakpointsResponse['body']> {
    this.named = breakpoints.map(({ name, ...options }) => {
      const id = this.nextId++;
      const found = instructionsNamed(this.setting.run, name);
      if (found.kind === 'error') return refused(id, found.message);
      return accepted(id, { id, instructions: found.instructions, ...optionsOf(options) });
    });
    return { breakpoints: await this.answered(this.named) };
  }

  async setData({
    breakpoints,
  }: Dap.SetDataBreakpointsArguments): Promise<Dap.SetDataBreakpointsResponse['body']> {
    this.onData = breakpoints.map((breakpoint) => {
      const id = this.nextId++;
      const checked = checkedData(this.setting.run, breakpoint);
      if (checked.kind === 'error') return refused(id, checked.message);
      return accepted(id, { id, ...checked.data, ...optionsOf(breakpoint) });
    });
    return { breakpoints: await this.answered(this.onData) };
  }

  /** Replaces the alert rules that stop a run; those of `filterOptions` may have a limit of their own. */
  async setAlerts({
    filters,
    filterOptions = [],
  }: Dap.SetExceptionBreakpointsArguments): Promise<Dap.SetExceptionBreakpointsResponse['body']> {
    const chosen = [...filters.map((filterId) => ({ filterId })), ...filterOptions];
    this.onAlerts = chosen.map(({ filterId: rule, ...options }) => {
      const id = this.nextId++;
      return accepted(id, { id, rule, ...optionsOf(options) });
    });
    return { breakpoints: await this.answered(this.onAlerts) };
  }

  /** The lines from `line` to `endLine` on which a breakpoint stops. */
  locations({
    source,
    line,
    endLine = line,
  }: Dap.BreakpointLocationsArguments): Dap.BreakpointLocation[] {
    const which = this.setting.sources.which(source);
    if (which === 'other') return [];
    return this.lines(which)
      .filter((candidate) => line <= candidate && candidate <= endLine)
      .map((candidate) => ({ line: candidate }));
  }

  /** Where a breakpoint stands, so that what it says can be followed back. */
  placeOf(id: number | undefined): Place {
    for (const [which, wanted] of this.onLines) {
      const found = wanted.find(({ answer }) => answer.id === id);
      if (found?.answer.line !== undefined) {
        return { source: this.setting.sources[which], line: found.answer.line };
      }
    }
    return {};
  }

  /** Whether a breakpoint stands on the name of a layer or a tensor. */
  isNamed(id: number): boolean {
    return this.named.some(({ answer }) => answer.id === id);
  }

  /** The instructions at which a line stops. */
  instructionsOn(source: Dap.Source, line: number): readonly number[] {
    const which = this.setting.sources.which(source);
    if (which === 'other') return [];
    const zeroBased = line - this.setting.base.firstLine;
    const { run } = this.setting;
    if (which === 'network') {
      return stopsOnLine(run, zeroBased).map(({ firstInstruction }) => firstInstruction);
    }
    const instruction = run.listingLines.indexOf(zeroBased);
    return 0 <= instruction && instruction < run.instructions.length ? [instruction] : [];
  }

  /** What to say of a line on which nothing runs. */
  nothingRunsOn(source: Dap.Source): string {
    const { sources } = this.setting;
    const which = sources.which(source);
    return which === 'other'
      ? errors.otherFile(sources.network.name ?? '')
      : errors.nothingRuns(this.lines(which));
  }

  private onLine(
    which: LineSource,
    { line, mode, ...options }: Dap.SourceBreakpoint,
  ): Wanted<InstructionBreakpoint> {
    const id = this.nextId++;
    const { run, sources } = this.setting;
    const all = this.instructionsOn(sources[which], line);
    if (all.length === 0) return refused(id, errors.nothingRuns(this.lines(which)), { line });
    const found = inMode(run, all, mode);
    switch (found.kind) {
      case 'unknown':
        return refused(id, errors.unknownMode(mode ?? ''), { line });
      case 'none':
        return refused(id, errors.notInMode(found.label, found.phases), { line });
      case 'instructions': {
        const { instructions } = found;
        return accepted(id, { id, instructions, ...optionsOf(options) }, { line });
      }
      default:
        return found satisfies never;
    }
  }

  private lines(which: LineSource): number[] {
    const { run, base } = this.setting;
    const zeroBased =
      which === 'network' ? linesThatStop(run) : run.listingLines.slice(0, run.instructions.length);
    return zeroBased.map((line) => line + base.firstLine);
  }

  /** Tells the trainer all breakpoints, and the client what became of these. */
  private async answered(wanted: readonly Wanted<unknown>[]): Promise<Dap.Breakpoint[]> {
    const verdicts = await this.verdicts();
    return wanted.map(({ answer }) => {
      const verdict = verdicts.find(({ id }) => id === answer.id);
      if (verdict === undefined) return answer;
      const { verified, message } = verdict;
      return { ...answer, verified, ...(message !== undefined && { message }) };
    });
  }

  private async verdicts(): Promise<readonly BreakpointVerdict[]> {
    const sent = <T>(wanted: readonly Wanted<T>[]): T[] =>
      wanted.flatMap((each) => each.sent ?? []);
    try {
      const { verdicts } = await this.setting.trainer.request('setBreakpoints', {
        instructions: [...[...this.onLines.values()].flatMap(sent), ...sent(this.named)],
        data: sent(this.onData),
        alertRules: sent(this.onAlerts),
      });
      return verdicts;
    } catch (error) {
      // Editors also change breakpoints while a session ends; there is nothing left to stop then.
      if (error instanceof ChannelClosedError) return [];
      throw error;
    }
  }
}

function accepted<T>(id: number, sent: T, place: { readonly line?: number } = {}): Wanted<T> {
  return { answer: { id, verified: true, ...place }, sent };
}

function refused(
  id: number,
  message: string,
  place: { readonly line?: number } = {},
): Wanted<never> {
  return { answer: { id, verified: false, ...place, message } };
}

type Options = Partial<Pick<InstructionBreakpoint, 'condition' | 'hitCondition' | 'logMessage'>>;

/** Only what is written: an empty text is none. */
function optionsOf({ condition, hitCondition, logMessage }: Options): Options {
  return {
    ...(isWritten(condition) && { condition }),
    ...(isWritten(hitCondition) && { hitCondition }),
    ...(isWritten(logMessage) && { logMessage }),
  };
}

function isWritten(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== '';
}
