/**
 * What the names in an expression mean in a run, where the run stands now.
 *
 * A tensor stands for its numbers themselves, without a copy, so a value is of use only until the run moves.
 */
import {
  comparisonFor,
  hyperparametersOf,
  type ExpressionScope,
  type ExpressionValue,
} from '../core';
import type { Run } from './run';

type Value = ExpressionValue | 'notComputedYet' | undefined;

export function expressionScopeOf(run: Run): ExpressionScope {
  const { machine, ground } = run;
  const numbers: Readonly<Record<string, () => Value>> = {
    iteration: () => run.timeline.position.iteration,
    epoch: () => Math.floor(run.timeline.position.iteration / ground.iterationsPerEpoch),
    batchSize: () => machine.batchSize,
    // The samples of this very minibatch, as the formulas say it; the last one of an epoch may be short.
    m: () => machine.view('X', run.timeline.position.iteration).columns,
    ...(hasClasses(run) && { accuracy: () => accuracyOf(run) }),
  };
  const tensors = machine.program.tensors.map(({ name }) => name);
  const hyperparameters = () => hyperparametersOf(run.timeline.spec);
  const others = hyperparameters().flatMap(({ name }) => (tensors.includes(name) ? [] : name));
  return {
    names: [...tensors, ...Object.keys(numbers), ...others],
    math: machine.math,
    value(name): Value {
      if (Object.hasOwn(numbers, name)) return numbers[name]?.();
      if (!tensors.includes(name)) {
        return hyperparameters().find((parameter) => parameter.name === name)?.value;
      }
      return run.timeline.read(name) ?? 'notComputedYet';
    },
  };
}

function hasClasses({ spec }: Run): boolean {
  return comparisonFor(spec.loss).result().accuracy !== undefined;
}

/** The share of right outputs in this minibatch. */
function accuracyOf({ spec, machine, timeline }: Run): Value {
  const [output, target] = [timeline.read(machine.program.output), timeline.read('Y')];
  if (output === undefined || target === undefined) return 'notComputedYet';
  const comparison = comparisonFor(spec.loss);
  comparison.add(output, target);
  return comparison.result().accuracy;
}
