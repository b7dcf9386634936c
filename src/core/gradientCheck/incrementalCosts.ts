/**
 * Costs by incremental forward passes, some of which are made once more as whole ones: a disagreement is an error,
 * since nothing that the check says could be believed then.
 */
import { losses } from '../losses/loss';
import { costDecayFactor } from '../program/cost';
import { counterStream } from '../random/counterStream';
import type { Entry, ForwardPasses } from './forwardPasses';
import {
  IncrementalForward,
  firstReachedLayer,
  type IncrementalOptions,
} from './incrementalForward';

/** Two forward passes disagree about the cost with one entry changed. */
export class ForwardPassesDisagreeError extends Error {
  constructor(
    readonly parameter: string,
    message: string,
  ) {
    super(message);
    this.name = 'ForwardPassesDisagreeError';
  }
}

export interface IncrementalCostsOptions extends IncrementalOptions {
  readonly passes: ForwardPasses;
  /** Which check of its run this is: others are made once more each time. */
  readonly turn: number;
}

/** One entry in so many is made once more, on average; of each parameter one at least. */
const crossCheckedOneIn = 100;
/** How far rounding may take two costs apart, in relation to the cost and at least to 1. */
const tolerance = 1e-12;

export class IncrementalCosts {
  private readonly options: IncrementalCostsOptions;
  private readonly forward: IncrementalForward;

  /** Undefined where no parameter can be followed: the last layer is not a plain dense one, or the cost not finite. */
  static of(options: IncrementalCostsOptions): IncrementalCosts | undefined {
    const { layers } = options.spec;
    const canFollow = firstReachedLayer(layers) <= layers.length;
    return canFollow && Number.isFinite(options.passes.cost)
      ? new IncrementalCosts(options)
      : undefined;
  }

  private constructor(options: IncrementalCostsOptions) {
    this.options = options;
    this.forward = new IncrementalForward(options);
  }

  /** The most entries of the parameter at a time; undefined where its changes are not followed. */
  portionOf(parameter: string): number | undefined {
    return this.forward.reaches(this.layerOf(parameter)) ? this.forward.portion : undefined;
  }

  /** What the cost grows by when each entry grows by `h`, and when it shrinks: two numbers per entry. */
  changes(parameter: string, entries: readonly number[], h: number): Float64Array {
    const { machine, spec } = this.options;
    const { columns: samples } = machine.program;
    const isBias = parameter.startsWith('b');
    const changes = this.forward.lossChanges(
      { layer: this.layerOf(parameter) ?? NaN, isBias },
      entries,
      h,
    );
    const share = losses[spec.loss].isSum === true ? 1 : 1 / samples;
    const decay = isBias ? 0 : costDecayFactor(spec.weightDecay, samples);
    const { values } = machine.view(parameter, 0);
    for (const [index, entry] of entries.entries()) {
      const value = values[entry]!;
      changes[2 * index] = changes[2 * index]! * share + decay * growth(value, h);
      changes[2 * index + 1] = changes[2 * index + 1]! * share + decay * growth(value, -h);
    }
    return changes;
  }

  /** Which of the first, second, … of `count` entries of the parameter to make once more. */
  drawn(parameter: string, count: number): ReadonlySet<number> {
    const { spec, turn, machine } = this.options;
    const { uniform } = counterStream({ seed: spec.training.seed, stream: 'crossCheck', turn });
    const names = machine.program.tensors.map(({ name }) => name);
    const first = names.indexOf(parameter) * 0x100000000;
    const chosen = new Set<number>();
    let next = Math.floor(uniform(first) * Math.min(count, crossCheckedOneIn));
    while (next < count) {
      chosen.add(next);
      next += 1 + Math.floor(uniform(first + chosen.size) * (2 * crossCheckedOneIn - 1));
    }
    return chosen;
  }

  /** Throws unless a whole forward pass finds the same cost with the entry changed. */
  crossCheck(entry: Entry, change: number, found: number): void {
    const { passes, machine } = this.options;
    const whole = passes.wholeCost(entry, change);
    const incremental = passes.cost + found;
    const isSame =
      Object.is(whole, incremental) ||
      Math.abs(whole - incremental) <= tolerance * Math.max(1, Math.abs(whole));
    if (isSame) return;
    const { parameter, index } = entry;
    const { columns } = machine.view(parameter, 0);
    const name = `${parameter}[${Math.floor(index / columns)}, ${index % columns}]`;
    throw new ForwardPassesDisagreeError(
      parameter,
      `With ${name} changed by ${change}, the incremental forward pass finds the cost ${incremental}, but the whole one ${whole}. ` +
        'One of them is wrong, so the gradients cannot be checked. This is a mistake in Backstep; please report it with the network file.',
    );
  }

  private layerOf(parameter: string): number | undefined {
    return this.options.machine.program.tensors.find(({ name }) => name === parameter)?.layer;
  }
}

/** (value + change)² − value² */
function growth(value: number, change: number): number {
  return change * (2 * value + change);
}
