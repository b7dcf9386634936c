/** Breakpoint modes: on which of its visits a line stops. Editors offer them as "Edit Mode". */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';

import type { PhaseName, RunDescription } from '../protocol/run';

type Mode = 'all' | 'forward' | 'backward' | 'update';

const phasesOf: Readonly<Record<Mode, readonly PhaseName[]>> = {
  all: ['batch', 'forward', 'loss', 'backward', 'update'],
  forward: ['batch', 'forward', 'loss'],
  backward: ['backward'],
  update: ['update'],
};

export const breakpointModes: readonly Dap.BreakpointMode[] = [
  {
    mode: 'all',
    label: 'Every Visit',
    description: 'Stops in the forward pass, in the backward pass and in the update.',
    appliesTo: ['source'],
  },
  {
    mode: 'forward',
    label: 'Forward Pass',
    description: 'Stops in the forward pass only, minibatch and loss included.',
    appliesTo: ['source'],
  },
  {
    mode: 'backward',
    label: 'Backward Pass',
    description: 'Stops in the backward pass only.',
    appliesTo: ['source'],
  },
  {
    mode: 'update',
    label: 'Update',
    description: 'Stops in the update of the parameters only.',
    appliesTo: ['source'],
  },
];

export type InMode =
  | { readonly kind: 'instructions'; readonly instructions: readonly number[] }
  /** None of the visits has one of the phases. */
  | { readonly kind: 'none'; readonly label: string; readonly phases: readonly PhaseName[] }
  | { readonly kind: 'unknown' };

/** Those of `instructions` that belong to the mode; all of them without one. */
export function inMode(
  run: RunDescription,
  instructions: readonly number[],
  mode: string | undefined,
): InMode {
  const known = breakpointModes.find((each) => each.mode === (mode ?? 'all'));
  if (known === undefined) return { kind: 'unknown' };
  const phaseOf = (index: number): PhaseName => run.instructions[index]?.phase ?? 'batch';
  const wanted = phasesOf[known.mode as Mode];
  const left = instructions.filter((index) => wanted.includes(phaseOf(index)));
  return 0 < left.length
    ? { kind: 'instructions', instructions: left }
    : { kind: 'none', label: known.label, phases: [...new Set(instructions.map(phaseOf))] };
}
