/**
 * What the kernels are told of an iteration before they run it: its number, and the order of the samples in its epoch.
 *
 * The order is written once for each epoch, unless the kernels make it themselves.
 */
import { controlBlock } from '../kernels/controlBlock';
import type { EpochOrder } from './epochOrder';

export interface IterationControlOptions {
  readonly memory: DataView;
  /** Address of the control block. */
  readonly control: number;
  /** Address of the order, one int32 for each sample. */
  readonly order: number;
  readonly orderOf: EpochOrder;
  readonly iterationsPerEpoch: number;
  readonly batchSize: number;
}

export class IterationControl {
  constructor(private readonly options: IterationControlOptions) {}

  /** How many iterations from this one on may run now: where an order is written, those to the end of the epoch. */
  prepare(iteration: number): number {
    const { memory, control, orderOf, iterationsPerEpoch } = this.options;
    memory.setFloat64(control + controlBlock.iteration, iteration, true);
    if (orderOf === undefined) return Infinity;
    this.renewOrder(orderOf, Math.floor(iteration / iterationsPerEpoch));
    return iterationsPerEpoch - (iteration % iterationsPerEpoch);
  }

  /** Place in the training split of the sample in this column; valid once the batch has been gathered. */
  sampleIndex(iteration: number, column: number): number {
    const { memory, order, iterationsPerEpoch, batchSize } = this.options;
    const place = (iteration % iterationsPerEpoch) * batchSize + column;
    return memory.getInt32(order + Int32Array.BYTES_PER_ELEMENT * place, true);
  }

  private renewOrder(orderOf: NonNullable<EpochOrder>, epoch: number): void {
    const { memory, control, order: address } = this.options;
    const written = control + controlBlock.orderEpoch;
    if (memory.getFloat64(written, true) === epoch) return;
    const order = orderOf(epoch);
    new Int32Array(memory.buffer, address, order.length).set(order);
    memory.setFloat64(written, epoch, true);
  }
}
