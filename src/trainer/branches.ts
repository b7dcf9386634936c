/** The branches of a run in the words of the protocol: edits, switches, and what differs between two of them. */
import {
  editText,
  hyperparametersOf,
  sliceMatrix,
  summarize,
  summaryFields,
  type Branch,
  type Edit,
  type TensorView,
} from '../core';
import type {
  BranchDescription,
  CompareParams,
  ComparisonResult,
  EditParams,
} from '../protocol/branches';
import { readEdit } from './editRequest';
import { mostNumbersPerAnswer } from './inspect';
import type { Run } from './run';

export type EditAnswer =
  | { readonly kind: 'edited'; readonly notice: string }
  | { readonly kind: 'refused'; readonly message: string };

/** Makes the edit where the run stands. */
export function editRun(run: Run, params: EditParams): EditAnswer {
  const request = readEdit(run, params);
  if (request.kind === 'refused') return request;
  const { edit } = request;
  const outcome = run.branches.edit(edit);
  if (outcome.kind === 'refused') return outcome;
  const { branch, isNew } = outcome;
  const text = editText(edit);
  return {
    kind: 'edited',
    notice: isNew
      ? `Branch ${branch.id} starts here: ${text}. What was computed before stays in branch ${branch.origin?.branch}.`
      : `Branch ${branch.id}, which starts here, now has ${text} too.`,
  };
}

export function describeBranches({ branches }: Run): readonly BranchDescription[] {
  return branches.all.map((branch) => {
    const { id, origin, timeline } = branch;
    return {
      id,
      isInUse: branch === branches.inUse,
      computedIterations: timeline.computedIterations,
      ...(origin === undefined ? {} : { origin }),
      edits: editsAtOrigin(branch).map(editText),
      hyperparameters: hyperparametersOf(timeline.spec).map(({ name, value }) => ({ name, value })),
    };
  });
}

/** A tensor here less the same one at the same position of another branch, which is left standing there. */
export function compareBranches(
  run: Run,
  { branch: id, request }: CompareParams,
): ComparisonResult {
  const { branches, timeline } = run;
  const unavailable = (reason: string): ComparisonResult => ({ kind: 'unavailable', reason });
  const other = branches.find(id);
  if (other === undefined) return unavailable(`This run has no branch ${id}.`);
  const view = timeline.read(request.tensor);
  if (view === undefined) return unavailable(`${request.tensor} has not been computed yet here.`);
  if (!branches.placeIn(other).isSame) {
    return unavailable(
      `Branch ${id} has not been computed up to this position. Switch to it and go on from there.`,
    );
  }
  const here = view.values.slice();
  const { position } = timeline;
  other.timeline.seek(position);
  const there = other.timeline.read(request.tensor)!.values.slice();
  timeline.seek(position);
  return compared(view, { here, there }, request);
}

type Numbers = TensorView['values'];

function compared(
  view: TensorView,
  { here, there }: { readonly here: Numbers; readonly there: Numbers },
  request: CompareParams['request'],
): ComparisonResult {
  let different = 0;
  const values = Float64Array.from(here, (value, index) => {
    const other = there[index]!;
    // What is not finite and the same on both sides differs by nothing; subtracted it would be NaN.
    if (Object.is(value, other)) return 0;
    different++;
    return value - other;
  });
  const maximumCells = Math.min(request.maximumCells, mostNumbersPerAnswer);
  const slice = sliceMatrix({ ...view, values }, { ...request, maximumCells });
  return {
    kind: 'compared',
    difference: { tensor: request.tensor, ...slice },
    values: Float64Array.of(
      values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0),
      normOf(values),
      normOf(here),
      normOf(there),
    ),
    different,
  };
}

function normOf(values: Numbers): number {
  const summary = new Float64Array(summaryFields.length);
  summarize(values, summary, 0);
  return summary[summaryFields.indexOf('norm')]!;
}

function editsAtOrigin({ origin, timeline }: Branch): readonly Edit[] {
  if (origin === undefined) return [];
  const { iteration, instruction } = origin.position;
  return timeline.edits.filter(
    ({ position }) => position.iteration === iteration && position.instruction === instruction,
  );
}
