/**
 * The loop that runs records: an opcode and the operands of one kernel each, as src/core/machine writes them.
 */
import * as op from '../opcodes';
import { runActivation } from './activationRecord';
import { runLayer } from './layerRecord';
import { runLoss } from './lossRecord';
import { runMatrix } from './matrixRecord';
import { opcode, RECORD_BYTES } from './operands';
import { runUpdate } from './updateRecord';

export function execute_f64(first: usize, count: i32): void {
  run<f64>(first, count);
}

export function execute_f32(first: usize, count: i32): void {
  run<f32>(first, count);
}

export function run<T>(first: usize, count: i32): void {
  for (let record = first; 0 < count; count--, record += RECORD_BYTES) runRecord<T>(record);
}

/** Kernels of one group have consecutive opcodes. */
@inline
function runRecord<T>(record: usize): void {
  const code = opcode(record);
  if (code < op.op_identity) runMatrix<T>(record);
  else if (code < op.op_squaredError) runActivation<T>(record);
  else if (code < op.op_rowVariances) runLoss<T>(record);
  else if (code < op.op_schedule) runLayer<T>(record);
  else runUpdate<T>(record);
}
