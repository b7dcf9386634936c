/**
 * A machine runs a program over linear memory.
 *
 * It knows nothing of time: told an iteration and a range of instructions, it executes them. What an
 * iteration computes is a function of the persistent block, the seed and the data alone, so that running it
 * again from the same block gives the same bits. After it is made it allocates nothing.
 */
import type { FingerprintHalves } from '../kernels/fingerprintText';
import { record, type KernelExports } from '../kernels/kernelExports';
import type { ScalarMath } from '../kernels/scalarMath';
import type { NetworkSpec } from '../../network/spec';
import type { Program } from '../program/compile';
import { regions } from '../program/instruction';
import { elementCount, matrixShape } from '../tensor/shape';
import type { MemoryRegion } from '../tensor/memoryPlan';
import type { TensorSpec } from '../tensor/tensorSpec';
import { reserveMemory } from './budget';
import { epochOrder } from './epochOrder';
import type { ParameterValues } from './initialParameters';
import { IterationControl } from './iterationControl';
import { layOut, type MachineLayout } from './layout';
import { Measurement } from './measurement';
import {
  compileMinibatches,
  type MinibatchOptions,
  type MinibatchPrograms,
} from './minibatchPrograms';
import { Passage } from './passage';
import { PersistentBlock } from './persistentBlock';
import {
  countRecords,
  placePrograms,
  type PlacedProgram,
  type PlacedPrograms,
} from './placedPrograms';
import { recordWriter } from './records';
import { writeStartingState } from './startingState';

export interface MachineOptions extends MinibatchOptions {
  /** A fresh instance: a machine owns its memory. */
  readonly kernels: KernelExports;
  /** Values for parameters whose initializer is a file, by name. */
  readonly fileParameters?: ParameterValues;
  /** Most bytes of linear memory; more is a `MemoryBudgetError`. */
  readonly memoryBudgetBytes?: number;
  /** Whatever else decides the numbers than network, data and seed: the build of the kernels, unless it is strict. */
  readonly fingerprintSalt?: string;
}

/** Numbers of a tensor in linear memory. The view is valid until the machine runs again; copy what you keep. */
export interface TensorView {
  readonly spec: TensorSpec;
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array | Float32Array;
}

export class Machine {
  /** What the machine was made from. */
  readonly spec: NetworkSpec;
  readonly iterationsPerEpoch: number;
  readonly persistent: MemoryRegion;
  readonly math: ScalarMath;
  /** Tensors whose norm `measure` takes: the gradients of the parameters. */
  readonly measured: readonly string[];
  /** Numbers in each measured tensor. */
  readonly weightCounts: readonly number[];

  private readonly kernels: KernelExports;
  private readonly layout: MachineLayout;
  /** All of linear memory, which never grows once the machine is made. */
  private readonly memory: DataView;
  private readonly costAddress: number;
  private readonly execute: (first: number, count: number) => void;
  private readonly options: MachineOptions;
  /** Records that there is room for, without those of the measurement. */
  private readonly roomForRecords: number;
  private inUse: MinibatchPrograms;
  private full: PlacedProgram;
  private short: PlacedProgram | undefined;
  private readonly control: IterationControl;
  private readonly measurement: Measurement;
  private readonly passage: Passage;
  private readonly block: PersistentBlock;

  constructor(options: MachineOptions) {
    const { kernels, spec, dataset } = options;
    const { precision } = spec.training;
    const programs = compileMinibatches(options);
    const { full, iterationsPerEpoch } = programs;
    const weights = full.tensors.filter(
      ({ role, name }) => role === 'parameter' && name.startsWith('W'),
    );
    this.options = options;
    this.spec = spec;
    this.iterationsPerEpoch = iterationsPerEpoch;
    this.measured = weights.map(({ name }) => full.gradients.get(name) ?? `d${name}`);
    this.weightCounts = weights.map(({ shape }) => elementCount(shape));
    this.kernels = kernels;
    this.math = { ...kernels, sqrt: Math.sqrt };
    this.execute = precision === 'float64' ? kernels.execute_f64 : kernels.execute_f32;

    this.layout = layOut(full, {
      start: kernels.freeMemoryStart(),
      precision,
      features: dataset.features,
      outputs: dataset.outputs,
      count: dataset.train.count,
      recordCount: countRecords(programs) + weights.length,
      measureCount: weights.length,
    });
    const { addressOf } = this.layout;
    reserveMemory(kernels.memory, {
      neededBytes: this.layout.end,
      budgetBytes: options.memoryBudgetBytes,
      largestTensor: largestOf(full.tensors).name,
    });
    this.persistent = this.layout.tensors.persistent;
    this.memory = new DataView(kernels.memory.buffer);
    this.costAddress = addressOf('J');

    this.roomForRecords = countRecords(programs);
    this.control = new IterationControl({
      memory: this.memory,
      control: addressOf(regions.control),
      order: addressOf(regions.order),
      orderOf: epochOrder(spec, dataset.train.count),
      iterationsPerEpoch,
      batchSize: full.columns,
    });
    this.measurement = new Measurement({
      layout: this.layout,
      memory: this.memory,
      write: recordWriter(kernels, this.layout.records + this.roomForRecords * record.byteLength),
      execute: this.execute,
      vectors: weights.map(({ shape }, index) => ({
        name: this.measured[index] ?? '',
        length: elementCount(shape),
      })),
    });
    this.passage = new Passage({
      kernels,
      layout: this.layout,
      runIterations:
        precision === 'float64' ? kernels.runIterations_f64 : kernels.runIterations_f32,
      iterationsPerEpoch,
      control: addressOf(regions.control),
      cost: this.costAddress,
      measurement: this.measurement.records,
    });
    this.block = new PersistentBlock({
      kernels,
      plan: this.layout.tensors,
      tensors: full.tensors,
      ...(options.fingerprintSalt === undefined ? {} : { salt: options.fingerprintSalt }),
    });
    this.inUse = programs;
    ({ full: this.full, short: this.short } = this.place(programs));
    writeStartingState(
      { buffer: kernels.memory.buffer, addressOf },
      { ...options, tensors: full.tensors, math: this.math },
    );
  }

