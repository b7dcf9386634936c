/**
 * The edits of one branch on their way into the machine.
 *
 * A timeline says where it stands; the track makes each edit when its position is reached, and remembers what
 * it replaced. Going back makes them undone, because the numbers come back from a keyframe and the programs
 * are those of the edits that lie before it.
 */
import type { NetworkSpec } from '../../network/spec';
import { hyperparametersOf, learningRate } from '../machine/hyperparameters';
import type { Machine } from '../machine/machine';
import type { MinibatchPrograms } from '../machine/minibatchPrograms';
import type { Cell } from '../program/explanation';
import type { Edit } from './edits';
import { comparePositions, type Position } from './position';

/** A number that an edit has replaced, with what it was before. */
export interface ReplacedNumber {
  readonly cell: Cell;
  readonly position: Position;
  readonly before: number;
  /** What was written, in the precision of the run. */
  readonly after: number;
}

interface Settings {
  readonly spec: NetworkSpec;
  readonly programs: MinibatchPrograms;
}

export class EditTrack {
  /** How many have been made: the edits before this index. */
  private made = 0;
  /** For each edit that has been made what it replaced; absent where it changed no tensor. */
  private readonly replaced: (ReplacedNumber | undefined)[] = [];

  private constructor(
    private readonly machine: Machine,
    private readonly list: Edit[],
    /** What the first n edits leave, in place n; filled as far as it was needed. */
    private readonly settings: Settings[],
  ) {}

  /** Of a run as its network file says it. */
  static without(machine: Machine): EditTrack {
    return new EditTrack(machine, [], [{ spec: machine.spec, programs: machine.programs }]);
  }

  get edits(): readonly Edit[] {
    return this.list;
  }

  /** The network with the hyper-parameters that hold here. */
  get spec(): NetworkSpec {
    return this.settingsAfter(this.made).spec;
  }

  /** What has been replaced in `iteration`, in order. */
  replacedIn(iteration: number): readonly ReplacedNumber[] {
    return this.replaced.flatMap((number) =>
      number?.position.iteration === iteration ? number : [],
    );
  }

  /** A track for a branch at this place: it has the edits that have been made. */
  branch(): EditTrack {
    const branch = new EditTrack(
      this.machine,
      this.list.slice(0, this.made),
      this.settings.slice(0, this.made + 1),
    );
    branch.made = this.made;
    branch.replaced.push(...this.replaced);
    return branch;
  }

  /** One more edit behind all others; it is made when it is due. */
  add(edit: Edit): void {
    this.list.push(edit);
  }

  /** The numbers are those with which `iteration` begins: its edits, and all behind them, are to be made. */
  rewindTo(iteration: number): void {
    const first = this.list.findIndex(({ position }) => iteration <= position.iteration);
    this.made = first < 0 ? this.list.length : first;
    this.replaced.length = Math.min(this.replaced.length, this.made);
    while (this.replaced.length < this.made) this.replaced.push(undefined);
    this.machine.use(this.settingsAfter(this.made).programs);
  }

  /** The iteration in which an edit is due next; infinite when there is none. */
  get nextIteration(): number {
    return this.list[this.made]?.position.iteration ?? Infinity;
  }

  /** How far the iteration may run before an edit is due, at most to `instruction`. */
  nextStop(iteration: number, instruction: number): number {
    const position = this.list[this.made]?.position;
    if (position?.iteration !== iteration) return instruction;
    return Math.min(instruction, position.instruction);
  }

  /** Makes the edits of this position that have not been made yet. */
  makeDue(iteration: number, instruction: number): void {
    while (this.made < this.list.length) {
      const edit = this.list[this.made]!;
      if (comparePositions(edit.position, { iteration, instruction }) !== 0) return;
      this.replaced.push(this.make(edit));
      this.made++;
    }
  }

  private make(edit: Edit): ReplacedNumber | undefined {
    if (edit.kind === 'element') return this.place(edit, edit);
    this.machine.use(this.settingsAfter(this.made + 1).programs);
    if (edit.name !== learningRate) return undefined;
    return this.place({ tensor: learningRate, row: 0, column: 0 }, edit);
  }

  private place(
    { tensor, row, column }: Cell,
    { position, value }: Pick<Edit, 'position' | 'value'>,
  ): ReplacedNumber {
    const { values, columns } = this.machine.view(tensor, position.iteration);
    const index = row * columns + column;
    const before = values[index];
    if (before === undefined) {
      throw new RangeError(`${tensor} has no element in row ${row} and column ${column}`);
    }
    values[index] = value;
    return { cell: { tensor, row, column }, position, before, after: values[index] };
  }

  private settingsAfter(count: number): Settings {
    while (this.settings.length <= count) {
      const before = this.settings.at(-1)!;
      const edit = this.list[this.settings.length - 1]!;
      this.settings.push(edit.kind === 'element' ? before : this.changed(before, edit));
    }
    return this.settings[count]!;
  }

  private changed(
    { spec }: Settings,
    { name, value }: Extract<Edit, { kind: 'hyperparameter' }>,
  ): Settings {
    const found = hyperparametersOf(spec).find((parameter) => parameter.name === name);
    if (found === undefined) throw new RangeError(`No hyper-parameter is named "${name}"`);
    const changed = found.with(value);
    return { spec: changed, programs: this.machine.programsFor(changed) };
  }
}
