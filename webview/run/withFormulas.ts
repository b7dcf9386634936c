/** The run with the formulas that hold at a stop: a hyper-parameter that was changed by hand stands in some. */
import type { StopReport } from '../../src/protocol/movement';
import type { RunDescription } from '../../src/protocol/run';

/** The same object when nothing differs, so that nothing is drawn anew. */
export function withFormulas(
  run: RunDescription,
  formulas: StopReport['formulas'] = [],
): RunDescription {
  if (formulas.length === 0) return run;
  const changed = new Map(formulas.map(({ instruction, formula }) => [instruction, formula]));
  return {
    ...run,
    instructions: run.instructions.map((instruction, index) => ({
      ...instruction,
      formula: changed.get(index) ?? instruction.formula,
    })),
  };
}
