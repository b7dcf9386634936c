/** Twins of the costs and of the gradients of the cross entropies. */
import type { LossKind } from '../../../src/network/spec';
import type { KernelOperands } from '../../../src/core/kernels/kernelCall';
import { each, type TwinMemory, type Twins } from './twinMemory';

type LossKernel = LossKind | 'binaryCrossEntropyGradient' | 'categoricalCrossEntropyGradient';

interface Comparison {
  readonly prediction: number;
  readonly target: number;
  readonly logForm: number;
}

export function lossTwins({ round, at, wide }: TwinMemory): Twins<LossKernel> {
  return {
    squaredError: meanOf(({ prediction, target }) => (prediction - target) ** 2 / 2),
    meanSquaredError: meanOf(({ prediction, target }) => (prediction - target) ** 2),
    sumSquaredError(cost, prediction, target, rows, columns) {
      let sum = 0;
      each(rows * columns, (i) => (sum += (at(prediction)[i]! - at(target)[i]!) ** 2));
      wide(cost)[0] = sum;
    },
    binaryCrossEntropy: meanOf(
      ({ prediction: a, target: y, logForm }) =>
        -timesLog(y, a, logForm) - timesLog(1 - y, 1 - a, logForm),
    ),
    categoricalCrossEntropy: meanOf(
      ({ prediction: a, target: y, logForm }) => -timesLog(y, a, logForm),
    ),
    binaryCrossEntropyGradient: gradientOf((a, y) =>
      round(quotient(round(1 - y), round(1 - a)) - quotient(y, a)),
    ),
    categoricalCrossEntropyGradient: gradientOf((a, y) => -quotient(y, a)),
  };

  function meanOf(term: (comparison: Comparison) => number) {
    return (...operands: [...KernelOperands['squaredError'], logForm?: number]) => {
      const [cost, predictions, targets, rows, columns, logForm = 0] = operands;
      let sum = 0;
      each(rows * columns, (i) => {
        const [prediction, target] = [at(predictions)[i]!, at(targets)[i]!];
        sum += term({ prediction, target, logForm });
      });
      wide(cost)[0] = sum / columns;
    };
  }

  function gradientOf(slope: (prediction: number, target: number) => number) {
    return (...operands: KernelOperands['binaryCrossEntropyGradient']) => {
      const [gradient, prediction, target, count, scale] = operands;
      each(count, (i) => {
        at(gradient)[i] = round(scale) * slope(at(prediction)[i]!, at(target)[i]!);
      });
    };
  }

  /** 0 / 0 is 0. */
  function quotient(weight: number, x: number): number {
    return weight === 0 ? 0 : round(weight / x);
  }
}

/** weight · ln x, where 0 · ln 0 is 0; `logForm` as kernelCall.ts says. */
function timesLog(weight: number, x: number, logForm: number): number {
  if (weight === 0) return 0;
  if (logForm === 1) return weight * Math.log(x + 1e-7);
  return weight * (logForm === 2 ? Math.max(Math.log(x), -100) : Math.log(x));
}
