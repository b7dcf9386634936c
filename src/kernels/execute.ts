/**
 * The loop that runs records: an opcode and the operands of one kernel each, as src/core/kernels writes them.
 */
import { activate, activationGradient, Activation, identity } from './activations';
import { addColumn, subtract } from './elementwise';
import { gatherBatch } from './gatherBatch';
import { loss, Loss } from './losses';
import { multiply } from './multiply';
import * as op from './opcodes';
import { adamDescend, descend, Moment, movingAverage, multiplyPowers } from './optimizers';
import { norm, sumRows } from './reductions';
import { softmax, softmaxGradient } from './softmax';

const RECORD_BYTES: usize = 128;

export function execute_f64(first: usize, count: i32): void {
  run<f64>(first, count);
}

export function execute_f32(first: usize, count: i32): void {
  run<f32>(first, count);
}

function run<T>(first: usize, count: i32): void {
  for (let record = first; 0 < count; count--, record += RECORD_BYTES) runRecord<T>(record);
}

function runRecord<T>(r: usize): void {
  switch (<i32>load<f64>(r)) {
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
      return multiply<T>(
        address(r, 1),
        address(r, 2),
        address(r, 3),
        count(r, 4),
        count(r, 5),
        count(r, 6),
        count(r, 7),
        count(r, 8),
        number(r, 9),
      );
    case op.op_addColumn:
      return addColumn<T>(address(r, 1), address(r, 2), count(r, 3), count(r, 4));
    case op.op_sumRows:
      return sumRows<T>(address(r, 1), address(r, 2), count(r, 3), count(r, 4), number(r, 5));
    case op.op_subtract:
      return subtract<T>(address(r, 1), address(r, 2), address(r, 3), count(r, 4));
    case op.op_identity:
      return identity<T>(address(r, 1), address(r, 2), count(r, 3));
    case op.op_step:
      return activate<T>(Activation.Step, address(r, 1), address(r, 2), count(r, 3));
    case op.op_sigmoid:
      return activate<T>(Activation.Sigmoid, address(r, 1), address(r, 2), count(r, 3));
    case op.op_tanh:
      return activate<T>(Activation.Tanh, address(r, 1), address(r, 2), count(r, 3));
    case op.op_relu:
      return activate<T>(Activation.Relu, address(r, 1), address(r, 2), count(r, 3));
    case op.op_leakyRelu:
      return activate<T>(Activation.LeakyRelu, address(r, 1), address(r, 2), count(r, 3));
    case op.op_softmax:
      return softmax<T>(address(r, 1), address(r, 2), count(r, 3), count(r, 4));
    case op.op_identityGradient:
      return activationGradient<T>(
        Activation.Identity,
        address(r, 1),
        address(r, 2),
        address(r, 3),
        address(r, 4),
        count(r, 5),
      );
    case op.op_stepGradient:
      return activationGradient<T>(
        Activation.Step,
        address(r, 1),
        address(r, 2),
        address(r, 3),
        address(r, 4),
        count(r, 5),
      );
    case op.op_sigmoidGradient:
      return activationGradient<T>(
        Activation.Sigmoid,
        address(r, 1),
        address(r, 2),
        address(r, 3),
        address(r, 4),
        count(r, 5),
      );
    case op.op_tanhGradient:
      return activationGradient<T>(
        Activation.Tanh,
        address(r, 1),
        address(r, 2),
        address(r, 3),
        address(r, 4),
        count(r, 5),
      );
    case op.op_reluGradient:
      return activationGradient<T>(
        Activation.Relu,
        address(r, 1),
        address(r, 2),
        address(r, 3),
        address(r, 4),
        count(r, 5),
      );
    case op.op_leakyReluGradient:
      return activationGradient<T>(
        Activation.LeakyRelu,
        address(r, 1),
        address(r, 2),
        address(r, 3),
        address(r, 4),
        count(r, 5),
      );
    case op.op_softmaxGradient:
      return softmaxGradient<T>(
        address(r, 1),
        address(r, 2),
        address(r, 3),
        count(r, 4),
        count(r, 5),
      );
    case op.op_squaredError:
      return loss<T>(
        Loss.SquaredError,
        address(r, 1),
        address(r, 2),
        address(r, 3),
        count(r, 4),
        count(r, 5),
      );
    case op.op_binaryCrossEntropy:
      return loss<T>(
        Loss.BinaryCrossEntropy,
        address(r, 1),
        address(r, 2),
        address(r, 3),
        count(r, 4),
        count(r, 5),
      );
    case op.op_categoricalCrossEntropy:
      return loss<T>(
        Loss.CategoricalCrossEntropy,
        address(r, 1),
        address(r, 2),
        address(r, 3),
        count(r, 4),
        count(r, 5),
      );
    case op.op_descend:
      return descend<T>(address(r, 1), address(r, 2), address(r, 3), count(r, 4));
    case op.op_averageGradient:
      return movingAverage<T>(
        Moment.First,
        address(r, 1),
        address(r, 2),
        number(r, 3),
        count(r, 4),
      );
    case op.op_averageSquare:
      return movingAverage<T>(
        Moment.Second,
        address(r, 1),
        address(r, 2),
        number(r, 3),
        count(r, 4),
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
    case op.op_norm:
      return norm<T>(address(r, 1), address(r, 2), count(r, 3));
  }
}

@inline
function address(record: usize, slot: i32): usize {
  return <usize>number(record, slot);
}

@inline
function count(record: usize, slot: i32): i32 {
  return <i32>number(record, slot);
}

@inline
function seed(record: usize, slot: i32): i64 {
  return <i64>number(record, slot);
}

@inline
function number(record: usize, slot: i32): f64 {
  return load<f64>(record + (<usize>slot << 3));
}
