/**
 * A machine runs a program over linear memory.
 *
 * It knows nothing of time: told an iteration and a range of instructions, it executes them. What an
 * iteration computes is a function of the persistent block, the seed and the data alone, so that running it
 * again from the same block gives the same bits. After it is made it allocates nothing.
 */
import { controlBlock } from '../kernels/controlBlock';
import type { KernelCall } from '../kernels/kernelCall';
import { record, type KernelExports } from '../kernels/kernelExports';
import type { ScalarMath } from '../kernels/scalarMath';
import type { NetworkSpec } from '../../network/spec';
import type { Dataset } from '../data/dataset';
import { compileProgram, type Program } from '../program/compile';
import { regions, type Instruction } from '../program/instruction';
import { elementCount, matrixShape } from '../tensor/shape';
import type { MemoryRegion } from '../tensor/memoryPlan';
import type { TensorSpec } from '../tensor/tensorSpec';
import { layOut, type LayoutOptions, type MachineLayout } from './layout';
import { readOpcodes, writeRecords, type RecordOffsets } from './records';
import { initialParameters, type ParameterValues } from './initialParameters';

export interface MachineOptions {
  /** A fresh instance: a machine owns its memory. */
  readonly kernels: KernelExports;
  readonly spec: NetworkSpec;
  readonly dataset: Dataset;
  /** Values for parameters whose initializer is a file, by name. */
  readonly fileParameters?: ParameterValues;
  /** Most bytes of linear memory; more is a `MemoryBudgetError`. */
  readonly memoryBudgetBytes?: number;
  /** Replaces instructions, for tests that break one on purpose. */
  readonly rewrite?: (instruction: Instruction) => Instruction;
}

/** Numbers of a tensor in linear memory. The view is valid until the machine runs again; copy what you keep. */
export interface TensorView {
  readonly spec: TensorSpec;
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array | Float32Array;
}

/** The network and its data need more memory than the budget allows. */
export class MemoryBudgetError extends Error {
  constructor(
    readonly neededBytes: number,
    readonly budgetBytes: number,
    readonly largestTensor: string,
  ) {
    super(
      `The run needs ${neededBytes} bytes, the budget is ${budgetBytes}; the largest tensor is ${largestTensor}`,
    );
    this.name = 'MemoryBudgetError';
  }
}

interface Variant {
  readonly program: Program;
  readonly offsets: RecordOffsets;
  /** Address of its first record. */
  readonly records: number;
}

// What a 32-bit WebAssembly memory can hold.
const addressableBytes = 2 ** 32;
const pageBytes = 65_536;

export class Machine {
  /** The program of a full minibatch; a short last one differs only in its number of columns. */
  readonly program: Program;
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
  private readonly controlAddress: number;
  private readonly costAddress: number;
  private readonly execute: (first: number, count: number) => void;
  private readonly full: Variant;
  private readonly short: Variant | undefined;
  private readonly measureRecords: { readonly address: number; readonly count: number };

  constructor(options: MachineOptions) {
    const { kernels, spec, dataset } = options;
    const { count } = dataset.train;
    const batchSize = Math.min(spec.training.batchSize, count);
    const rest = count % batchSize;
    this.kernels = kernels;
    this.math = { ...kernels, sqrt: Math.sqrt };
    this.execute =
      spec.training.precision === 'float64' ? kernels.execute_f64 : kernels.execute_f32;
    this.iterationsPerEpoch = Math.ceil(count / batchSize);

    const compile = (columns: number): Program => {
      const program = compileProgram(spec, { ...dataset, count, columns, batchSize });
      const { rewrite } = options;
      if (rewrite === undefined) return program;
      return { ...program, instructions: program.instructions.map(rewrite) };
    };
    this.program = compile(batchSize);
    const shortProgram = rest === 0 ? undefined : compile(rest);
    this.measured = this.program.tensors
      .filter(({ role, name }) => role === 'parameter' && name.startsWith('W'))
      .map(({ name }) => `d${name}`);

    this.weightCounts = this.program.tensors
      .filter(({ name }) => this.measured.includes(name))
      .map(({ shape }) => elementCount(shape));

    const callsOf = (program: Program, addressOf: (name: string) => number): KernelCall[][] =>
      program.instructions.map((instruction) => [...instruction.calls(addressOf)]);
    const recordCount =
      [this.program, shortProgram].reduce(
        (sum, program) =>
          sum + (program === undefined ? 0 : callsOf(program, () => 0).flat().length),
        0,
      ) + this.measured.length;
    const layoutOptions: LayoutOptions = {
      start: kernels.freeMemoryStart(),
      precision: spec.training.precision,
      features: dataset.features,
      outputs: dataset.outputs,
      count,
      recordCount,
      measureCount: this.measured.length,
    };
    this.layout = layOut(this.program, layoutOptions);
    this.persistent = this.layout.tensors.persistent;
    this.reserve(options.memoryBudgetBytes ?? addressableBytes);
    this.memory = new DataView(kernels.memory.buffer);
    this.controlAddress = this.layout.addressOf(regions.control);
    this.costAddress = this.layout.addressOf('J');

    const opcodes = readOpcodes(kernels);
    let records = this.layout.records;
    const write = (calls: readonly KernelCall[]): number => {
      const address = records;
      const slots = new Float64Array(kernels.memory.buffer, address, calls.length * record.slots);
      writeRecords(slots, calls, opcodes);
      records += calls.length * record.byteLength;
      return address;
    };
    const variant = (program: Program): Variant => {
      const calls = callsOf(program, this.layout.addressOf);
      const offsets = [0];
      for (const list of calls) offsets.push((offsets.at(-1) ?? 0) + list.length);
      return { program, offsets, records: write(calls.flat()) };
    };
    this.full = variant(this.program);
    this.short = shortProgram === undefined ? undefined : variant(shortProgram);
    this.measureRecords = {
      count: this.measured.length,
      address: write(this.measured.map((name, index) => this.measureCall(name, index))),
    };
    this.fill(options);
  }

