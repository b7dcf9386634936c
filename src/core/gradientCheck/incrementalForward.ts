/**
 * What the cost becomes when single parameters change, by recomputing only what depends on them.
 *
 * A change of W[i, j] changes row i of Z by that much times row j of the layer's input, and so row i of A alone; the
 * next Z changes by a column of its W times that. Only from there on whole columns differ. Those columns, of many
 * changed parameters side by side, go through the program's own forward instructions to the last activation, and the
 * loss of each is taken by itself. Nothing of this is a derivative: it is the forward pass, in another order.
 *
 * It reaches the dense layers at the end of a network whose columns do not see each other: none of them has batch
 * normalization or dropout.
 */
import type { LayerSpec, NetworkSpec } from '../../network/spec';
import { activations } from '../activations/activation';
import { changeRecord } from '../kernels/gradientCheckKernels';
import { record, type KernelExports } from '../kernels/kernelExports';
import { reserveMemory } from '../machine/budget';
import type { Machine } from '../machine/machine';
import { readOpcodes, recordWriter } from '../machine/records';
import { compileProgram } from '../program/compile';
import { logForms } from '../program/cost';
import type { Instruction } from '../program/instruction';
import { IncrementalMemory } from './incrementalMemory';

export interface IncrementalOptions {
  /** Has run one iteration, forward at least, from the parameters to check; in float64. */
  readonly machine: Machine;
  /** What the machine runs. */
  readonly spec: NetworkSpec;
  /** A fresh instance, whose memory is used here. */
  readonly kernels: KernelExports;
  readonly rewrite?: ((instruction: Instruction) => Instruction) | undefined;
}

/** The first of the dense layers that are reached, counted from 1; one more than there are layers when none is. */
export function firstReachedLayer(layers: readonly LayerSpec[]): number {
  return layers.findLastIndex((layer) => !isPlain(layer)) + 2;
}

function isPlain(layer: LayerSpec): boolean {
  return layer.type === 'dense' && layer.batchNorm === undefined && layer.dropout === undefined;
}

/** Columns that go through the forward instructions together. */
interface Block {
  readonly width: number;
  readonly memory: IncrementalMemory;
  /** Address of the first record behind Z of a layer, and of the end. */
  readonly behind: ReadonlyMap<number, number>;
  readonly end: number;
}

/** So much work is done between two answers, in multiplications: a few milliseconds. */
const portionWork = 8e6;
const mostColumns = 4096;
const narrowWidth = 64;
// Their columns fill half of a second-level cache.
const wideNumbers = 32_768;
// Not a power of two, so that the rows of a block do not compete for the same lines of the cache.
const widestBlock = 480;

export class IncrementalForward {
  private readonly options: IncrementalOptions;
  private readonly first: number;
  private readonly samples: number;
  /** Of the columns of one portion. */
  private readonly columns: number;
  private readonly memory: IncrementalMemory;
  private readonly blocks: readonly [wide: Block, narrow: Block];
  private readonly activationRecord: Float64Array;
  private readonly opcodes: ReadonlyMap<string, number>;
  private readonly lossKind: number;

  constructor(options: IncrementalOptions) {
    const { machine, spec, kernels } = options;
    this.options = options;
    this.first = firstReachedLayer(spec.layers);
    this.samples = machine.program.columns;
    const units = spec.layers.map((layer) => (layer.type === 'dense' ? layer.units : 0));
    const tail = units.slice(this.first - 1);
    const wide = Math.min(
      widestBlock,
      Math.max(narrowWidth, 2 * Math.floor(wideNumbers / Math.max(...tail) / 2)),
    );
    const work = tail.reduce((sum, n, index) => sum + n * (30 + (tail[index - 1] ?? 0)), 0);
    this.columns = Math.max(
      2 * this.samples,
      Math.min(mostColumns, Math.floor(portionWork / work)),
    );
    const plan = { machine, layers: spec.layers, first: this.first, columns: this.columns };
    this.memory = new IncrementalMemory({ ...plan, width: wide, start: kernels.freeMemoryStart() });
    const narrow = this.memory.withWidth(narrowWidth);
    const instructions = [this.memory, narrow].map((memory) => this.instructionsOf(memory));
    const count = instructions.flat().reduce((sum, { calls }) => sum + calls(() => 0).length, 0);
    const records = this.memory.end;
    reserveMemory(kernels.memory, {
      neededBytes: records + (count + 1) * record.byteLength,
      largestTensor: 'the columns of the gradient check',
    });
    const write = recordWriter(kernels, records);
    const place = (memory: IncrementalMemory, listed: readonly Instruction[]): Block => {
      const behind = new Map<number, number>();
      for (const { name, layer = 0, calls } of listed) {
        const { address } = write(calls(memory.addressOf));
        // The first instruction of a layer here, but for Z itself.
        if (name.startsWith('A')) behind.set(layer, address);
      }
      return { width: memory.width, memory, behind, end: write([]).address };
    };
    this.blocks = [place(this.memory, instructions[0]!), place(narrow, instructions[1]!)];
    const { address } = write([{ kernel: 'identity', operands: [0, 0, 0] }]);
    this.activationRecord = new Float64Array(kernels.memory.buffer, address, record.slots);
    this.opcodes = readOpcodes(kernels);
    this.lossKind = this.opcodes.get(spec.loss) ?? NaN;
    this.memory.fill(kernels.memory.buffer);
    this.writeBaseLosses();
  }

