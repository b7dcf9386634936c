/** The records of batch normalization, dropout, windows, pooling and convolution. */
import {
  normalizeRows,
  normalizeRowsGradient,
  rowDots,
  rowVariances,
  scaleRows,
  scaleShiftRows,
} from '../batchNorm';
import { dropoutMask } from '../dropout';
import * as op from '../opcodes';
import { averagePool, maxPool, reluMaxPool } from '../pooling';
import { averagePoolGradient, maxPoolGradient, maxPoolReluGradient } from '../poolingGradients';
import { convolution, filterGradient, imageGradient } from '../productSlots';
import { columnsToImages, imagesToColumns } from '../windows';
import { address, count, number, opcode, seed } from './operands';

export function runLayer<T>(r: usize): void {
  switch (opcode(r)) {
    case op.op_rowVariances:
      return rowVariances<T>(address(r, 1), address(r, 2), address(r, 3), count(r, 4), count(r, 5));
    case op.op_normalizeRows:
      return normalizeRows<T>(
        address(r, 1),
        address(r, 2),
        address(r, 3),
        address(r, 4),
        count(r, 5),
        count(r, 6),
        number(r, 7),
      );
    case op.op_scaleShiftRows:
      return scaleShiftRows<T>(
        address(r, 1),
        address(r, 2),
        address(r, 3),
        address(r, 4),
        count(r, 5),
        count(r, 6),
      );
    case op.op_scaleRows:
      return scaleRows<T>(address(r, 1), address(r, 2), address(r, 3), count(r, 4), count(r, 5));
    case op.op_rowDots:
      return rowDots<T>(
        address(r, 1),
        address(r, 2),
        address(r, 3),
        count(r, 4),
        count(r, 5),
        number(r, 6),
      );
    case op.op_normalizeRowsGradient:
      return normalizeRowsGradient<T>(
        address(r, 1),
        address(r, 2),
        address(r, 3),
        address(r, 4),
        count(r, 5),
        count(r, 6),
        number(r, 7),
      );
    case op.op_dropoutMask:
      return dropoutMask<T>(
        address(r, 1),
        count(r, 2),
        address(r, 3),
        seed(r, 4),
        count(r, 5),
        number(r, 6),
      );
    case op.op_imagesToColumns:
      return imagesToColumns<T>(
        address(r, 1),
        address(r, 2),
        count(r, 3),
        count(r, 4),
        count(r, 5),
        count(r, 6),
        count(r, 7),
        count(r, 8),
        count(r, 9),
        count(r, 10),
        count(r, 11),
        count(r, 12),
      );
    case op.op_columnsToImages:
      return columnsToImages<T>(
        address(r, 1),
        address(r, 2),
        count(r, 3),
        count(r, 4),
        count(r, 5),
        count(r, 6),
        count(r, 7),
        count(r, 8),
        count(r, 9),
        count(r, 10),
        count(r, 11),
        count(r, 12),
      );
    case op.op_maxPool:
      return maxPool<T>(
        address(r, 1),
        address(r, 2),
        count(r, 3),
        count(r, 4),
        count(r, 5),
        count(r, 6),
        count(r, 7),
        count(r, 8),
        count(r, 9),
        count(r, 10),
      );
    case op.op_maxPoolGradient:
      return maxPoolGradient<T>(
        address(r, 1),
        address(r, 2),
        address(r, 3),
        address(r, 4),
        count(r, 5),
        count(r, 6),
        count(r, 7),
        count(r, 8),
        count(r, 9),
        count(r, 10),
        count(r, 11),
        count(r, 12),
        count(r, 13),
      );
    case op.op_averagePool:
      return averagePool<T>(
        address(r, 1),
        address(r, 2),
        count(r, 3),
        count(r, 4),
        count(r, 5),
        count(r, 6),
        count(r, 7),
        count(r, 8),
        count(r, 9),
        count(r, 10),
      );
    case op.op_averagePoolGradient:
      return averagePoolGradient<T>(
        address(r, 1),
        address(r, 2),
        count(r, 3),
        count(r, 4),
        count(r, 5),
        count(r, 6),
        count(r, 7),
        count(r, 8),
        count(r, 9),
        count(r, 10),
      );
    case op.op_convolve:
      return convolution<T>()(
        address(r, 1),
        address(r, 2),
        address(r, 3),
        address(r, 4),
        address(r, 5),
        count(r, 6),
        count(r, 7),
        count(r, 8),
        count(r, 9),
        count(r, 10),
        count(r, 11),
        count(r, 12),
        count(r, 13),
        count(r, 14),
      );
    case op.op_convolveFilterGradient:
      return filterGradient<T>()(
        address(r, 1),
        address(r, 2),
        address(r, 3),
        address(r, 4),
        count(r, 5),
        count(r, 6),
        count(r, 7),
        count(r, 8),
        count(r, 9),
        count(r, 10),
        count(r, 11),
        count(r, 12),
        count(r, 13),
        number(r, 14),
      );
    case op.op_convolveImageGradient:
      return imageGradient<T>()(
        address(r, 1),
        address(r, 2),
        address(r, 3),
        address(r, 4),
        count(r, 5),
        count(r, 6),
        count(r, 7),
        count(r, 8),
        count(r, 9),
        count(r, 10),
        count(r, 11),
        count(r, 12),
        count(r, 13),
      );
    case op.op_reluMaxPool:
      return reluMaxPool<T>(
        address(r, 1),
        address(r, 2),
        address(r, 3),
        count(r, 4),
        count(r, 5),
        count(r, 6),
        count(r, 7),
        count(r, 8),
        count(r, 9),
        count(r, 10),
        count(r, 11),
      );
    case op.op_maxPoolReluGradient:
      return maxPoolReluGradient<T>(
        address(r, 1),
        address(r, 2),
        address(r, 3),
        address(r, 4),
        count(r, 5),
        count(r, 6),
        count(r, 7),
        count(r, 8),
        count(r, 9),
        count(r, 10),
        count(r, 11),
        count(r, 12),
        count(r, 13),
      );
  }
}
