/**
 * The cost of a machine with one number of one parameter changed, by running its forward pass again. When a call
 * is over, the parameter has its own value again, to the last bit.
 */
import type { Machine } from '../machine/machine';

export interface Entry {
  readonly parameter: string;
  /** Place in the parameter, row by row. */
  readonly index: number;
}

export class ForwardPasses {
  /** The cost when nothing is changed. */
  readonly cost: number;
  private readonly machine: Machine;
  /** The instructions of the forward pass and the cost; the batch has been gathered already. */
  private readonly from: number;
  private readonly to: number;
  /** The tensors that units with a kink at 0 look at. */
  private readonly kinkedInputs: readonly string[];
  private readonly hasMaxPool: boolean;
  /** The parameter before whose first use nothing in memory comes from a change. */
  private settledFor = '';

  /** The machine has run its whole forward pass. */
  constructor(machine: Machine) {
    const { instructions } = machine.program;
    this.machine = machine;
    this.cost = machine.cost();
    this.from = instructions.findIndex(({ phase }) => phase === 'forward');
    this.to = instructions.findIndex(({ phase }) => phase === 'backward');
    this.kinkedInputs = instructions
      .filter(({ phase, formula }) => phase === 'forward' && isKinked(formula[0]))
      .flatMap(({ reads }) => reads);
    this.hasMaxPool = instructions.some(({ formula }) => formula[0] === 'maxPool(');
  }

  /** The cost with this change, by all of the forward pass. */
  wholeCost(entry: Entry, change: number): number {
    return this.costFrom(this.from, { ...entry, change });
  }

  /** The same bits, by the part of the forward pass that the parameter can change. */
  costWith(entry: Entry, change: number): number {
    const { parameter } = entry;
    if (this.settledFor !== parameter) {
      this.machine.run(0, this.from, this.to);
      this.settledFor = parameter;
    }
    return this.costFrom(this.firstUse(parameter), { ...entry, change });
  }

  /**
   * Whether the cost has no derivative at the entry, so that its gradients may well be as different as they are: a
   * unit changes sides within ±h, or the maximum of a window moves to another pixel.
   */
  isKink(entry: Entry, h: number, difference: number): boolean {
    return this.crossesKink(entry, h) || (this.hasMaxPool && this.bends(entry, h, difference));
  }

  /** Whether an input of a ReLU-like unit is on different sides of 0 at w + h and w − h. */
  private crossesKink(entry: Entry, h: number): boolean {
    const sides = (): readonly boolean[] =>
      this.kinkedInputs.flatMap((name) =>
        Array.from(this.machine.view(name, 0).values, (value) => 0 < value),
      );
    this.costWith(entry, h);
    const above = sides();
    this.costWith(entry, -h);
    return sides().some((side, index) => side !== above[index]);
  }

  /**
   * Whether the slopes to the left and to the right differ by as much as the gradients do. Where the maximum of a
   * window moves to another pixel within ±h they do; for a wrong gradient of a smooth cost they are all but equal.
   */
  private bends(entry: Entry, h: number, difference: number): boolean {
    const right = this.costWith(entry, h) - this.cost;
    const left = this.cost - this.costWith(entry, -h);
    return difference <= Math.abs(right - left) / h;
  }

  private firstUse(parameter: string): number {
    return this.machine.program.instructions.findIndex(
      ({ phase, reads }) => phase === 'forward' && reads.includes(parameter),
    );
  }

  private costFrom(
    from: number,
    { parameter, index, change }: Entry & { readonly change: number },
  ): number {
    const { values } = this.machine.view(parameter, 0);
    const value = values[index]!;
    values[index] = value + change;
    this.machine.run(0, from, this.to);
    values[index] = value;
    return this.machine.cost();
  }
}

function isKinked(token: unknown): boolean {
  return typeof token === 'string' && /^(?:relu|leakyRelu|step)\(/.test(token);
}
