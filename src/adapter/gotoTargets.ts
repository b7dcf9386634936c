/**
 * Moments of the current iteration that a line of the network file or of the listing stands for.
 *
 * A line of the network file has several: the forward pass, the backward pass, the update. Editors offer them as a choice.
 */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';

import type { RunDescription } from '../protocol/run';
import { errors, UserError } from './errors';
import type { LineBase } from './lineBase';
import { stopsOnLine, type Visit } from './networkLines';
import { checkedLine } from './stepArguments';

export class GotoTargets {
  constructor(
    private readonly run: RunDescription,
    private readonly base: LineBase,
  ) {}

  onLine(source: 'network' | 'listing' | 'other', line: number): Dap.GotoTarget[] {
    const zeroBased = checkedLine(line) - this.base.firstLine;
    const visits =
      source === 'network' ? stopsOnLine(this.run, zeroBased) : this.ofListing(source, zeroBased);
    return visits.map(({ firstInstruction, title }) => ({
      // Zero is not a valid number for some clients.
      id: firstInstruction + 1,
      label: title,
      line,
    }));
  }

  private ofListing(source: 'listing' | 'other', line: number): readonly Visit[] {
    const index = source === 'listing' ? this.run.listingLines.indexOf(line) : -1;
    const instruction = this.run.instructions[index];
    if (instruction === undefined) return [];
    return [{ firstInstruction: index, line, title: instruction.name }];
  }

  instruction(target: number): number {
    const instruction = target - 1;
    if (this.run.instructions[instruction] === undefined) {
      throw new UserError(errors.unknownTarget(target));
    }
    return instruction;
  }
}
