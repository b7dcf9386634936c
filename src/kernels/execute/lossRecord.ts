/** The records of costs and of the gradients that differ from A − Y. */
import { binaryCrossEntropyGradient, categoricalCrossEntropyGradient, loss } from '../losses';
import * as op from '../opcodes';
import { address, count, number, opcode } from './operands';

export function runLoss<T>(r: usize): void {
  const kind = opcode(r);
  switch (kind) {
    case op.op_binaryCrossEntropyGradient:
      return binaryCrossEntropyGradient<T>(
        address(r, 1),
        address(r, 2),
        address(r, 3),
        count(r, 4),
        number(r, 5),
      );
    case op.op_categoricalCrossEntropyGradient:
      return categoricalCrossEntropyGradient<T>(
        address(r, 1),
        address(r, 2),
        address(r, 3),
        count(r, 4),
        number(r, 5),
      );
    default:
      return loss<T>(
        kind,
        address(r, 1),
        address(r, 2),
        address(r, 3),
        count(r, 4),
        count(r, 5),
        kind < op.op_binaryCrossEntropy ? 0 : count(r, 6),
      );
  }
}
