/** The records of costs and of the gradients that differ from A − Y. */
import { crossEntropyGradient, loss, Loss } from '../losses';
import * as op from '../opcodes';
import { address, count, number, opcode } from './operands';

export function runLoss<T>(r: usize): void {
  switch (opcode(r)) {
    case op.op_squaredError:
      return loss<T>(
        Loss.SquaredError,
        address(r, 1),
        address(r, 2),
        address(r, 3),
        count(r, 4),
        count(r, 5),
        0,
      );
    case op.op_sumSquaredError:
      return loss<T>(
        Loss.SumSquaredError,
        address(r, 1),
        address(r, 2),
        address(r, 3),
        count(r, 4),
        count(r, 5),
        0,
      );
    case op.op_meanSquaredError:
      return loss<T>(
        Loss.MeanSquaredError,
        address(r, 1),
        address(r, 2),
        address(r, 3),
        count(r, 4),
        count(r, 5),
        0,
      );
    case op.op_binaryCrossEntropy:
      return loss<T>(
        Loss.BinaryCrossEntropy,
        address(r, 1),
        address(r, 2),
        address(r, 3),
        count(r, 4),
        count(r, 5),
        count(r, 6),
      );
    case op.op_categoricalCrossEntropy:
      return loss<T>(
        Loss.CategoricalCrossEntropy,
        address(r, 1),
        address(r, 2),
        address(r, 3),
        count(r, 4),
        count(r, 5),
        count(r, 6),
      );
    case op.op_binaryCrossEntropyGradient:
      return crossEntropyGradient<T>(
        Loss.BinaryCrossEntropy,
        address(r, 1),
        address(r, 2),
        address(r, 3),
        count(r, 4),
        number(r, 5),
      );
    case op.op_categoricalCrossEntropyGradient:
      return crossEntropyGradient<T>(
        Loss.CategoricalCrossEntropy,
        address(r, 1),
        address(r, 2),
        address(r, 3),
        count(r, 4),
        number(r, 5),
      );
  }
}
