/**
 * The whole of linear memory, decided before any of it is asked for.
 *
 * From low to high addresses: what the kernels use themselves, the tensors (persistent first), the control
 * block, the epoch's order, the plan of whole iterations and their rows, the records of the programs, and the training samples. So a run knows how many
 * bytes it needs, and can be refused, before it allocates one.
 */
import { controlBlock } from '../kernels/controlBlock';
import { record } from '../kernels/kernelExports';
import { passagePlan } from '../kernels/passagePlan';
import type { Precision } from '../../network/spec';
import { regions, type AddressOf } from '../program/instruction';
import type { Program } from '../program/compile';
import { align, planMemory, type MemoryPlan } from '../tensor/memoryPlan';
import { bytesPerElement } from '../tensor/tensorSpec';

export interface MachineLayout {
  readonly tensors: MemoryPlan;
  /** Address of a tensor, or of a region named in `regions`. */
  readonly addressOf: AddressOf;
  readonly records: number;
  /** One float64 for each measured tensor. */
  readonly measures: number;
  /** What `Passage` needs: its plan, and a row for each of the iterations that pass at once. */
  readonly plan: number;
  readonly rows: number;
  readonly iterationsAtOnce: number;
  /** First byte behind everything. */
  readonly end: number;
}

export interface LayoutOptions {
  /** First byte that the kernels leave free. */
  readonly start: number;
  readonly precision: Precision;
  readonly features: number;
  readonly outputs: number;
  /** Samples in the training split. */
  readonly count: number;
  readonly recordCount: number;
  readonly measureCount: number;
}

// So many iterations that their tensors are 4 MB together: some milliseconds, after which somebody may want to pause.
const bytesAtOnce = 2 ** 22;
const mostIterationsAtOnce = 256;

export function layOut(program: Program, options: LayoutOptions): MachineLayout {
  const element = bytesPerElement(options.precision);
  const tensors = planMemory(program.tensors, options.start);
  const control = tensors.end;
  const order = align(control + controlBlock.byteLength);
  const measures = align(order + options.count * Int32Array.BYTES_PER_ELEMENT);
  const plan = align(measures + options.measureCount * Float64Array.BYTES_PER_ELEMENT);
  const rows = align(plan + passagePlan.byteLength);
  const fitting = Math.floor(bytesAtOnce / (tensors.end - options.start));
  const iterationsAtOnce = Math.max(1, Math.min(mostIterationsAtOnce, fitting));
  const rowBytes = (1 + options.measureCount) * Float64Array.BYTES_PER_ELEMENT;
  const records = align(rows + iterationsAtOnce * rowBytes);
  const samples = align(records + options.recordCount * record.byteLength);
  const labels = align(samples + options.count * options.features * element);
  const end = align(labels + options.count * options.outputs * element);
  const addresses = new Map([
    ...tensors.addresses,
    [regions.control, control],
    [regions.order, order],
    [regions.samples, samples],
    [regions.labels, labels],
  ]);
  return {
    tensors,
    records,
    measures,
    plan,
    rows,
    iterationsAtOnce,
    end,
    addressOf: (name) => {
      const address = addresses.get(name);
      if (address === undefined) throw new RangeError(`No tensor or region is named "${name}"`);
      return address;
    },
  };
}
