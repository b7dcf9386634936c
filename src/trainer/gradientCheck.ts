/**
 * The gradient check of a run: on the minibatch of the current iteration, with the parameters it began with.
 *
 * It works on a machine of its own in float64, whatever the precision of the run, and in slices, so that the
 * run can be stepped and the check cancelled meanwhile.
 */
import {
  GradientCheck,
  Machine,
  numbersInUse,
  worstVerdict,
  type CheckedParameter,
  type Dataset,
  type Samples,
} from '../core';
import type { NetworkSpec } from '../network/spec';
import type {
  GradientCheckParams,
  GradientCheckReport,
  GradientCheckRow,
} from '../protocol/gradientCheck';
import type { Run } from './run';

const sliceMs = 40;

export interface GradientCheckControl {
  readonly onRow: (row: GradientCheckRow) => void;
  readonly isCancelled: () => boolean;
}

export async function checkGradients(
  run: Run,
  { perturbation, maximumEntries }: GradientCheckParams,
  { onRow, isCancelled }: GradientCheckControl,
): Promise<GradientCheckReport> {
  const { position } = run.timeline;
  const { machine, spec } = minibatchMachine(run);
  const { instantiateKernels, rewrite } = run;
  const check = new GradientCheck({
    machine,
    incremental: { spec, kernels: instantiateKernels(), rewrite, turn: position.iteration },
    ...(perturbation === undefined ? {} : { perturbation }),
    ...(maximumEntries === undefined ? {} : { maximumEntries }),
  });
  const finished: CheckedParameter[] = [];
  let sliceEnd = performance.now() + sliceMs;
  for (const parameter of check.parameters) {
    let latest: CheckedParameter | undefined;
    for (const checked of check.check(parameter)) {
      latest = checked;
      if (performance.now() < sliceEnd) continue;
      onRow(rowOf(checked, { complete: false }));
      await new Promise(setImmediate);
      if (isCancelled()) return report(finished, { position, cancelled: true });
      sliceEnd = performance.now() + sliceMs;
    }
    if (latest === undefined) continue;
    finished.push(latest);
    onRow(rowOf(latest, { complete: true }));
  }
  return report(finished, { position, cancelled: false });
}

/** A machine for the samples of the current minibatch, in their order, as a whole training split, and its network. */
function minibatchMachine(run: Run): {
  readonly machine: Machine;
  readonly spec: NetworkSpec;
} {
  const { machine, timeline, dataset, instantiateKernels, rewrite } = run;
  const { spec } = timeline;
  const { iteration } = timeline.position;
  // Only X and Y are written, which have no value of their own before the batch has been taken.
  if (timeline.position.instruction === 0) machine.run(iteration, 0, 1);
  const [inputs, targets] = ['X', 'Y'].map((name) => {
    const { values, rows, columns } = machine.view(name, iteration);
    return { columns, samples: transpose(values, rows, columns) };
  });
  if (inputs === undefined || targets === undefined) throw new RangeError('The batch is missing');
  const none: Samples = { count: 0, inputs: new Float64Array(), targets: new Float64Array() };
  const batch: Dataset = {
    features: dataset.features,
    ...(dataset.inputShape === undefined ? {} : { inputShape: dataset.inputShape }),
    outputs: dataset.outputs,
    train: { count: inputs.columns, inputs: inputs.samples, targets: targets.samples },
    validation: none,
    test: none,
  };
  const parameters = machine.program.tensors.filter(({ role }) => role === 'parameter');
  const checked: NetworkSpec = {
    ...spec,
    layers: spec.layers.map((layer) =>
      'initializer' in layer ? { ...layer, initializer: { type: 'file', path: '' } } : layer,
    ),
    training: {
      ...spec.training,
      precision: 'float64',
      shuffle: false,
      batchSize: inputs.columns,
    },
  };
  const checking = new Machine({
    kernels: instantiateKernels(),
    dataset: batch,
    fileParameters: new Map(parameters.map(({ name }) => [name, numbersInUse(name, run)])),
    spec: checked,
    ...(rewrite === undefined ? {} : { rewrite }),
  });
  return { machine: checking, spec: checked };
}

function transpose(values: ArrayLike<number>, rows: number, columns: number): Float64Array {
  const result = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      result[column * rows + row] = values[row * columns + column]!;
    }
  }
  return result;
}

function rowOf(
  { parameter, checked, total, kinks, verdict, relativeError, worst }: CheckedParameter,
  { complete }: { readonly complete: boolean },
): GradientCheckRow {
  const { row, column, analytic, numerical } = worst ?? noEntry;
  return {
    parameter,
    checked,
    total,
    complete,
    kinks,
    verdict,
    values: Float64Array.of(relativeError, row, column, analytic, numerical),
  };
}

const noEntry = { row: NaN, column: NaN, analytic: NaN, numerical: NaN };

/** The relative error is that of all checked parameters as one long vector. */
function report(
  checked: readonly CheckedParameter[],
  outcome: Pick<GradientCheckReport, 'position' | 'cancelled'>,
): GradientCheckReport {
  const norm = (key: 'differenceNorm' | 'analyticNorm' | 'numericalNorm'): number =>
    Math.hypot(...checked.map((parameter) => parameter[key]));
  const difference = norm('differenceNorm');
  const size = norm('analyticNorm') + norm('numericalNorm');
  return {
    ...outcome,
    verdict: worstVerdict(checked.map(({ verdict }) => verdict)),
    rows: checked.map((parameter) => rowOf(parameter, { complete: true })),
    values: Float64Array.of(difference === 0 ? 0 : difference / size),
  };
}
