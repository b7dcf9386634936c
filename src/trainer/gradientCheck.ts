/**
 * The gradient check of a run: on the minibatch of the current iteration, with the parameters it began with.
 *
 * It works on a machine of its own in float64, whatever the precision of the run, and in slices, so that the
 * run can be stepped and the check cancelled meanwhile.
 */
import {
  GradientCheck,
  Machine,
  worstVerdict,
  type CheckedParameter,
  type Dataset,
  type Samples,
} from '../core';
import type {
  GradientCheckParams,
  GradientCheckReport,
  GradientCheckRow,
} from '../protocol/trainer';
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
  const check = new GradientCheck({
    machine: minibatchMachine(run),
    ...(perturbation === undefined ? {} : { perturbation }),
    ...(maximumEntries === undefined ? {} : { maximumEntries }),
  });
  const rows: GradientCheckRow[] = [];
  const errors = { difference: 0, size: 0 };
  for (const parameter of check.parameters) {
    const entries = check.check(parameter);
    let latest: CheckedParameter | undefined;
    let sliceEnd = performance.now() + sliceMs;
    for (const checked of entries) {
      latest = checked;
      if (performance.now() < sliceEnd) continue;
      onRow(rowOf(checked, checked.checked === checked.total));
      await new Promise(setImmediate);
      if (isCancelled()) return report(rows, { position, cancelled: true, errors });
      sliceEnd = performance.now() + sliceMs;
    }
    if (latest === undefined) continue;
    const row = rowOf(latest, true);
    rows.push(row);
    onRow(row);
    errors.difference += latest.differenceNorm ** 2;
    errors.size += latest.gradientNorms;
  }
  return report(rows, { position, cancelled: false, errors });
}

/** The samples of the current minibatch, in their order, as a whole training split. */
function minibatchMachine({
  machine,
  timeline,
  spec,
  dataset,
  instantiateKernels,
  rewrite,
}: Run): Machine {
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
    outputs: dataset.outputs,
    train: { count: inputs.columns, inputs: inputs.samples, targets: targets.samples },
    validation: none,
    test: none,
  };
  const parameters = machine.program.tensors.filter(({ role }) => role === 'parameter');
  return new Machine({
    kernels: instantiateKernels(),
    dataset: batch,
    fileParameters: new Map(
      parameters.map(({ name }) => [name, Float64Array.from(timeline.readIterationStart(name))]),
    ),
    spec: {
      ...spec,
      layers: spec.layers.map((layer) => ({ ...layer, initializer: { type: 'file', path: '' } })),
      training: {
        ...spec.training,
        precision: 'float64',
        shuffle: false,
        batchSize: inputs.columns,
      },
    },
    ...(rewrite === undefined ? {} : { rewrite }),
  });
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

function rowOf(checked: CheckedParameter, complete: boolean): GradientCheckRow {
  const { worst, relativeError, ...rest } = checked;
  return {
    parameter: rest.parameter,
    checked: rest.checked,
    total: rest.total,
    complete,
    kinks: rest.kinks,
    verdict: rest.verdict,
    values: Float64Array.of(
      relativeError,
      worst?.row ?? NaN,
      worst?.column ?? NaN,
      worst?.analytic ?? NaN,
      worst?.numerical ?? NaN,
    ),
  };
}

interface ReportOptions {
  readonly position: GradientCheckReport['position'];
  readonly cancelled: boolean;
  readonly errors: { readonly difference: number; readonly size: number };
}

function report(
  rows: readonly GradientCheckRow[],
  { position, cancelled, errors }: ReportOptions,
): GradientCheckReport {
  const { difference, size } = errors;
  return {
    position,
    cancelled,
    verdict: worstVerdict(rows.map(({ verdict }) => verdict)),
    rows,
    values: Float64Array.of(difference === 0 ? 0 : Math.sqrt(difference) / size),
  };
}
