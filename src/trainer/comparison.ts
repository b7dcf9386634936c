/** How a tensor differs between two branches that are at the same position. */
import { sliceMatrix, summarize, summaryFields, type TensorView } from '../core';
import type { CompareParams, ComparisonResult } from '../protocol/branches';
import { mostNumbersPerAnswer } from './inspect';
import { lookInto } from './otherBranch';
import type { Run } from './run';

/**
 * A tensor here less the same one at the same position of another branch, which is left standing there. The way may
 * take long; `isGivenUp` is asked in between.
 */
export async function compareBranches(
  run: Run,
  { branch: id, request }: CompareParams,
  isGivenUp: () => boolean,
): Promise<ComparisonResult> {
  const { branches, timeline } = run;
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
  const look = (): Numbers => other.timeline.read(request.tensor)!.values.slice();
  const there = await lookInto(timeline, other.timeline, { look, isGivenUp });
  if (there === undefined) {
    return unavailable('The comparison was given up for what was asked next.');
  }
  return compared(view, { here, there }, request);
}

function unavailable(reason: string): ComparisonResult {
  return { kind: 'unavailable', reason };
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
