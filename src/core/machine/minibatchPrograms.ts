/**
 * The programs of a run: one for every full minibatch and, where the samples do not divide evenly, one for
 * the short minibatch that ends an epoch. They differ in nothing but the number of columns.
 */
import type { NetworkSpec } from '../../network/spec';
import type { Dataset } from '../data/dataset';
import { compileProgram, type Program } from '../program/compile';
import type { Instruction } from '../program/instruction';

export interface MinibatchPrograms {
  readonly full: Program;
  readonly short?: Program;
  readonly iterationsPerEpoch: number;
}

export interface MinibatchOptions {
  readonly spec: NetworkSpec;
  readonly dataset: Dataset;
  /** `compileProgram` unless the machine is for evaluation. */
  readonly compile?: typeof compileProgram;
  /** Replaces instructions, for tests that break one on purpose. */
  readonly rewrite?: (instruction: Instruction) => Instruction;
}

/** A batch size beyond the number of samples means all of them. */
export function compileMinibatches({
  spec,
  dataset,
  compile: compileOne = compileProgram,
  rewrite = (instruction) => instruction,
}: MinibatchOptions): MinibatchPrograms {
  const { count } = dataset.train;
  const batchSize = Math.min(spec.training.batchSize, count);
  const compile = (columns: number): Program => {
    const program = compileOne(spec, { ...dataset, count, columns, batchSize });
    return { ...program, instructions: rewritten(program.instructions, rewrite) };
  };
  const rest = count % batchSize;
  return {
    full: compile(batchSize),
    iterationsPerEpoch: Math.ceil(count / batchSize),
    ...(rest === 0 ? {} : { short: compile(rest) }),
  };
}

/** With one instruction replaced, an iteration that is passed over runs all of them, so that it makes the difference there too. */
function rewritten(
  instructions: readonly Instruction[],
  rewrite: (instruction: Instruction) => Instruction,
): readonly Instruction[] {
  const all = instructions.map(rewrite);
  if (all.every((instruction, index) => instruction === instructions[index])) return all;
  return all.map((instruction) => ({ ...instruction, callsInPassing: instruction.calls }));
}
