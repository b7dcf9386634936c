/**
 * The branches of a run: what became of it without, and with, the changes made by hand.
 *
 * A branch has the past of another one up to a position, an edit there, and a future of its own. Nothing that
 * was computed is ever given up: an edit where a future is known begins a new branch. Only where a branch
 * still stands at its own first edit does another edit join it.
 */
import { hyperparametersOf } from '../machine/hyperparameters';
import { cellName } from '../program/explanation';
import type { Edit } from './edits';
import { comparePositions, type Position } from './position';
import type { Timeline } from './timeline';

export interface Branch {
  /** Counted from 1; the first is the run as its network file says it. */
  readonly id: number;
  /** Absent in the first one. */
  readonly origin?: { readonly branch: number; readonly position: Position };
  readonly timeline: Timeline;
}

export type EditOutcome =
  | { readonly kind: 'edited'; readonly branch: Branch; readonly isNew: boolean }
  /** The message is for the user. */
  | { readonly kind: 'refused'; readonly message: string };

/** An edit for the place where the branch in use stands. */
export type EditHere = Edit extends infer E
  ? E extends Edit
    ? Omit<E, 'position'>
    : never
  : never;

export const mostBranches = 8;

export class Branches {
  private readonly branches: Branch[];
  private current: Branch;

  constructor(timeline: Timeline) {
    this.current = { id: 1, timeline };
    this.branches = [this.current];
  }

  get all(): readonly Branch[] {
    return this.branches;
  }

  get inUse(): Branch {
    return this.current;
  }

  /** Makes the edit where the branch in use stands; the branch that has it is then in use. */
  edit(here: EditHere): EditOutcome {
    const { timeline } = this.current;
    const edit: Edit = { ...here, position: timeline.position };
    const problem = problemOf(edit, timeline);
    if (problem !== undefined) return { kind: 'refused', message: problem };
    if (this.isAtItsOrigin(this.current)) {
      timeline.extend(edit);
      return { kind: 'edited', branch: this.current, isNew: false };
    }
    if (this.branches.length === mostBranches) {
      return {
        kind: 'refused',
        message: `This run has ${mostBranches} branches, and there is room for no more. Switch to one of them, or restart the session.`,
      };
    }
    const origin = { branch: this.originAt(edit.position).id, position: edit.position };
    this.current = { id: this.branches.length + 1, origin, timeline: timeline.branch(edit) };
    this.branches.push(this.current);
    return { kind: 'edited', branch: this.current, isNew: true };
  }

  /** Where to go in another branch to stand at the same place, or at the last place it knows. */
  placeIn({ timeline }: Branch): { readonly position: Position; readonly isSame: boolean } {
    const { position } = this.current.timeline;
    const isSame = comparePositions(position, timeline.furthest) <= 0;
    return { position: isSame ? position : timeline.furthest, isSame };
  }

  find(id: number): Branch | undefined {
    return this.branches.find((branch) => branch.id === id);
  }

  /** From now on this branch is in use. It stands where it was left; a journey brings its numbers back. */
  use(branch: Branch): void {
    this.current = branch;
  }

  private isAtItsOrigin({ origin, timeline }: Branch): boolean {
    if (origin === undefined) return false;
    return [timeline.position, timeline.furthest].every(
      (position) => comparePositions(origin.position, position) === 0,
    );
  }

  /** Before its own first edit a branch is the one that it came from. */
  private originAt(position: Position): Branch {
    let branch = this.current;
    while (branch.origin !== undefined && comparePositions(position, branch.origin.position) < 0) {
      branch = this.find(branch.origin.branch)!;
    }
    return branch;
  }
}

/** `W1[0, 3] = 0.5`, `learningRate = 0.001` */
export function editText(edit: EditHere): string {
  const target = edit.kind === 'element' ? cellName(edit) : edit.name;
  return `${target} = ${Object.is(edit.value, -0) ? '-0' : String(edit.value)}`;
}

function problemOf(edit: Edit, timeline: Timeline): string | undefined {
  if (edit.kind === 'element') {
    const { tensor, row, column } = edit;
    const view = timeline.read(tensor);
    if (view === undefined) {
      return `${tensor} has no value here that could be changed. Step on to where it has been computed.`;
    }
    const { rows, columns } = view;
    const isInside = 0 <= row && row < rows && 0 <= column && column < columns;
    if (isInside && Number.isInteger(row) && Number.isInteger(column)) return undefined;
    return `${tensor} has ${rows} rows and ${columns} columns, counted from 0; there is no [${row}, ${column}].`;
  }
  const parameters = hyperparametersOf(timeline.spec);
  const found = parameters.find(({ name }) => name === edit.name);
  if (found === undefined) {
    const names = parameters.map(({ name }) => name).join(', ');
    return `No hyper-parameter that can change while training is named "${edit.name}". This run has ${names}.`;
  }
  if (found.allows(edit.value)) return undefined;
  return `${edit.name} is ${found.range}; ${edit.value} is not.`;
}