  /** The program that runs in this iteration. */
  programOf(iteration: number): Program {
    return this.variantOf(iteration).program;
  }

  /** Runs the instructions from `from` up to, not including, `to`. */
  run(iteration: number, from: number, to: number): void {
    const { offsets, records } = this.variantOf(iteration);
    const first = offsets[from];
    const last = offsets[to];
    if (first === undefined || last === undefined) {
      throw new RangeError(
        `Instructions ${from} to ${to} are outside a program of ${offsets.length - 1}`,
      );
    }
    this.memory.setFloat64(this.controlAddress + controlBlock.iteration, iteration, true);
    this.execute(records + first * record.byteLength, last - first);
  }

  /** Writes the norms of the measured tensors, as they are now, to `target` from `offset` on. */
  measure(target: Float64Array, offset: number): void {
    const { address, count } = this.measureRecords;
    this.execute(address, count);
    for (let index = 0; index < count; index++) {
      const place = this.layout.measures + index * Float64Array.BYTES_PER_ELEMENT;
      target[offset + index] = this.memory.getFloat64(place, true);
    }
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
    const { batchSize } = this;
    const place = (iteration % this.iterationsPerEpoch) * batchSize + column;
    return this.memory.getInt32(this.layout.addressOf(regions.order) + 4 * place, true);
  }

  get batchSize(): number {
    return this.full.program.columns;
  }

  /** The bytes of the persistent block; valid until the machine's memory grows, which it never does. */
  persistentBytes(): Uint8Array {
    const { address, byteLength } = this.persistent;
    return new Uint8Array(this.kernels.memory.buffer, address, byteLength);
  }

  /** Hash of the persistent block, 16 hexadecimal digits. */
  fingerprint(): string {
    const { address, byteLength } = this.persistent;
    const low = this.kernels.fingerprint(address, byteLength) >>> 0;
    const high = this.kernels.fingerprintHigh() >>> 0;
    return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0');
  }

  private variantOf(iteration: number): Variant {
    const isLast = (iteration + 1) % this.iterationsPerEpoch === 0;
    return isLast && this.short !== undefined ? this.short : this.full;
  }

  private measureCall(name: string, index: number): KernelCall {
    const { values } = this.view(name, 0);
    return {
      kernel: 'norm',
      operands: [
        this.layout.measures + index * Float64Array.BYTES_PER_ELEMENT,
        this.layout.addressOf(name),
        values.length,
      ],
    };
  }

  private reserve(budgetBytes: number): void {
    const needed = this.layout.end;
    if (Math.min(budgetBytes, addressableBytes) < needed) {
      const [largest] = this.program.tensors.toSorted(
        (a, b) => elementCount(b.shape) - elementCount(a.shape),
      );
      throw new MemoryBudgetError(
        needed,
        Math.min(budgetBytes, addressableBytes),
        largest?.name ?? '',
      );
    }
    const { memory } = this.kernels;
    const missing = needed - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / pageBytes));
  }

  /** Puts the data and the starting values where the program expects them. */
  private fill({ spec, dataset, fileParameters, kernels }: MachineOptions): void {
    const { train } = dataset;
    const ArrayType = spec.training.precision === 'float64' ? Float64Array : Float32Array;
    const put = (name: string, values: Float64Array | Float32Array): void => {
      new ArrayType(kernels.memory.buffer, this.layout.addressOf(name), values.length).set(values);
    };
    put(regions.samples, train.inputs);
    put(regions.labels, train.targets);
    this.memory.setFloat64(this.controlAddress + controlBlock.orderEpoch, -1, true);
    const parameters = initialParameters({
      spec,
      features: dataset.features,
      math: this.math,
      ...(fileParameters === undefined ? {} : { fileParameters }),
    });
    for (const [name, values] of parameters) put(name, values);
    this.view('learningRate', 0).values[0] = spec.optimizer.learningRate;
    if (spec.optimizer.type === 'adam') this.view('betaPowers', 0).values.fill(1);
  }
}