  /** Whether changes of the parameters of this layer are followed. */
  reaches(layer: number | undefined): boolean {
    return layer !== undefined && this.first <= layer;
  }

  /** The most entries that may be asked for at a time. */
  get portion(): number {
    return Math.floor(this.columns / (2 * this.samples));
  }

  /**
   * How much the sum of the samples' losses changes when each entry of the layer's W, or b, grows by `change`, and
   * when it shrinks: two numbers per entry. Valid until this is called again.
   */
  lossChanges(
    { layer, isBias }: { readonly layer: number; readonly isBias: boolean },
    entries: readonly number[],
    change: number,
  ): Float64Array {
    const { kernels, spec } = this.options;
    const { memory, samples } = this;
    const count = entries.length;
    memory.writePlaces(entries, isBias ? 1 : memory.inputsOf(layer));
    const Z = memory.base(`Z${layer}`);
    const inputs = isBias ? memory.ones : memory.base(memory.inputOf(layer));
    kernels.shiftRows(memory.shifted, Z, inputs, memory.places, count, samples, change);
    const activation = this.activationOf(layer);
    const isLast = layer === spec.layers.length || activation === 'softmax';
    if (!isLast) this.activate(activation, 2 * count * samples);
    const values = isLast ? Z : memory.base(`A${layer}`);
    const listed = kernels.listChanges(
      memory.changes,
      memory.shifted,
      values,
      memory.places,
      count,
      samples,
      0,
      2 * count,
      this.blocks[0].width,
    );
    const sums = memory.sums(2 * count + 1);
    sums.fill(0);
    this.addLosses(isLast ? { at: layer } : { at: layer + 1, from: layer }, listed);
    return sums;
  }

  /** Follows the listed changes from Z of layer `at` to the losses; they are of `from`'s A where it is given. */
  private addLosses(
    { at, from }: { readonly at: number; readonly from?: number },
    listed: number,
  ): void {
    const { kernels, spec } = this.options;
    const { memory, samples } = this;
    const [wide, narrow] = this.blocks;
    const last = spec.layers.length;
    const outputs = memory.unitsOf(last);
    const rows = memory.unitsOf(at);
    const units = from === undefined ? 0 : memory.unitsOf(from);
    const weights = from === undefined ? 0 : memory.addressOf(`W${at}`);
    // The softmax of small changes needs no new exponentials.
    const isSmall = weights !== 0 && at === last && this.activationOf(at) === 'softmax';
    let done = 0;
    while (done < listed) {
      const block = wide.width - narrow.width < listed - done ? wide : narrow;
      const { width } = block;
      const changes = memory.changes + done * changeRecord.byteLength;
      const placesOf = (tensor: string) =>
        [
          block.memory.addressOf(tensor),
          memory.base(tensor),
          weights,
          changes,
          rows,
          width,
          samples,
          units,
        ] as const;
      if (!isSmall || kernels.softmaxOfChanges(...placesOf(`A${at}`)) === 0) {
        kernels.spreadChanges(...placesOf(`Z${at}`));
        const begin = block.behind.get(at) ?? block.end;
        kernels.execute_f64(begin, (block.end - begin) / record.byteLength);
      }
      kernels.addColumnLosses(
        memory.sumsAddress,
        memory.losses,
        changes,
        block.memory.addressOf(`A${last}`),
        memory.base('Y'),
        memory.classes,
        this.lossKind,
        logForms[spec.logForm],
        outputs,
        width,
        samples,
      );
      done += width;
    }
  }

  /** The loss of every sample as it is, by the same instructions: then what does not change adds exactly 0. */
  private writeBaseLosses(): void {
    const { memory, samples } = this;
    memory.writeUnchanged();
    const sums = memory.sums(samples + 1);
    sums.fill(0);
    this.addLosses({ at: this.options.spec.layers.length }, samples);
    memory.writeLosses(sums.subarray(0, samples));
  }

  private activationOf(layer: number): keyof typeof activations | 'softmax' {
    const found = this.options.spec.layers[layer - 1];
    if (found?.type !== 'dense') throw new RangeError(`Layer ${layer} is not dense`);
    return found.activation;
  }

  private activate(kind: keyof typeof activations, count: number): void {
    const { kernels } = this.options;
    const { shifted } = this.memory;
    const opcode = this.opcodes.get(activations[kind].kernel) ?? NaN;
    this.activationRecord.set([opcode, shifted, shifted, count]);
    kernels.execute_f64(this.activationRecord.byteOffset, 1);
  }

  /** The forward instructions behind the first Z that is reached, for as many columns as a block has. */
  private instructionsOf({ width }: IncrementalMemory): readonly Instruction[] {
    const { machine, spec, rewrite } = this.options;
    const [X, Y] = [machine.view('X', 0), machine.view('Y', 0)];
    const image = X.spec.shape.slice(0, -1);
    const { instructions } = compileProgram(spec, {
      features: X.rows,
      ...(1 < image.length ? { inputShape: image } : {}),
      outputs: Y.rows,
      count: width,
      columns: width,
      batchSize: width,
    });
    return instructions
      .filter(({ phase, layer = 0, name }) => {
        return phase === 'forward' && this.first <= layer && name !== `Z${this.first}`;
      })
      .map((instruction) => rewrite?.(instruction) ?? instruction);
  }
}
