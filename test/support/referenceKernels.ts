/**
 * The kernels once more, in plain TypeScript: each is its formula in the plainest loops.
 *
 * They work on the same memory, operands and layout as `kernels.wasm`. With float32 every single operation
 * is rounded, so that a kernel which keeps the formula's order of operations has the same bits. Exponentials
 * and logarithms are taken in float64 and rounded once.
 */
import { controlBlock } from '../../src/core/kernels/controlBlock';
import type { KernelName, KernelOperands } from '../../src/core/kernels/kernelCall';
import { shuffledOrder } from '../../src/core/random/shuffle';

export type ReferenceKernels = {
  readonly [K in KernelName]: (...operands: KernelOperands[K]) => void;
};

/** y = g(x), and the gradient of the cost with respect to y. */
interface ActivationPoint {
  readonly gradient: number;
  readonly x: number;
  readonly y: number;
}

export function referenceKernels(
  memory: ArrayBuffer,
  precision: 'float64' | 'float32',
): ReferenceKernels {
  const round = precision === 'float64' ? (x: number) => x : Math.fround;

  const views = new Map<number, Float64Array | Float32Array>();
  const wideViews = new Map<number, Float64Array>();

  /** The numbers from an address on. */
  function at(address: number): Float64Array | Float32Array {
    const known = views.get(address);
    if (known !== undefined) return known;
    const view =
      precision === 'float64'
        ? new Float64Array(memory, address)
        : new Float32Array(memory, address);
    views.set(address, view);
    return view;
  }

  /** The same for what is float64 whatever the precision. */
  function wide(address: number): Float64Array {
    const view = wideViews.get(address) ?? new Float64Array(memory, address);
    wideViews.set(address, view);
    return view;
  }

  return {
    gatherBatch(...[inputs, targets, samples, labels, orderAt, control, ...sizes]) {
      const [features, outputs, columns, count, batchSize, seed, shuffle] = sizes;
      const view = new DataView(memory, control);
      const iteration = view.getFloat64(controlBlock.iteration, true);
      const iterationsPerEpoch = Math.ceil(count / batchSize);
      const epoch = Math.floor(iteration / iterationsPerEpoch);
      const order = new Int32Array(memory, orderAt, count);
      if (view.getFloat64(controlBlock.orderEpoch, true) !== epoch) {
        order.set(shuffle === 1 ? shuffledOrder(count, { seed, epoch }) : [...order.keys()]);
        view.setFloat64(controlBlock.orderEpoch, epoch, true);
      }
      const first = (iteration % iterationsPerEpoch) * batchSize;
      for (let column = 0; column < columns; column++) {
        const sample = order[first + column]!;
        for (let i = 0; i < features; i++)
          at(inputs)[i * columns + column] = at(samples)[sample * features + i]!;
        for (let i = 0; i < outputs; i++)
          at(targets)[i * columns + column] = at(labels)[sample * outputs + i]!;
      }
    },

    multiply(
      ...[product, left, right, rows, columns, inner, transposeLeft, transposeRight, scale]
    ) {
      const a = at(left);
      const b = at(right);
      const c = at(product);
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < columns; j++) {
          let sum = 0;
          for (let k = 0; k < inner; k++) {
            const x = a[transposeLeft === 1 ? k * rows + i : i * inner + k]!;
            const y = b[transposeRight === 1 ? j * inner + k : k * columns + j]!;
            sum = round(sum + round(x * y));
          }
          c[i * columns + j] = round(scale) * sum;
        }
      }
    },

    addColumn(matrix, column, rows, columns) {
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < columns; j++) at(matrix)[i * columns + j]! += at(column)[i]!;
      }
    },

    sumRows(sums, matrix, rows, columns, scale) {
      for (let i = 0; i < rows; i++) {
        let sum = 0;
        for (let j = 0; j < columns; j++) sum += at(matrix)[i * columns + j]!;
        at(sums)[i] = scale * sum;
      }
    },

    subtract: (difference, left, right, count) =>
      each(count, (i) => (at(difference)[i] = at(left)[i]! - at(right)[i]!)),

    identity: activation((x) => x),
    step: activation((x) => (0 < x ? 1 : 0)),
    sigmoid: activation((x) => (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x)))),
    tanh: activation((x) => Math.tanh(x)),
    relu: activation((x) => (x < 0 ? 0 : x)),
    leakyRelu: activation((x) => (0 < x ? x : round(0.01) * x)),

    softmax(output, input, rows, columns) {
      for (let j = 0; j < columns; j++) {
        let largest = -Infinity;
        for (let i = 0; i < rows; i++) largest = Math.max(largest, at(input)[i * columns + j]!);
        let sum = 0;
        for (let i = 0; i < rows; i++) sum += Math.exp(at(input)[i * columns + j]! - largest);
        for (let i = 0; i < rows; i++) {
          at(output)[i * columns + j] = Math.exp(at(input)[i * columns + j]! - largest) / sum;
        }
      }
    },

    identityGradient: activationGradient(({ gradient }) => gradient),
    stepGradient: activationGradient(() => 0),
    sigmoidGradient: activationGradient(({ gradient, y }) => gradient * round(y * round(1 - y))),
    tanhGradient: activationGradient(({ gradient, y }) => gradient * round(1 - round(y * y))),
    reluGradient: activationGradient(({ gradient, x }) => (x <= 0 ? 0 : gradient)),
    leakyReluGradient: activationGradient(
      ({ gradient, x }) => (0 < x ? 1 : round(0.01)) * gradient,
    ),

    softmaxGradient(inputGradient, outputGradient, output, rows, columns) {
      for (let j = 0; j < columns; j++) {
        let sum = 0;
        for (let i = 0; i < rows; i++) {
          const place = i * columns + j;
          sum = round(sum + round(at(outputGradient)[place]! * at(output)[place]!));
        }
        for (let i = 0; i < rows; i++) {
          const place = i * columns + j;
          at(inputGradient)[place] = at(output)[place]! * round(at(outputGradient)[place]! - sum);
        }
      }
    },

    squaredError: loss((a, y) => (a - y) ** 2 / 2),
    binaryCrossEntropy: loss((a, y) => -timesLog(y, a) - timesLog(1 - y, 1 - a)),
    categoricalCrossEntropy: loss((a, y) => -timesLog(y, a)),

    descend: (parameter, direction, rate, count) =>
      each(count, (i) => (at(parameter)[i]! -= round(round(wide(rate)[0]!) * at(direction)[i]!))),

    averageGradient: (average, gradient, decay, count) =>
      each(count, (i) => {
        const kept = round(round(decay) * at(average)[i]!);
        at(average)[i] = kept + round(round(1 - decay) * at(gradient)[i]!);
      }),

    averageSquare: (average, gradient, decay, count) =>
      each(count, (i) => {
        const kept = round(round(decay) * at(average)[i]!);
        at(average)[i] = kept + round(round(1 - decay) * round(at(gradient)[i]! ** 2));
      }),

    multiplyPowers(powers, beta1, beta2) {
      wide(powers)[0]! *= beta1;
      wide(powers)[1]! *= beta2;
    },

    adamDescend(...[parameter, mean, square, powers, rate, epsilon, count]) {
      each(count, (i) => {
        const correctedMean = at(mean)[i]! / (1 - wide(powers)[0]!);
        const correctedSquare = at(square)[i]! / (1 - wide(powers)[1]!);
        at(parameter)[i]! -=
          (wide(rate)[0]! * correctedMean) / (Math.sqrt(correctedSquare) + epsilon);
      });
    },

    norm(norm, vector, count) {
      let sum = 0;
      for (let i = 0; i < count; i++) sum += at(vector)[i]! ** 2;
      wide(norm)[0] = Math.sqrt(sum);
    },
  };

  function activation(g: (x: number) => number) {
    return (output: number, input: number, count: number) =>
      each(count, (i) => (at(output)[i] = g(at(input)[i]!)));
  }

  function activationGradient(through: (at: ActivationPoint) => number) {
    return (...operands: KernelOperands['reluGradient']) => {
      const [inputGradient, outputGradient, input, output, count] = operands;
      each(count, (i) => {
        const [gradient, x, y] = [at(outputGradient)[i]!, at(input)[i]!, at(output)[i]!];
        at(inputGradient)[i] = through({ gradient, x, y });
      });
    };
  }

  function loss(term: (prediction: number, target: number) => number) {
    return (...[cost, prediction, target, rows, columns]: KernelOperands['squaredError']) => {
      let sum = 0;
      each(rows * columns, (i) => (sum += term(at(prediction)[i]!, at(target)[i]!)));
      wide(cost)[0] = sum / columns;
    };
  }
}

/** weight · ln x, where 0 · ln 0 is 0. */
function timesLog(weight: number, x: number): number {
  return weight === 0 ? 0 : weight * Math.log(x);
}

function each(count: number, visit: (index: number) => void): void {
  for (let index = 0; index < count; index++) visit(index);
}
