/** Twins of batch normalization, row by row. */
import { each, type TwinMemory, type Twins } from './twinMemory';

type BatchNormKernel =
  | 'rowVariances'
  | 'normalizeRows'
  | 'scaleShiftRows'
  | 'scaleRows'
  | 'rowDots'
  | 'normalizeRowsGradient';

export function batchNormTwins({ round, at }: TwinMemory): Twins<BatchNormKernel> {
  return {
    rowVariances: (variances, matrix, means, rows, columns) =>
      each(rows, (i) => {
        const mean = at(means)[i]!;
        const sum = sumOf(columns, (j) => (at(matrix)[i * columns + j]! - mean) ** 2);
        at(variances)[i] = sum / columns;
      }),

    normalizeRows: (...[output, matrix, means, variances, rows, columns, epsilon]) =>
      each(rows * columns, (place) => {
        const i = Math.floor(place / columns);
        const deviation = round(Math.sqrt(at(variances)[i]! + epsilon));
        at(output)[place] = round(at(matrix)[place]! - at(means)[i]!) / deviation;
      }),

    scaleShiftRows: (output, matrix, gamma, beta, rows, columns) =>
      each(rows * columns, (place) => {
        const i = Math.floor(place / columns);
        at(output)[place] = round(at(gamma)[i]! * at(matrix)[place]!) + at(beta)[i]!;
      }),

    scaleRows: (output, matrix, gamma, rows, columns) =>
      each(rows * columns, (place) => {
        at(output)[place] = at(gamma)[Math.floor(place / columns)]! * at(matrix)[place]!;
      }),

    rowDots: (sums, left, right, rows, columns, scale) =>
      each(rows, (i) => {
        const product = (j: number) => at(left)[i * columns + j]! * at(right)[i * columns + j]!;
        at(sums)[i] = scale * sumOf(columns, product);
      }),

    normalizeRowsGradient(...operands) {
      const [inputGradient, outputGradient, normalized, variances, rows, columns, epsilon] =
        operands;
      each(rows, (i) => {
        const g = (j: number) => at(outputGradient)[i * columns + j]!;
        const n = (j: number) => at(normalized)[i * columns + j]!;
        const mean = sumOf(columns, g) / columns;
        const slope = sumOf(columns, (j) => g(j) * n(j)) / columns;
        const deviation = Math.sqrt(at(variances)[i]! + epsilon);
        each(columns, (j) => {
          at(inputGradient)[i * columns + j] = (g(j) - mean - n(j) * slope) / deviation;
        });
      });
    },
  };
}

function sumOf(count: number, term: (index: number) => number): number {
  let sum = 0;
  each(count, (index) => (sum += term(index)));
  return sum;
}