  /** The program of a full minibatch; a short last one differs only in its number of columns. */
  get program(): Program {
    return this.full.program;
  }

  /** What runs at present. */
  get programs(): MinibatchPrograms {
    return this.inUse;
  }

  /** The programs with other hyper-parameters; the tensors and the instructions must be the same. */
  programsFor(spec: NetworkSpec): MinibatchPrograms {
    const programs = compileMinibatches({ ...this.options, spec });
    if (this.roomForRecords < countRecords(programs)) {
      throw new RangeError('These hyper-parameters need more kernel calls than there is room for');
    }
    return programs;
  }

  /** From now on these programs run, which `programsFor` has made. */
  use(programs: MinibatchPrograms): void {
    if (programs === this.inUse) return;
    this.inUse = programs;
    ({ full: this.full, short: this.short } = this.place(programs));
  }

  /** The program that runs in this iteration. */
  programOf(iteration: number): Program {
    return this.variantOf(iteration).program;
  }

  /** Runs the instructions from `from` up to, not including, `to`. */
  run(iteration: number, from: number, to: number): void {
    const { addresses } = this.variantOf(iteration);
    const first = addresses[from];
    const end = addresses[to];
    if (first === undefined || end === undefined) {
      throw new RangeError(
        `Instructions ${from} to ${to} are outside a program of ${addresses.length - 1}`,
      );
    }
    this.control.prepare(iteration);
    this.execute(first, (end - first) / record.byteLength);
  }

  /**
   * Runs whole iterations at which nobody will look, `most` or as many as pass at once, and returns how many: what
   * outlives them, the cost and the measured tensors are right, and have the bits that `run` gives them; other tensors
   * may be stale. `passedRows` has the cost of each and, where they are measured, the norms.
   */
  pass(iteration: number, most = 1, measures: 'measured' | 'unmeasured' = 'unmeasured'): number {
    const prepared = this.control.prepare(iteration);
    const count = Math.min(most, prepared, this.passage.iterationsAtOnce);
    this.passage.run(iteration, count, measures);
    return count;
  }

  /** Of the iterations that passed last, one row behind the other; the same array each time. */
  get passedRows(): Float64Array {
    return this.passage.rows;
  }

  /** Writes the norms of the measured tensors, as they are now, to `target` from `offset` on. */
  measure(target: Float64Array, offset: number): void {
    this.measurement.measure(target, offset);
  }

  /** The numbers of a tensor as they are in memory in this iteration, live or stale. */
  view(name: string, iteration: number): TensorView {
    const spec = this.programOf(iteration).tensors.find((tensor) => tensor.name === name);
    if (spec === undefined) throw new RangeError(`No tensor is named "${name}"`);
    const { rows, columns } = matrixShape(spec.shape);
    const address = this.layout.addressOf(name);
    const { buffer } = this.kernels.memory;
    const values =
      spec.element === 'float64'
        ? new Float64Array(buffer, address, rows * columns)
        : new Float32Array(buffer, address, rows * columns);
    return { spec, rows, columns, values };
  }

  /** The cost in memory. */
  cost(): number {
    return this.memory.getFloat64(this.costAddress, true);
  }

  /** Place in the training split of the sample in this column; valid once the batch has been gathered. */
  sampleIndex(iteration: number, column: number): number {
    return this.control.sampleIndex(iteration, column);
  }

  get batchSize(): number {
    return this.full.program.columns;
  }

  /** The bytes of the persistent block; valid until the machine's memory grows, which it never does. */
  persistentBytes(): Uint8Array {
    return this.block.bytes;
  }

  /** Hash of the persistent block, 16 hexadecimal digits. */
  fingerprint(): string {
    return this.block.fingerprintText;
  }

  /** The persistent block and its fingerprint as they are now; the same object each time. */
  get state(): { readonly bytes: Uint8Array; readonly fingerprint: FingerprintHalves } {
    return this.block;
  }

  /** Writes the programs where those before them were. */
  private place(programs: MinibatchPrograms): PlacedPrograms {
    const write = recordWriter(this.kernels, this.layout.records);
    const placed = placePrograms(programs, write, this.layout.addressOf);
    this.passage.follow(placed.full.passing, (placed.short ?? placed.full).passing);
    return placed;
  }

  private variantOf(iteration: number): PlacedProgram {
    const isLast = (iteration + 1) % this.iterationsPerEpoch === 0;
    return isLast && this.short !== undefined ? this.short : this.full;
  }
}

function largestOf(tensors: readonly TensorSpec[]): TensorSpec {
  return tensors.reduce((largest, tensor) =>
    elementCount(largest.shape) < elementCount(tensor.shape) ? tensor : largest,
  );
}
