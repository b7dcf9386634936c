/**
 * How good a network is over samples it need not have seen, by forward passes: the cost, and how its outputs compare
 * with the targets.
 *
 * An evaluator is a second machine over the same program, so its numbers are those of training, and the
 * run whose parameters it is given is not touched. What it finds is a function of the persistent block alone.
 */
import type { NetworkSpec } from '../../network/spec';
import type { Dataset, Samples } from '../data/dataset';
import type { KernelExports } from '../kernels/kernelExports';
import { losses } from '../losses/loss';
import { compileEvaluation } from '../program/compile';
import { Machine, type TensorView } from './machine';
import { comparisonFor, type Comparison, type OutputComparison } from './outputComparison';

/** The cost is the mean over the samples, or their sum where the loss is one. */
export type Evaluation = { readonly cost: number } & Comparison;

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
  private readonly spec: NetworkSpec;
  private readonly samples: Samples;
  /** Costs of minibatches add up to that of all samples; the other costs are means. */
  private readonly costIsSum: boolean;
  /** Of a full batch, and of the short last one. Nothing that the machine has moves in memory. */
  private readonly batches: readonly [full: Batch, short: Batch];
  /** First instruction behind the loss. */
  private readonly lossEnd: number;
  private isWritten = false;
  // Of the evaluation under way.
  private comparison: OutputComparison;
  private cost = 0;
  private done = 0;

  constructor(options: EvaluatorOptions) {
    const { kernels, spec, samples } = options;
    this.spec = spec;
    this.samples = samples;
    this.costIsSum = losses[spec.loss].isSum === true;
    this.machine = new Machine({
      kernels,
      compile: compileEvaluation,
      spec: forwardOnly(spec, Math.min(batchLimit, samples.count)),
      dataset: emptyDataset({ ...options, ...spec.training, count: samples.count }),
    });
    const batchOf = (iteration: number): Batch => ({
      iteration,
      X: this.machine.view('X', iteration),
      Y: this.machine.view('Y', iteration),
      output: this.machine.view(this.machine.program.output, iteration),
    });
    this.batches = [batchOf(0), batchOf(1)];
    this.lossEnd = this.machine.program.instructions.findIndex(({ phase }) => phase === 'loss') + 1;
    this.comparison = comparisonFor(spec.loss);
  }

  /** `persistent` is the block of a machine over the same network. */
  evaluate(persistent: Uint8Array): Evaluation {
    this.begin(persistent);
    for (;;) {
      const found = this.advance();
      if (found !== undefined) return found;
    }
  }

  /** Begins an evaluation of this block, of which a copy is taken; another one under way is given up. */
  begin(persistent: Uint8Array): void {
    this.machine.persistentBytes().set(persistent);
    this.comparison = comparisonFor(this.spec.loss);
    this.cost = 0;
    this.done = 0;
  }

  /** Goes through the next few samples; the evaluation when these were the last. */
  advance(): Evaluation | undefined {
    const { samples, machine } = this;
    const batch = this.batches[samples.count - this.done < machine.batchSize ? 1 : 0];
    const { columns } = batch.X;
    this.write(batch);
    machine.run(batch.iteration, 1, this.lossEnd);
    this.cost += machine.cost() * (this.costIsSum ? 1 : columns);
    this.comparison.add(batch.output, batch.Y);
    this.done += columns;
    if (this.done < samples.count) return undefined;
    const cost = this.costIsSum ? this.cost : this.cost / samples.count;
    return { cost, ...this.comparison.result() };
  }

  /** Puts the next samples where the batch belongs; those of an only batch stay there. */
  private write({ X, Y }: Batch): void {
    const { samples, machine } = this;
    if (this.isWritten) return;
    writeColumns(X, samples.inputs, this.done);
    writeColumns(Y, samples.targets, this.done);
    this.isWritten = samples.count === machine.batchSize;
  }
}

interface Batch {
  readonly iteration: number;
  readonly X: TensorView;
  readonly Y: TensorView;
  readonly output: TensorView;
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
