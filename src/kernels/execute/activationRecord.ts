/** The records of activations and their derivatives. */
import { activate, activationGradient } from '../activations';
import * as op from '../opcodes';
import { softmax, softmaxGradient } from '../softmax';
import { address, count, opcode } from './operands';

export function runActivation<T>(r: usize): void {
  const kind = opcode(r);
  if (kind == op.op_softmax) {
    softmax<T>(address(r, 1), address(r, 2), count(r, 3), count(r, 4));
  } else if (kind == op.op_softmaxGradient) {
    softmaxGradient<T>(address(r, 1), address(r, 2), address(r, 3), count(r, 4), count(r, 5));
  } else if (kind < op.op_identityGradient) {
    activate<T>(kind, address(r, 1), address(r, 2), count(r, 3));
  } else {
    activationGradient<T>(
      kind,
      address(r, 1),
      address(r, 2),
      address(r, 3),
      address(r, 4),
      count(r, 5),
    );
  }
}
