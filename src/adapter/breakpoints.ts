/**
 * Breakpoints: lines as the client sets them, instructions as the trainer stops at them.
 *
 * A line of the network file stands for all visits of it, so one breakpoint may stop in the forward pass, in
 * the backward pass and in the update.
 */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';

import type { RunDescription } from '../protocol/run';
import type { BreakpointParams } from '../protocol/trainer';
import { errors } from './errors';
import type { LineBase } from './lineBase';
import { linesThatStop, stopsOnLine } from './networkLines';
import type { SessionSources } from './sources';

interface SetBreakpoint {
  readonly id: number;
  readonly instructions: readonly number[];
}

export class Breakpoints {
  private readonly bySource = new Map<'network' | 'listing', readonly SetBreakpoint[]>();
  private alertRules: readonly string[] = [];
  private nextId = 1;

  constructor(
    private readonly run: RunDescription,
    private readonly sources: SessionSources,
    private readonly base: LineBase,
  ) {}

  /** Replaces the breakpoints of one source. */
  setLines({ source, breakpoints = [] }: Dap.SetBreakpointsArguments): Dap.Breakpoint[] {
    const which = this.sources.which(source);
    if (which === 'other') {
      const message = errors.otherFile(this.sources.network.name ?? '');
      return breakpoints.map(({ line }) => ({ verified: false, line, message }));
    }
    const set: SetBreakpoint[] = [];
    const answers = breakpoints.map(({ line }): Dap.Breakpoint => {
      const instructions = this.instructionsOn(which, line - this.base.firstLine);
      const id = this.nextId++;
      if (instructions.length === 0)
        return { id, verified: false, line, message: this.reason(which) };
      set.push({ id, instructions });
      return { id, verified: true, line };
    });
    this.bySource.set(which, set);
    return answers;
  }

  setAlertRules(rules: readonly string[]): void {
    this.alertRules = rules;
  }

  /** All of them, as the trainer wants them. */
  forTrainer(): BreakpointParams {
    const set = [...this.bySource.values()].flat();
    return {
      instructions: set.flatMap(({ id, instructions }) =>
        instructions.map((instruction) => ({ id, instruction })),
      ),
      alertRules: this.alertRules,
    };
  }

  /** The lines from `line` to `endLine` on which a breakpoint stops. */
  locations({
    source,
    line,
    endLine = line,
  }: Dap.BreakpointLocationsArguments): Dap.BreakpointLocation[] {
    const which = this.sources.which(source);
    if (which === 'other') return [];
    return this.lines(which)
      .filter((candidate) => line <= candidate && candidate <= endLine)
      .map((candidate) => ({ line: candidate }));
  }

  private instructionsOn(which: 'network' | 'listing', line: number): number[] {
    if (which === 'network') {
      return stopsOnLine(this.run, line).map(({ firstInstruction }) => firstInstruction);
    }
    const instruction = this.run.listingLines.indexOf(line);
    return 0 <= instruction && instruction < this.run.instructions.length ? [instruction] : [];
  }

  private lines(which: 'network' | 'listing'): number[] {
    const zeroBased =
      which === 'network'
        ? linesThatStop(this.run)
        : this.run.listingLines.slice(0, this.run.instructions.length);
    return zeroBased.map((line) => line + this.base.firstLine);
  }

  private reason(which: 'network' | 'listing'): string {
    return errors.nothingRuns(this.lines(which));
  }
}
