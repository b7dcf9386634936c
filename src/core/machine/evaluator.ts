/**
 * How good a network is over samples it need not have seen: the cost and the accuracy, by forward passes.
 *
 * An evaluator is a second machine over the same program, so its numbers are those of training, and the
 * run whose parameters it is given is not touched.
 */
import type { LossKind, NetworkSpec } from '../../network/spec';
import type { Dataset, Samples } from '../data/dataset';
import type { KernelExports } from '../kernels/kernelExports';
import { losses } from '../losses/loss';
import { compileEvaluation } from '../program/compile';
import { Machine, type TensorView } from './machine';

export interface Evaluation {
  readonly cost: number;
  /** Share of the samples whose outputs are all right; absent where outputs are quantities. */
  readonly accuracy?: number;
}

export interface EvaluatorOptions {
  /** A fresh instance: an evaluator owns its memory. */
  readonly kernels: KernelExports;
  readonly spec: NetworkSpec;
  readonly samples: Samples;
  readonly features: number;
  /** (channels, height, width) where the samples are images. */
  readonly inputShape?: readonly number[];
  readonly outputs: number;
}

// Wide enough to keep the kernels busy, small enough to stay in the cache.
const batchLimit = 256;

export class Evaluator {
  private readonly machine: Machine;
  private readonly samples: Samples;
  private readonly isRight: ColumnJudge | undefined;
  /** Costs of minibatches add up to that of all samples; the other costs are means. */
  private readonly costIsSum: boolean;
  private readonly outputName: string;
  /** First instruction behind the loss. */
  private readonly lossEnd: number;

  constructor(options: EvaluatorOptions) {
    const { kernels, spec, samples } = options;
    this.samples = samples;
    this.isRight = judges[spec.loss];
    this.costIsSum = losses[spec.loss].isSum === true;
    this.machine = new Machine({
      kernels,
      compile: compileEvaluation,
      spec: forwardOnly(spec, Math.min(batchLimit, samples.count)),
      dataset: emptyDataset({ ...options, ...spec.training, count: samples.count }),
    });
    this.outputName = this.machine.program.output;
    this.lossEnd = this.machine.program.instructions.findIndex(({ phase }) => phase === 'loss') + 1;
  }

  /** `persistent` is the block of a machine over the same network. */
  evaluate(persistent: Uint8Array): Evaluation {
    const { samples, machine } = this;
    machine.persistentBytes().set(persistent);
    let cost = 0;
    let right = 0;
    for (let first = 0; first < samples.count; first += machine.batchSize) {
      const isShort = samples.count - first < machine.batchSize;
      const columns = this.forward(first, isShort ? 1 : 0);
      cost += machine.cost() * (this.costIsSum ? 1 : columns);
      right += this.countRight(isShort ? 1 : 0);
    }
    const whole = this.costIsSum ? cost : cost / samples.count;
    return this.isRight === undefined
      ? { cost: whole }
      : { cost: whole, accuracy: right / samples.count };
  }

  /** Puts the samples from `first` on where the batch belongs, and runs to the cost. Returns their number. */
  private forward(first: number, iteration: number): number {
    const X = this.machine.view('X', iteration);
    const Y = this.machine.view('Y', iteration);
    writeColumns(X, this.samples.inputs, first);
    writeColumns(Y, this.samples.targets, first);
    this.machine.run(iteration, 1, this.lossEnd);
    return X.columns;
  }

  private countRight(iteration: number): number {
    const { isRight } = this;
    if (isRight === undefined) return 0;
    const output = this.machine.view(this.outputName, iteration);
    const target = this.machine.view('Y', iteration);
    let count = 0;
    for (let column = 0; column < output.columns; column++) {
      if (isRight(output, target, column)) count++;
    }
    return count;
  }
}

type ColumnJudge = (output: TensorView, target: TensorView, column: number) => boolean;

const judges: Readonly<Record<LossKind, ColumnJudge | undefined>> = {
  squaredError: undefined,
  sumSquaredError: undefined,
  meanSquaredError: undefined,
  binaryCrossEntropy: onTheRightSide,
  categoricalCrossEntropy: (output, target, column) =>
    largestRow(output, column) === largestRow(target, column),
};

/** Every output of the sample is on the same side of ½ as its target. */
function onTheRightSide(output: TensorView, target: TensorView, column: number): boolean {
  for (let entry = column; entry < output.values.length; entry += output.columns) {
    if (0.5 <= output.values[entry]! !== 0.5 <= target.values[entry]!) return false;
  }
  return true;
}

/** The first of the largest; -1 when all are NaN, which no target is. */
function largestRow({ values, rows, columns }: TensorView, column: number): number {
  let largest = -1;
  let value = -Infinity;
  for (let row = 0; row < rows; row++) {
    const candidate = values[row * columns + column]!;
    if (value < candidate) [largest, value] = [row, candidate];
  }
  return largest;
}

/** Samples lie one after another; in the matrix they are columns. */
function writeColumns(
  { values, rows, columns }: TensorView,
  samples: Samples['inputs'],
  first: number,
): void {
  for (let column = 0; column < columns; column++) {
    const start = (first + column) * rows;
    for (let row = 0; row < rows; row++) values[row * columns + column] = samples[start + row]!;
  }
}

/** The parameters come from outside, so nothing needs to be drawn or read for them. */
function forwardOnly(spec: NetworkSpec, batchSize: number): NetworkSpec {
  return {
    ...spec,
    layers: spec.layers.map((layer) =>
      'initializer' in layer ? { ...layer, initializer: { type: 'zeros' } } : layer,
    ),
    training: { ...spec.training, batchSize, shuffle: false },
  };
}

/** Room for one full minibatch and for the short last one: iteration 1, when there is one. */
function emptyDataset(
  sizes: Omit<EvaluatorOptions, 'kernels' | 'spec' | 'samples'> & {
    readonly count: number;
    readonly precision: 'float64' | 'float32';
  },
): Dataset {
  const { features, inputShape, outputs, count, precision } = sizes;
  const batchSize = Math.min(batchLimit, count);
  const ArrayType = precision === 'float64' ? Float64Array : Float32Array;
  const room = (samples: number): Samples => ({
    count: samples,
    inputs: new ArrayType(samples * features),
    targets: new ArrayType(samples * outputs),
  });
  return {
    features,
    ...(inputShape === undefined ? {} : { inputShape }),
    outputs,
    train: room(batchSize + (count % batchSize)),
    validation: room(0),
    test: room(0),
  };
}
