/** A run as records: everything that another process needs to stand where this one stands. */
import type { Position, Timeline } from '../../core';
import type { Edit } from '../../core/timeline/edits';
import type { Keyframe } from '../../core/timeline/keyframes';
import type { TraceHeader, TraceRecord } from './format';

/** A branch as a trace numbers them: the run as it was made is 0. */
export interface WrittenBranch {
  readonly id: number;
  readonly origin?: { readonly parent: number; readonly edits: readonly Edit[] };
  readonly timeline: Timeline;
  /** The first iteration whose scalars are its own. */
  readonly firstIteration: number;
}

export interface WrittenRun {
  readonly header: TraceHeader;
  readonly branches: readonly WrittenBranch[];
  readonly stand: { readonly branch: number; readonly position: Position };
}

/** Most that a snapshot has of keyframes, all branches together. */
export interface SnapshotBudget {
  readonly keyframeBytes: number;
  readonly keyframes: number;
}

/** Rows in one record, so that a torn one costs little. */
const rowsPerRecord = 16_384;

/** Everything but the stand. A keyframe is looked up when its turn comes, and left out when it is gone by then. */
export function* snapshotOf(
  { header, branches }: Omit<WrittenRun, 'stand'>,
  { keyframeBytes, keyframes }: SnapshotBudget,
): Generator<TraceRecord> {
  yield { kind: 'header', header };
  for (const branch of branches) {
    const { id, origin, timeline } = branch;
    for (const edit of origin?.edits ?? []) {
      yield { kind: 'edit', branch: id, parent: origin!.parent, edit };
    }
    yield* rowsOf(branch, branch.firstIteration);
    yield* evaluationsOf(branch, branch.firstIteration);
    const inBudget = Math.min(keyframeBytes / header.persistentBytes, keyframes);
    const most = Math.floor(inBudget / branches.length);
    for (const iteration of thinned(ownKeyframes(branch), most, timeline.position.iteration)) {
      const keyframe = timeline.keyframeBefore(iteration);
      if (keyframe?.iteration === iteration) yield { kind: 'keyframe', branch: id, ...keyframe };
    }
  }
}

/** The scalars of a branch from an iteration on. */
export function* rowsOf({ id, timeline }: WrittenBranch, first: number): Generator<TraceRecord> {
  const { scalars } = timeline;
  const end = scalars.count;
  for (let from = first; from < end; from += rowsPerRecord) {
    const values = scalars.rows(from, Math.min(end, from + rowsPerRecord));
    const columns = scalars.names.length;
    yield { kind: 'scalars', branch: id, firstIteration: from, columns, values };
  }
}

/** The evaluations of a branch after this iteration and those behind it. */
export function evaluationsOf({ id, timeline }: WrittenBranch, first: number): TraceRecord[] {
  const all = timeline.evaluations?.since(first) ?? [];
  return all.map((evaluated) => ({ kind: 'evaluation', branch: id, ...evaluated }));
}

/** The keyframe nearest before a place, with the branch that it is of: perhaps one that the place's began in. */
export function keyframeBefore(
  branches: readonly WrittenBranch[],
  { branch: id, position }: WrittenRun['stand'],
): { readonly branch: WrittenBranch; readonly keyframe: Keyframe } | undefined {
  const find = (wanted: number) => branches.find((each) => each.id === wanted);
  let branch = find(id);
  const keyframe = branch?.timeline.keyframeBefore(position.iteration);
  if (keyframe === undefined) return undefined;
  while (branch?.origin !== undefined && keyframe.iteration <= branch.firstIteration) {
    branch = find(branch.origin.parent);
  }
  return branch && { branch, keyframe };
}

function ownKeyframes({ origin, timeline, firstIteration }: WrittenBranch): readonly number[] {
  const { keyframeIterations } = timeline;
  if (origin === undefined) return keyframeIterations;
  return keyframeIterations.filter((iteration) => firstIteration < iteration);
}

/** At most `most` of them, evenly, with the first and the last one before `cursor` always among them. */
function thinned(iterations: readonly number[], most: number, cursor: number): readonly number[] {
  if (iterations.length <= most) return iterations;
  const stride = Math.ceil(iterations.length / Math.max(1, most));
  const nearest = iterations.findLast((iteration) => iteration <= cursor);
  return iterations.filter((iteration, index) => index % stride === 0 || iteration === nearest);
}
