/**
 * Moments of the current iteration that a line of the network file stands for.
 *
 * A line has several: the forward pass, the backward pass, the update. Editors offer them as a choice.
 */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';

import type { RunDescription } from '../protocol/run';
import { errors, UserError } from './errors';
import type { LineBase } from './lineBase';
import { stopsOnLine } from './networkLines';

export class GotoTargets {
  constructor(
    private readonly run: RunDescription,
    private readonly base: LineBase,
  ) {}

  onLine(line: number): Dap.GotoTarget[] {
    return stopsOnLine(this.run, line - this.base.firstLine).map(({ firstInstruction, title }) => ({
      // Zero is not a valid number for some clients.
      id: firstInstruction + 1,
      label: title,
      line,
    }));
  }

  instruction(target: number): number {
    const instruction = target - 1;
    if (this.run.instructions[instruction] === undefined) {
      throw new UserError(errors.unknownTarget(target));
    }
    return instruction;
  }
}
