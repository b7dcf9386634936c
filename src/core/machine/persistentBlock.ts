/**
 * The persistent block: the bytes that decide everything that follows, and their fingerprint.
 *
 * Before it is taken, every NaN in the block gets the same bits, because processors differ in which they make.
 */
import { fingerprintText, type FingerprintHalves } from '../kernels/fingerprintText';
import type { KernelExports } from '../kernels/kernelExports';
import type { MemoryPlan } from '../tensor/memoryPlan';
import type { TensorSpec } from '../tensor/tensorSpec';

export interface PersistentBlockOptions {
  readonly kernels: KernelExports;
  readonly plan: MemoryPlan;
  readonly tensors: readonly TensorSpec[];
  /** Runs with other salt have other fingerprints, even where their numbers are the same; none by default. */
  readonly salt?: string;
}

export class PersistentBlock {
  /** A view, valid until the machine's memory grows, which it never does. */
  readonly bytes: Uint8Array;
  private readonly halves = new Uint32Array(2);
  private readonly kernels: KernelExports;
  private readonly stretches: readonly Stretch[];
  private readonly seed: readonly [low: number, high: number];

  constructor({ kernels, plan, tensors, salt = '' }: PersistentBlockOptions) {
    const { address, byteLength } = plan.persistent;
    this.bytes = new Uint8Array(kernels.memory.buffer, address, byteLength);
    this.kernels = kernels;
    this.stretches = stretchesOf(plan, tensors);
    this.seed = salt === '' ? [0, 0] : [scrambled(salt, 0x811c9dc5), scrambled(salt, 0x01000193)];
  }

  /** The same object each time, with the halves as they are now. */
  get fingerprint(): FingerprintHalves {
    const { kernels, halves, stretches, seed } = this;
    for (const { element, address, byteLength } of stretches) {
      if (element === 'float64') kernels.settleNaNs_f64(address, byteLength);
      else kernels.settleNaNs_f32(address, byteLength);
    }
    const { byteOffset, byteLength } = this.bytes;
    halves[0] = kernels.fingerprint(byteOffset, byteLength, seed[0], seed[1]);
    halves[1] = kernels.fingerprintHigh();
    return halves;
  }

  /** 16 hexadecimal digits. */
  get fingerprintText(): string {
    return fingerprintText(this.fingerprint);
  }
}

/** Numbers of one precision, one behind the other. */
interface Stretch {
  readonly element: TensorSpec['element'];
  readonly address: number;
  readonly byteLength: number;
}

function stretchesOf(plan: MemoryPlan, tensors: readonly TensorSpec[]): readonly Stretch[] {
  const end = plan.persistent.address + plan.persistent.byteLength;
  const starts = tensors
    .filter(({ persistent }) => persistent)
    .map(({ name, element }) => ({ element, address: plan.addresses.get(name) ?? end }))
    .sort((a, b) => a.address - b.address)
    .filter(({ element }, index, all) => all[index - 1]?.element !== element);
  return starts.map(({ element, address }, index) => ({
    element,
    address,
    byteLength: (starts[index + 1]?.address ?? end) - address,
  }));
}

/** FNV-1a of the text's characters. */
function scrambled(text: string, start: number): number {
  let hash = start;
  for (const character of text) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return hash >>> 0;
}
