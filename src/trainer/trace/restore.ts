/**
 * Takes over in a fresh run what another process had computed, and proves it on the way.
 *
 * The root's scalars and keyframes first; then each branch, in the order in which they were made: its parent goes
 * to where the edit was, the edit is made again, and the branch is given what was known of it.
 */
import {
  comparePositions,
  ReplayMismatchError,
  type Branch,
  type Position,
  type Timeline,
} from '../../core';
import { DataError } from '../loading/dataError';
import type { Run } from '../run';
import { differenceFrom } from './origin';
import type { Trace, TraceBranch } from './readTrace';

/**
 * Throws a `DataError` at `file` when the run is not that of the trace. Afterwards the branch is in use in which
 * the trace stands, and it is for the caller to go to the position.
 */
export function restore(run: Run, trace: Trace, file: string): void {
  const refuse = (reason: string): never => {
    throw new DataError(`${file} cannot be gone on with. ${reason}`, { file });
  };
  const difference = differenceFrom(trace.header, run);
  if (difference !== undefined) refuse(difference);
  try {
    for (const [index, branch] of trace.branches.entries()) {
      if (branch.origin !== undefined) makeAgain(run, branch, index + 1);
      remember(run.timeline, branch);
      // What has been raised was told when it happened.
      run.alerts.catchUp(() => undefined);
    }
    const { branch, position } = trace.stand;
    run.branches.use(branchOf(run, branch));
    checkKnown(position, run.timeline);
  } catch (error) {
    if (error instanceof Contradiction) refuse(error.message);
    if (!(error instanceof ReplayMismatchError)) throw error;
    refuse(
      `It holds other numbers than this run: iteration ${error.iteration} has ${error.found}, expected ${error.expected}.`,
    );
  }
}

/** The file says what cannot be of its own run; the message is a sentence. */
class Contradiction extends Error {}

function makeAgain(run: Run, { origin }: TraceBranch, id: number): void {
  const [first] = origin?.edits ?? [];
  if (origin === undefined || first === undefined) return;
  const parent = branchOf(run, origin.parent);
  run.branches.use(parent);
  checkKnown(first.position, parent.timeline);
  standApart(parent, first.position);
  for (const { position, ...edit } of origin.edits) {
    if (comparePositions(position, first.position) !== 0) {
      throw new Contradiction('A branch has edits at two positions.');
    }
    const outcome = run.branches.edit(edit);
    if (outcome.kind === 'refused') throw new Contradiction(outcome.message);
    if (outcome.branch.id !== id) throw new Contradiction(`Branch ${id} cannot be made again.`);
  }
}

/** At the position, with something computed behind it, so that an edit there begins a branch. */
function standApart({ timeline, origin }: Branch, position: Position): void {
  const isAtOrigin = origin !== undefined && comparePositions(origin.position, position) === 0;
  const { iteration, instruction } = position;
  if (isAtOrigin && instruction < timeline.end.instruction) {
    timeline.seek({ iteration, instruction: instruction + 1 });
  }
  timeline.seek(position);
}

function remember(timeline: Timeline, branch: TraceBranch): void {
  const { rows, scalars, evaluations, keyframes, firstIteration } = branch;
  if (0 < rows && firstIteration !== timeline.scalars.count) {
    throw new Contradiction(`The scalars of iteration ${timeline.scalars.count} are missing.`);
  }
  if (timeline.iterations < timeline.scalars.count + rows) {
    throw new Contradiction(`It has scalars beyond its ${timeline.iterations} iterations.`);
  }
  const end = timeline.scalars.count + rows;
  const known = keyframes.filter(({ iteration }) => iteration <= end);
  const evaluated = evaluations.filter(({ iteration }) => iteration < end);
  if (timeline.evaluations?.remember(evaluated) === false) {
    throw new Contradiction('It has evaluations where none are made.');
  }
  timeline.remember({ rows: scalars, keyframes: known });
}

/** A position that was stood at has all iterations before it computed. */
function checkKnown(position: Position, { end, computedIterations }: Timeline): void {
  const isInside = position.instruction <= end.instruction && comparePositions(position, end) <= 0;
  if (isInside && position.iteration <= computedIterations) return;
  throw new Contradiction(
    `Its position ${position.iteration}:${position.instruction} is outside of what it has computed.`,
  );
}

function branchOf(run: Run, id: number): Branch {
  const branch = run.branches.find(id + 1);
  if (branch === undefined) throw new Contradiction(`It has no branch ${id}.`);
  return branch;
}
