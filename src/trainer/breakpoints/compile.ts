/** From breakpoints as they are set to watches, and why some of them will not stop. */
import type {
  BreakpointParams,
  BreakpointVerdict,
  DataBreakpoint,
  InstructionBreakpoint,
} from '../../protocol/breakpoints';
import { compileCondition, type Condition, type ConditionSetting } from './condition';
import { parseDataCondition } from './dataCondition';
import { dataWatch } from './dataWatch';
import { parseHitCondition, type HitCondition } from './hitCondition';
import { parseLogMessage } from './logMessage';
import { greatestNeed, type Sight } from './sight';
import type { Watch } from './watch';

export interface CompiledWatch {
  /** Absent when it will never stop. */
  readonly watch?: Watch;
  readonly verdict: BreakpointVerdict;
}

export function compileWatches(
  { instructions, data }: Pick<BreakpointParams, 'instructions' | 'data'>,
  setting: ConditionSetting,
): readonly CompiledWatch[] {
  return [
    ...instructions.map((breakpoint) =>
      compiled(breakpoint.id, () => instructionWatch(breakpoint, setting)),
    ),
    ...data.map((breakpoint) =>
      compiled(breakpoint.id, () => ({ watch: checkedDataWatch(breakpoint, setting) })),
    ),
  ];
}

/** Stops at the first visit of any of these instructions. */
export function cursorWatch(instructions: readonly number[]): Watch {
  return {
    ...memoryless,
    id: 0,
    kind: 'cursor',
    instructions: ascending(instructions),
    need: 'place',
    happens: () => true,
  };
}

/** Says to the user why a breakpoint will not stop. */
class Unusable extends Error {}

const memoryless = {
  remembersIteration: false,
  begin: () => undefined,
  forget: () => undefined,
} as const;

function compiled(
  id: number,
  compile: () => { readonly watch: Watch; readonly message?: string },
): CompiledWatch {
  try {
    const { watch, message } = compile();
    return { watch, verdict: { id, verified: true, ...(message !== undefined && { message }) } };
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
    return { verdict: { id, verified: false, message: error.message } };
  }
}

function instructionWatch(
  breakpoint: InstructionBreakpoint,
  setting: ConditionSetting,
): { readonly watch: Watch; readonly message?: string } {
  const { id, logMessage = '' } = breakpoint;
  const condition = conditionOf(breakpoint, setting);
  const { instructions, message } = visitsOf(breakpoint, condition, setting);
  const holds = hitConditionOf(breakpoint);
  const perIteration = instructions.length;
  const numberAt = ({ iteration, instruction }: Sight): number =>
    iteration * perIteration + instructions.indexOf(instruction) + 1;
  return {
    watch: {
      ...memoryless,
      id,
      kind: 'instruction',
      instructions,
      // What a message says is read where it is written.
      need:
        logMessage !== ''
          ? 'numbers'
          : greatestNeed(instructions.map((at) => condition?.needAt(at) ?? 'place')),
      happens: condition === undefined ? () => true : (sight) => condition.holds(sight),
      ...(holds && { hits: { holds, ...(condition === undefined && { numberAt }) } }),
      ...(logMessage !== '' && { message: messageOf(logMessage, setting) }),
    },
    ...(message !== undefined && { message }),
  };
}

function conditionOf(
  { condition: text = '' }: InstructionBreakpoint,
  setting: ConditionSetting,
): Condition | undefined {
  if (text.trim() === '') return undefined;
  const result = compileCondition(text, setting);
  if (result.kind === 'error') throw new Unusable(`The condition: ${result.message}`);
  return result.condition;
}

/** The visits at which everything that the condition reads has a value. */
function visitsOf(
  breakpoint: InstructionBreakpoint,
  condition: Condition | undefined,
  { places }: ConditionSetting,
): { readonly instructions: readonly number[]; readonly message?: string } {
  const all = ascending(breakpoint.instructions);
  const isPossible = (at: number): boolean => condition?.missingAt(at) === undefined;
  const instructions = all.filter(isPossible);
  if (instructions.length === all.length) return { instructions };
  const missing = all.find((at) => !isPossible(at)) ?? 0;
  const name = condition?.missingAt(missing) ?? '';
  if (instructions.length === 0) {
    const writer = places.program.instructions[places.writers(name)[0] ?? 0]?.name ?? '';
    throw new Unusable(
      `The condition can never be known here: ${name} is computed later in the iteration, by the instruction ${writer}.`,
    );
  }
  const phases = new Set(instructions.map((at) => places.program.instructions[at]?.phase ?? 'end'));
  return {
    instructions,
    message: `Looks at its condition only in ${[...phases].join(' and ')}: on its other visits ${name} has not been computed yet.`,
  };
}

function hitConditionOf({
  hitCondition = '',
}: Pick<InstructionBreakpoint, 'hitCondition'>): HitCondition | undefined {
  if (hitCondition.trim() === '') return undefined;
  const result = parseHitCondition(hitCondition);
  if (result.kind === 'error') throw new Unusable(result.message);
  return result.holds;
}

function messageOf(text: string, { scope }: ConditionSetting): (sight: Sight) => string {
  const result = parseLogMessage(text, scope);
  if (result.kind === 'error') throw new Unusable(result.message);
  return (sight) => result.textIn(sight.scope);
}

function checkedDataWatch(breakpoint: DataBreakpoint, { places }: ConditionSetting): Watch {
  const { tensor } = breakpoint;
  if (places.writers(tensor).length === 0) {
    throw new Unusable(
      places.program.tensors.some(({ name }) => name === tensor)
        ? `${tensor} never changes: no instruction writes it.`
        : `This run has no tensor named "${tensor}".`,
    );
  }
  const change = parseDataCondition(breakpoint.condition ?? '');
  if (change.kind === 'error') throw new Unusable(change.message);
  const holds = hitConditionOf(breakpoint);
  return { ...dataWatch(breakpoint, change, places), ...(holds && { hits: { holds } }) };
}

function ascending(instructions: readonly number[]): readonly number[] {
  return [...new Set(instructions)].sort((a, b) => a - b);
}
