/**
 * Outputs beside their targets, minibatch after minibatch: classes that are right or taken for others, or how far
 * quantities are off.
 */
import type { LossKind } from '../../network/spec';
import type { TensorView } from './machine';

export interface Comparison {
  /** Share of the samples whose outputs are all right; absent where outputs are quantities. */
  readonly accuracy?: number;
  /** Absent where samples have no class: quantities, or several sigmoid outputs. */
  readonly classes?: ClassCounts;
  /** Mean of |a − y| over all outputs; absent where outputs are classes. */
  readonly meanAbsoluteError?: number;
}

/** Each array has one entry per class; of a single sigmoid the classes are 0 and 1. */
export interface ClassCounts {
  readonly samples: Uint32Array;
  readonly right: Uint32Array;
  /**
   * The confusion matrix, row by row: samples of class i (rows) that were taken for class j (columns). A sample
   * whose outputs are NaN is taken for none. Absent with more than `mostConfusedClasses`.
   */
  readonly confusion?: Uint32Array;
}

/** A larger matrix would be kept for every evaluation, and hardly be read. */
export const mostConfusedClasses = 32;

export interface OutputComparison {
  add(output: TensorView, target: TensorView): void;
  result(): Comparison;
}

export function comparisonFor(loss: LossKind): OutputComparison {
  switch (loss) {
    case 'squaredError':
    case 'sumSquaredError':
    case 'meanSquaredError':
      return new QuantityComparison();
    case 'binaryCrossEntropy':
      return new ClassComparison(sideOf);
    case 'categoricalCrossEntropy':
      return new ClassComparison(largestRow);
    default:
      return loss satisfies never;
  }
}

class QuantityComparison implements OutputComparison {
  private sum = 0;
  private count = 0;

  add({ values }: TensorView, target: TensorView): void {
    for (let index = 0; index < values.length; index++) {
      this.sum += Math.abs(values[index]! - target.values[index]!);
    }
    this.count += values.length;
  }

  result(): Comparison {
    return { meanAbsoluteError: this.sum / this.count };
  }
}

/** The class of a column, -1 when it has none because its numbers are NaN. */
type Classifier = (matrix: TensorView, column: number) => number;

class ClassComparison implements OutputComparison {
  private count = 0;
  private right = 0;
  private classes: ClassCounts | undefined;

  constructor(private readonly classOf: Classifier) {}

  add(output: TensorView, target: TensorView): void {
    // Several sigmoids answer a question each, and share no classes.
    const isSeveral = this.classOf === sideOf && 1 < output.rows;
    if (!isSeveral) this.classes ??= noCounts(Math.max(2, output.rows));
    for (let column = 0; column < output.columns; column++) {
      if (isSeveral) {
        if (areOnTheSameSide(output, target, column)) this.right++;
        continue;
      }
      this.addClass(this.classOf(target, column), this.classOf(output, column));
    }
    this.count += output.columns;
  }

  result(): Comparison {
    const accuracy = this.right / this.count;
    return this.classes === undefined ? { accuracy } : { accuracy, classes: this.classes };
  }

  private addClass(target: number, found: number): void {
    const { samples, right, confusion } = this.classes!;
    samples[target]!++;
    if (target === found) {
      right[target]!++;
      this.right++;
    }
    if (confusion !== undefined && 0 <= found) confusion[target * samples.length + found]!++;
  }
}

function noCounts(classes: number): ClassCounts {
  return {
    samples: new Uint32Array(classes),
    right: new Uint32Array(classes),
    ...(classes <= mostConfusedClasses && { confusion: new Uint32Array(classes * classes) }),
  };
}

/** Class 1 from ½ on. */
function sideOf({ values }: TensorView, column: number): number {
  const value = values[column]!;
  if (Number.isNaN(value)) return -1;
  return 0.5 <= value ? 1 : 0;
}

/** Every output of the sample is on the same side of ½ as its target. */
function areOnTheSameSide(output: TensorView, target: TensorView, column: number): boolean {
  for (let entry = column; entry < output.values.length; entry += output.columns) {
    const value = output.values[entry]!;
    if (Number.isNaN(value) || 0.5 <= value !== 0.5 <= target.values[entry]!) return false;
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
