/**
 * Where the numbers of an incremental forward pass lie: the tensors as they are, copied from the machine once, the
 * same tensors for a block of columns, and what the kernels of the gradient check work with.
 */
import type { LayerSpec } from '../../network/spec';
import { changeRecord } from '../kernels/gradientCheckKernels';
import type { Machine, TensorView } from '../machine/machine';
import type { AddressOf } from '../program/instruction';
import { planMemory, type MemoryPlan } from '../tensor/memoryPlan';
import type { Shape } from '../tensor/shape';

export interface IncrementalPlan {
  readonly machine: Machine;
  readonly layers: readonly LayerSpec[];
  /** The first dense layer that is followed; all behind it are dense. */
  readonly first: number;
  /** The most columns that are listed at a time. */
  readonly columns: number;
  /** Columns of the largest block. */
  readonly width: number;
  /** First byte that is free. */
  readonly start: number;
}

export class IncrementalMemory {
  readonly width: number;
  /** First byte behind everything. */
  readonly end: number;
  private readonly options: IncrementalPlan;
  private readonly plan: MemoryPlan;
  private buffer = new ArrayBuffer(0);

  constructor(options: IncrementalPlan, plan?: MemoryPlan) {
    this.options = options;
    this.width = options.width;
    this.plan = plan ?? planOf(options);
    this.end = this.plan.end;
  }

  /** The same memory, for a narrower block in the place of the large one. */
  withWidth(width: number): IncrementalMemory {
    return new IncrementalMemory({ ...this.options, width }, this.plan);
  }

  /** Copies the machine's tensors to where they belong in `buffer`. */
  fill(buffer: ArrayBuffer): void {
    this.buffer = buffer;
    const { machine } = this.options;
    for (const { place, tensor } of copies(this.options)) {
      this.doubles(place, machine.view(tensor, 0).values.length).set(
        machine.view(tensor, 0).values,
      );
    }
    const { columns } = machine.program;
    this.doubles('ones', columns).fill(1);
    new Int32Array(buffer, this.classes, columns).set(onlyRows(machine.view('Y', 0)));
  }

  /** Of a parameter, or of a tensor of a block. */
  readonly addressOf: AddressOf = (name) => {
    const address = this.plan.addresses.get(name);
    if (address === undefined) throw new RangeError(`No tensor is named "${name}" here`);
    return address;
  };

  /** Address of a tensor as it is when nothing changes. */
  base(tensor: string): number {
    return this.addressOf(baseOf(tensor));
  }

  /** What the dense layer multiplies its weights with: `X`, `A1`, … */
  inputOf(layer: number): string {
    return inputOf(this.options.machine, layer);
  }

  unitsOf(layer: number): number {
    return this.options.machine.view(`b${layer}`, 0).rows;
  }

  inputsOf(layer: number): number {
    return this.options.machine.view(`W${layer}`, 0).columns;
  }

  get ones(): number {
    return this.addressOf('ones');
  }
  get places(): number {
    return this.addressOf('places');
  }
  get shifted(): number {
    return this.addressOf('shifted');
  }
  get changes(): number {
    return this.addressOf('changes');
  }
  /** The only class of each sample, or -1. */
  get classes(): number {
    return this.addressOf('classes');
  }
  get losses(): number {
    return this.addressOf('losses');
  }
  get sumsAddress(): number {
    return this.addressOf('sums');
  }

  sums(count: number): Float64Array {
    return this.doubles('sums', count);
  }

  /** Row-major entries of a matrix with so many columns, as pairs of unit and input. */
  writePlaces(entries: readonly number[], columns: number): void {
    const places = new Int32Array(this.buffer, this.places, 2 * entries.length);
    entries.forEach((entry, index) => {
      places[2 * index] = Math.floor(entry / columns);
      places[2 * index + 1] = entry % columns;
    });
  }

  /** Lists every sample as it is; the sample is the origin too, and one more is that of the padding. */
  writeUnchanged(): void {
    const { columns } = this.options.machine.program;
    const bytes = new DataView(this.buffer, this.changes);
    const { byteLength, sample, unit, origin } = changeRecord;
    for (let index = 0; index < columns + this.width; index++) {
      const at = index * byteLength;
      bytes.setFloat64(at, 0, true);
      bytes.setInt32(at + sample, index < columns ? index : 0, true);
      bytes.setInt32(at + unit, 0, true);
      bytes.setInt32(at + origin, Math.min(index, columns), true);
    }
  }

  writeLosses(losses: Float64Array): void {
    this.doubles('losses', losses.length).set(losses);
  }

  private doubles(name: string, count: number): Float64Array {
    return new Float64Array(this.buffer, this.addressOf(name), count);
  }
}

function baseOf(tensor: string): string {
  return `unchanged ${tensor}`;
}

/** For each column the row of its only number that is not 0, or -1 when there is none or more than one. */
function onlyRows({ values, rows, columns }: TensorView): readonly number[] {
  return Array.from({ length: columns }, (_, column) => {
    const found = Array.from({ length: rows }, (_, row) => row).filter(
      (row) => values[row * columns + column] !== 0,
    );
    return found.length === 1 ? found[0]! : -1;
  });
}

function inputOf({ program }: Machine, layer: number): string {
  const reads = program.instructions.find(({ name }) => name === `Z${layer}`)?.reads ?? [];
  const input = reads.find((name) => name !== `W${layer}` && name !== `b${layer}`);
  if (input === undefined) throw new RangeError(`Layer ${layer} has no input`);
  return input;
}

/** What is copied, and under which name. */
function copies({ machine, layers, first }: IncrementalPlan): readonly {
  readonly place: string;
  readonly tensor: string;
}[] {
  const followed = layers.map((_, index) => index + 1).slice(first - 1);
  const unchanged = new Set([
    'Y',
    ...followed.flatMap((layer) => [inputOf(machine, layer), `Z${layer}`, `A${layer}`]),
  ]);
  return [
    ...[...unchanged].map((tensor) => ({ place: baseOf(tensor), tensor })),
    ...followed
      .flatMap((layer) => [`W${layer}`, `b${layer}`])
      .map((tensor) => ({ place: tensor, tensor })),
  ];
}

function planOf(options: IncrementalPlan): MemoryPlan {
  const { machine, layers, first, columns, width, start } = options;
  const { columns: samples } = machine.program;
  const shapes: (readonly [name: string, shape: Shape])[] = copies(options).map(
    ({ place, tensor }) => [place, machine.view(tensor, 0).spec.shape],
  );
  for (let layer = first; layer <= layers.length; layer++) {
    const units = machine.view(`b${layer}`, 0).rows;
    shapes.push([`Z${layer}`, [units, width]], [`A${layer}`, [units, width]]);
  }
  const listed = Math.max(columns, samples) + width;
  return planMemory(
    [
      ...shapes,
      ['ones', [samples]] as const,
      ['places', [Math.ceil(columns / 2)]] as const,
      ['shifted', [columns]] as const,
      ['changes', [listed * (changeRecord.byteLength / 8)]] as const,
      ['classes', [samples]] as const,
      ['losses', [samples]] as const,
      ['sums', [Math.max(columns, samples) + 1]] as const,
    ].map(([name, shape]) => ({
      name,
      shape,
      role: 'activation',
      element: 'float64',
      persistent: false,
    })),
    start,
  );
}
