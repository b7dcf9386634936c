/**
 * The gradient check: what backpropagation says against what the cost does.
 *
 * For each entry of each parameter the central difference (J(w + h) − J(w − h)) / 2h is compared with dJ/dw.
 * It runs on a machine of its own, in float64, over one minibatch; so the run that is being debugged is not
 * touched, and cancelling leaves nothing to restore. Sources: Andrew Ng's course 2, week 1; CS231n.
 */
import type { Machine } from '../machine/machine';
import { gradeError, type GradientVerdict } from './verdict';

/** h of the central difference: truncation (h²) and rounding (ε/h) errors balance near the cube root of ε. */
export const defaultPerturbation = 1e-5;

export interface GradientCheckOptions {
  /** A float64 machine whose only minibatch is the one to check, with the parameters to check. */
  readonly machine: Machine;
  readonly perturbation?: number;
  /** Entries per parameter, spread evenly; all when absent. */
  readonly maximumEntries?: number;
}

export interface CheckedEntry {
  readonly row: number;
  readonly column: number;
  readonly analytic: number;
  readonly numerical: number;
}

export interface CheckedParameter {
  readonly parameter: string;
  readonly checked: number;
  readonly total: number;
  /** Entries where a unit changed sides within ±h; they are left out of the error. */
  readonly kinks: number;
  /** ‖g − ĝ‖ / (‖g‖ + ‖ĝ‖) over the entries checked so far. */
  readonly relativeError: number;
  /** ‖g − ĝ‖ */
  readonly differenceNorm: number;
  /** ‖g‖ */
  readonly analyticNorm: number;
  /** ‖ĝ‖ */
  readonly numericalNorm: number;
  readonly verdict: GradientVerdict;
  /** The entry whose gradients differ most. */
  readonly worst: CheckedEntry | undefined;
}

export class GradientCheck {
  readonly parameters: readonly string[];
  private readonly machine: Machine;
  private readonly perturbation: number;
  private readonly maximumEntries: number;
  /** Instructions of the forward pass and the cost; the batch has been gathered already. */
  private readonly forward: { readonly from: number; readonly to: number };
  private readonly gradients = new Map<string, Float64Array>();
  private readonly kinkedInputs: readonly string[];
  private readonly hasMaxPool: boolean;
  private readonly cost: number;

  constructor({ machine, perturbation, maximumEntries }: GradientCheckOptions) {
    this.machine = machine;
    this.perturbation = perturbation ?? defaultPerturbation;
    this.maximumEntries = maximumEntries ?? Infinity;
    const { instructions, tensors } = machine.program;
    const from = instructions.findIndex(({ phase }) => phase === 'forward');
    const to = instructions.findIndex(({ phase }) => phase === 'backward');
    const update = instructions.findIndex(({ phase }) => phase === 'update');
    this.forward = { from, to };
    this.parameters = tensors.filter(({ role }) => role === 'parameter').map(({ name }) => name);
    this.kinkedInputs = instructions
      .filter(({ phase, formula }) => phase === 'forward' && isKinked(formula[0]))
      .flatMap(({ reads }) => reads);
    this.hasMaxPool = instructions.some(({ formula }) => formula[0] === 'maxPool(');
    machine.run(0, 0, update);
    this.cost = machine.cost();
    for (const parameter of this.parameters) {
      this.gradients.set(parameter, this.gradientOf(parameter));
    }
  }

