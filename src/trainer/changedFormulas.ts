/** Formulas that say other numbers here than in the network file, because a hyper-parameter was changed by hand. */
import type { FormulaToken, Machine, Program } from '../core';
import type { StopReport } from '../protocol/movement';
import type { Run } from './run';

export function changedFormulas({
  machine,
  timeline,
}: Pick<Run, 'machine' | 'timeline'>): NonNullable<StopReport['formulas']> {
  if (timeline.spec === machine.spec) return [];
  const written = writtenProgram(machine).instructions;
  return machine.program.instructions.flatMap(({ formula }, instruction) =>
    isSame(formula, written[instruction]!.formula) ? [] : [{ instruction, formula }],
  );
}

const programs = new WeakMap<Machine, Program>();

/** As the network file says it. */
function writtenProgram(machine: Machine): Program {
  const known = programs.get(machine);
  if (known !== undefined) return known;
  const { full } = machine.programsFor(machine.spec);
  programs.set(machine, full);
  return full;
}

function isSame(a: readonly FormulaToken[], b: readonly FormulaToken[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
