/** The norms of some tensors of a machine, taken by records of their own, which lie behind those of the programs. */
import type { KernelCall } from '../kernels/kernelCall';
import type { MachineLayout } from './layout';
import type { RecordRun } from './records';

export interface MeasurementOptions {
  readonly layout: Pick<MachineLayout, 'measures' | 'addressOf'>;
  readonly memory: DataView;
  readonly write: (calls: readonly KernelCall[]) => RecordRun;
  readonly execute: (first: number, count: number) => void;
  readonly vectors: readonly { readonly name: string; readonly length: number }[];
}

export class Measurement {
  /** What takes the norms, for who runs it with others. */
  readonly records: RecordRun;

  constructor(private readonly options: MeasurementOptions) {
    const { layout, vectors, write } = options;
    this.records = write(
      vectors.map(({ name, length }, index) => ({
        kernel: 'norm',
        operands: [this.placeOf(index), layout.addressOf(name), length],
      })),
    );
  }

  /** Writes the norms as they are now to `target` from `offset` on. */
  measure(target: Float64Array, offset: number): void {
    const { address, count } = this.records;
    this.options.execute(address, count);
    for (let index = 0; index < count; index++) {
      target[offset + index] = this.options.memory.getFloat64(this.placeOf(index), true);
    }
  }

  private placeOf(index: number): number {
    return this.options.layout.measures + index * Float64Array.BYTES_PER_ELEMENT;
  }
}