  /** Checks a parameter entry by entry; yields after each, so that the caller can pause, report or stop. */
  *check(parameter: string): Generator<CheckedParameter, CheckedParameter> {
    const { values, columns } = this.machine.view(parameter, 0);
    const gradient = this.gradients.get(parameter);
    if (gradient === undefined) throw new RangeError(`${parameter} is not a parameter`);
    const total = values.length;
    const stride = Math.max(1, Math.ceil(total / this.maximumEntries));
    const sums = { difference: 0, excess: 0, analytic: 0, numerical: 0 };
    let [checked, kinks] = [0, 0];
    let worst: CheckedEntry | undefined;
    let result: CheckedParameter | undefined;
    for (let entry = 0; entry < total; entry += stride) {
      const analytic = gradient[entry]!;
      const numerical = this.difference(values, entry);
      const difference = Math.abs(analytic - numerical);
      checked++;
      if (this.noise < difference && this.isKink(values, entry, difference)) {
        kinks++;
      } else {
        sums.difference += difference * difference;
        const excess = Math.max(0, difference - this.noise);
        sums.excess += excess * excess;
        sums.analytic += analytic * analytic;
        sums.numerical += numerical * numerical;
        if (worst === undefined || Math.abs(worst.analytic - worst.numerical) < difference) {
          worst = {
            row: Math.floor(entry / columns),
            column: entry % columns,
            analytic,
            numerical,
          };
        }
      }
      const [analyticNorm, numericalNorm] = [Math.sqrt(sums.analytic), Math.sqrt(sums.numerical)];
      const size = analyticNorm + numericalNorm;
      const relative = (sum: number): number => (sum === 0 ? 0 : Math.sqrt(sum) / size);
      const relativeError = relative(sums.difference);
      result = {
        parameter,
        checked,
        total,
        kinks,
        relativeError,
        differenceNorm: Math.sqrt(sums.difference),
        analyticNorm,
        numericalNorm,
        verdict: gradeError(relativeError, { beyondNoise: relative(sums.excess), kinks }),
        worst,
      };
      yield result;
    }
    if (result === undefined) throw new RangeError(`${parameter} has no entries`);
    return result;
  }

  private gradientOf(parameter: string): Float64Array {
    const name = this.machine.program.gradients.get(parameter);
    if (name === undefined) throw new RangeError(`${parameter} has no gradient`);
    return Float64Array.from(this.machine.view(name, 0).values);
  }

  /** What rounding alone can do to a central difference of this cost: a few ε·J/h. */
  private get noise(): number {
    return (8 * Number.EPSILON * Math.max(Math.abs(this.cost), 1e-3)) / this.perturbation;
  }

  private difference(values: Float64Array | Float32Array, entry: number): number {
    const plus = this.costWith(values, entry, this.perturbation);
    const minus = this.costWith(values, entry, -this.perturbation);
    return (plus - minus) / (2 * this.perturbation);
  }

  private costWith(values: Float64Array | Float32Array, entry: number, change: number): number {
    const value = values[entry]!;
    values[entry] = value + change;
    this.machine.run(0, this.forward.from, this.forward.to);
    values[entry] = value;
    return this.machine.cost();
  }

  private isKink(values: Float64Array | Float32Array, entry: number, difference: number): boolean {
    return (
      this.crossesKink(values, entry) || (this.hasMaxPool && this.bends(values, entry, difference))
    );
  }

  /**
   * Whether the slopes to the left and to the right differ by as much as the gradients do. Where the maximum of a
   * window moves to another pixel within ±h they do; for a wrong gradient of a smooth cost they are all but equal.
   */
  private bends(values: Float64Array | Float32Array, entry: number, difference: number): boolean {
    const right = this.costWith(values, entry, this.perturbation) - this.cost;
    const left = this.cost - this.costWith(values, entry, -this.perturbation);
    return difference <= Math.abs(right - left) / this.perturbation;
  }

  /** Whether an input of a ReLU-like unit is on different sides of 0 at w + h and w − h. */
  private crossesKink(values: Float64Array | Float32Array, entry: number): boolean {
    const sides = (): readonly boolean[] =>
      this.kinkedInputs.flatMap((name) =>
        Array.from(this.machine.view(name, 0).values, (value) => 0 < value),
      );
    this.costWith(values, entry, this.perturbation);
    const above = sides();
    this.costWith(values, entry, -this.perturbation);
    return sides().some((side, index) => side !== above[index]);
  }
}

function isKinked(token: unknown): boolean {
  return typeof token === 'string' && /^(?:relu|leakyRelu|step)\(/.test(token);
}
