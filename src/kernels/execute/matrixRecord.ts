/** The records of the batch, and of sums and products of whole tensors. */
import { addColumn } from '../addColumn';
import { addScaled, multiplyElements, scale, subtract } from '../elementwise';
import { gatherBatch } from '../gatherBatch';
import * as op from '../opcodes';
import { product } from '../productSlots';
import { addSumOfSquares, norm, sumRows } from '../reductions';
import { address, count, number, opcode, seed } from './operands';

export function runMatrix<T>(r: usize): void {
  switch (opcode(r)) {
    case op.op_gatherBatch:
      return gatherBatch<T>(
        address(r, 1),
        address(r, 2),
        address(r, 3),
        address(r, 4),
        address(r, 5),
        address(r, 6),
        count(r, 7),
        count(r, 8),
        count(r, 9),
        count(r, 10),
        count(r, 11),
        seed(r, 12),
        count(r, 13),
      );
    case op.op_multiply:
      return product<T>(
        address(r, 1),
        address(r, 2),
        address(r, 3),
        0,
        count(r, 4),
        count(r, 5),
        count(r, 6),
        count(r, 7),
        count(r, 8),
        number(r, 9),
      );
    case op.op_multiplyAddColumn:
      return product<T>(
        address(r, 1),
        address(r, 2),
        address(r, 3),
        address(r, 4),
        count(r, 5),
        count(r, 6),
        count(r, 7),
        0,
        0,
        1,
      );
    case op.op_addColumn:
      return addColumn<T>(address(r, 1), address(r, 2), count(r, 3), count(r, 4));
    case op.op_sumRows:
      return sumRows<T>(address(r, 1), address(r, 2), count(r, 3), count(r, 4), number(r, 5));
    case op.op_subtract:
      return subtract<T>(address(r, 1), address(r, 2), address(r, 3), count(r, 4), number(r, 5));
    case op.op_multiplyElements:
      return multiplyElements<T>(
        address(r, 1),
        address(r, 2),
        address(r, 3),
        count(r, 4),
        number(r, 5),
      );
    case op.op_scale:
      return scale<T>(address(r, 1), address(r, 2), count(r, 3), number(r, 4));
    case op.op_addScaled:
      return addScaled<T>(address(r, 1), address(r, 2), address(r, 3), number(r, 4), count(r, 5));
    case op.op_addSumOfSquares:
      return addSumOfSquares<T>(
        address(r, 1),
        address(r, 2),
        address(r, 3),
        number(r, 4),
        count(r, 5),
      );
    case op.op_norm:
      return norm<T>(address(r, 1), address(r, 2), count(r, 3));
  }
}
