/** Twins of sums and products of whole tensors. */
import { each, type TwinMemory, type Twins } from './twinMemory';

type MatrixKernel =
  | 'multiply'
  | 'addColumn'
  | 'multiplyAddColumn'
  | 'sumRows'
  | 'subtract'
  | 'multiplyElements'
  | 'scale'
  | 'addScaled'
  | 'addSumOfSquares'
  | 'norm';

export function matrixTwins({ round, at, wide }: TwinMemory): Twins<MatrixKernel> {
  return {
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

    multiplyAddColumn(...[product, left, right, column, rows, columns, inner]) {
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < columns; j++) {
          let sum = 0;
          for (let k = 0; k < inner; k++) {
            sum = round(sum + round(at(left)[i * inner + k]! * at(right)[k * columns + j]!));
          }
          at(product)[i * columns + j] = sum + at(column)[i]!;
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

    subtract: (difference, left, right, count, scale) =>
      each(count, (i) => {
        at(difference)[i] = round(scale) * round(at(left)[i]! - at(right)[i]!);
      }),

    multiplyElements: (product, left, right, count, scale) =>
      each(count, (i) => {
        at(product)[i] = round(round(scale) * at(left)[i]!) * at(right)[i]!;
      }),

    scale: (output, input, count, scale) =>
      each(count, (i) => (at(output)[i] = round(scale) * at(input)[i]!)),

    addScaled: (sum, base, vector, scale, count) =>
      each(count, (i) => (at(sum)[i] = at(base)[i]! + round(round(scale) * at(vector)[i]!))),

    addSumOfSquares(sum, before, vector, scale, count) {
      const start = before === 0 ? 0 : wide(before)[0]!;
      wide(sum)[0] = start + scale * sumOfSquares(vector, count);
    },

    norm(norm, vector, count) {
      wide(norm)[0] = Math.sqrt(sumOfSquares(vector, count));
    },
  };

  function sumOfSquares(vector: number, count: number): number {
    let sum = 0;
    each(count, (i) => (sum += at(vector)[i]! ** 2));
    return sum;
  }
}
