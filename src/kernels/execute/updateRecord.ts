/** The records of optimizers, schedules and clipping. */
import { clipNorm, clipValue } from '../elementwise';
import * as op from '../opcodes';
import {
  adamDescend,
  adamDescendBook,
  adamStep,
  blend,
  blendSquare,
  descend,
  multiplyPowers,
  nesterovDescend,
  rootDescend,
  velocity,
} from '../optimizers';
import { schedule } from '../schedule';
import { address, count, number, opcode } from './operands';

export function runUpdate<T>(r: usize): void {
  switch (opcode(r)) {
    case op.op_schedule:
      return schedule(
        address(r, 1),
        address(r, 2),
        count(r, 3),
        number(r, 4),
        number(r, 5),
        number(r, 6),
        number(r, 7),
        number(r, 8),
      );
    case op.op_descend:
      return descend<T>(address(r, 1), address(r, 2), address(r, 3), count(r, 4));
    case op.op_blend:
      return blend<T>(address(r, 1), address(r, 2), number(r, 3), number(r, 4), count(r, 5));
    case op.op_blendSquare:
      return blendSquare<T>(address(r, 1), address(r, 2), number(r, 3), number(r, 4), count(r, 5));
    case op.op_velocity:
      return velocity<T>(address(r, 1), address(r, 2), address(r, 3), number(r, 4), count(r, 5));
    case op.op_nesterovDescend:
      return nesterovDescend<T>(
        address(r, 1),
        address(r, 2),
        address(r, 3),
        address(r, 4),
        number(r, 5),
        count(r, 6),
      );
    case op.op_rootDescend:
      return rootDescend<T>(
        address(r, 1),
        address(r, 2),
        address(r, 3),
        address(r, 4),
        number(r, 5),
        count(r, 6),
      );
    case op.op_multiplyPowers:
      return multiplyPowers(address(r, 1), number(r, 2), number(r, 3));
    case op.op_adamDescend:
      return adamDescend<T>(
        address(r, 1),
        address(r, 2),
        address(r, 3),
        address(r, 4),
        address(r, 5),
        number(r, 6),
        count(r, 7),
      );
    case op.op_adamDescendBook:
      return adamDescendBook<T>(
        address(r, 1),
        address(r, 2),
        address(r, 3),
        address(r, 4),
        address(r, 5),
        number(r, 6),
        count(r, 7),
      );
    case op.op_adamStep:
      return adamStep<T>(
        address(r, 1),
        address(r, 2),
        address(r, 3),
        address(r, 4),
        address(r, 5),
        address(r, 6),
        number(r, 7),
        number(r, 8),
        number(r, 9),
        number(r, 10),
        number(r, 11),
        count(r, 12),
      );
    case op.op_clipNorm:
      return clipNorm<T>(address(r, 1), address(r, 2), address(r, 3), number(r, 4), count(r, 5));
    case op.op_clipValue:
      return clipValue<T>(address(r, 1), address(r, 2), number(r, 3), count(r, 4));
  }
}
