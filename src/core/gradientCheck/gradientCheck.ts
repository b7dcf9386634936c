/**
 * The gradient check: what backpropagation says against what the cost does.
 *
 * For each entry of each parameter the central difference (J(w + h) − J(w − h)) / 2h is compared with dJ/dw.
 * It runs on a machine of its own, in float64, over one minibatch; so the run that is being debugged is not
 * touched, and cancelling leaves nothing to restore. Sources: Andrew Ng's course 2, week 1; CS231n.
 *
 * The costs come from forward passes alone. Where only plain dense layers follow, a pass recomputes no more than
 * what an entry changes, and of one entry in a hundred the cost is taken once more by a whole pass; elsewhere the
 * machine runs forward from where the parameter is used.
 */
import type { Machine } from '../machine/machine';
import type { CheckedParameter } from './checkedParameter';
import { ForwardPasses } from './forwardPasses';
import { IncrementalCosts } from './incrementalCosts';
import type { IncrementalOptions } from './incrementalForward';
import { Tally } from './tally';

/** h of the central difference: truncation (h²) and rounding (ε/h) errors balance near the cube root of ε. */
export const defaultPerturbation = 1e-5;

export interface GradientCheckOptions {
  /** A float64 machine whose only minibatch is the one to check, with the parameters to check. */
  readonly machine: Machine;
  readonly perturbation?: number;
  /** Entries per parameter, spread evenly; all when absent. */
  readonly maximumEntries?: number;
  /** What incremental forward passes need; without it all are whole. */
  readonly incremental?: Omit<IncrementalOptions, 'machine'> & {
    /** Which check of its run this is: with another number other entries are taken once more. */
    readonly turn: number;
  };
}

export class GradientCheck {
  readonly parameters: readonly string[];
  private readonly machine: Machine;
  private readonly perturbation: number;
  private readonly maximumEntries: number;
  private readonly gradients = new Map<string, Float64Array>();
  private readonly passes: ForwardPasses;
  private readonly incremental: IncrementalCosts | undefined;

  constructor({ machine, perturbation, maximumEntries, incremental }: GradientCheckOptions) {
    this.machine = machine;
    this.perturbation = perturbation ?? defaultPerturbation;
    this.maximumEntries = maximumEntries ?? Infinity;
    const { instructions, tensors } = machine.program;
    this.parameters = tensors.filter(({ role }) => role === 'parameter').map(({ name }) => name);
    machine.run(
      0,
      0,
      instructions.findIndex(({ phase }) => phase === 'update'),
    );
    for (const parameter of this.parameters) {
      this.gradients.set(parameter, this.gradientOf(parameter));
    }
    this.passes = new ForwardPasses(machine);
    this.incremental =
      incremental && IncrementalCosts.of({ ...incremental, machine, passes: this.passes });
  }

  /** Checks a parameter, some entries at a time; yields after each few, so that the caller can pause, report or stop. */
  *check(parameter: string): Generator<CheckedParameter, CheckedParameter> {
    const { values, columns } = this.machine.view(parameter, 0);
    const gradient = this.gradients.get(parameter);
    if (gradient === undefined) throw new RangeError(`${parameter} is not a parameter`);
    const tally = new Tally({ parameter, total: values.length, columns, noise: this.noise });
    for (const { entries, slopes } of this.slopes(parameter, values.length)) {
      for (const [place, index] of entries.entries()) {
        const analytic = gradient[index]!;
        const numerical = slopes[place]!;
        const difference = Math.abs(analytic - numerical);
        if (!(this.noise < difference)) {
          tally.add(index, analytic, numerical);
          continue;
        }
        // Here whole forward passes are made, which take their time.
        if (0 < place) yield tally.result();
        if (this.passes.isKink({ parameter, index }, this.perturbation, difference))
          tally.addKink();
        else tally.add(index, analytic, numerical);
      }
      yield tally.result();
    }
    return tally.result();
  }

  private gradientOf(parameter: string): Float64Array {
    const name = this.machine.program.gradients.get(parameter);
    if (name === undefined) throw new RangeError(`${parameter} has no gradient`);
    return Float64Array.from(this.machine.view(name, 0).values);
  }

  /** What rounding alone can do to a central difference of this cost: a few ε·J/h. */
  private get noise(): number {
    const { cost } = this.passes;
    return (8 * Number.EPSILON * Math.max(Math.abs(cost), 1e-3)) / this.perturbation;
  }

  /** The central differences of the entries to check, portion by portion. */
  private *slopes(
    parameter: string,
    total: number,
  ): Generator<{ readonly entries: readonly number[]; readonly slopes: ArrayLike<number> }> {
    const { incremental, perturbation: h } = this;
    const stride = Math.max(1, Math.ceil(total / this.maximumEntries));
    const count = Math.ceil(total / stride);
    const portion = incremental?.portionOf(parameter);
    if (incremental === undefined || portion === undefined) {
      for (let index = 0; index < total; index += stride) {
        const plus = this.passes.costWith({ parameter, index }, h);
        const minus = this.passes.costWith({ parameter, index }, -h);
        yield { entries: [index], slopes: [(plus - minus) / (2 * h)] };
      }
      return;
    }
    const drawn = incremental.drawn(parameter, count);
    for (let first = 0; first < count; first += portion) {
      const length = Math.min(portion, count - first);
      const entries = Array.from({ length }, (_, place) => (first + place) * stride);
      const changes = incremental.changes(parameter, entries, h);
      const slopes = new Float64Array(length);
      for (let place = 0; place < length; place++) {
        const sign = place % 2;
        slopes[place] = (changes[2 * place]! - changes[2 * place + 1]!) / (2 * h);
        if (!drawn.has(first + place)) continue;
        const entry = { parameter, index: entries[place]! };
        incremental.crossCheck(entry, sign === 0 ? h : -h, changes[2 * place + sign]!);
      }
      yield { entries, slopes };
    }
  }
}
