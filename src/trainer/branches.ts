/** The branches of a run in the words of the protocol, and the edits that begin them. */
import { editText, hyperparametersOf, type Branch, type Edit } from '../core';
import type { BranchDescription, EditParams } from '../protocol/branches';
import { readEdit } from './editRequest';
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

function editsAtOrigin({ origin, timeline }: Branch): readonly Edit[] {
  if (origin === undefined) return [];
  const { iteration, instruction } = origin.position;
  return timeline.edits.filter(
    ({ position }) => position.iteration === iteration && position.instruction === instruction,
  );
}
