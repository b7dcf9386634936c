/** The branches of the run, each with what was changed where it began; pressing one goes over to it. */
import type { VNode } from 'preact';

import type { BranchDescription } from '../../src/protocol/branches';
import type { RunDescription } from '../../src/protocol/run';
import { Icon } from '../controls/icon';
import { usePanel } from '../controls/panelContext';

export function BranchList(): VNode | null {
  const { session } = usePanel();
  const { store, branches } = session;
  const run = store.run.value;
  const all = branches.branches.value;
  if (run === undefined || all.length < 2) return null;
  const isStopped = store.connection.value.kind === 'stopped';
  return (
    <nav class="branches" aria-label="Branches">
      <Icon name="git-branch" />
      {all.map((branch) => (
        <button
          key={branch.id}
          type="button"
          class={branch.isInUse ? 'branch branch-in-use' : 'branch'}
          aria-current={branch.isInUse ? 'true' : undefined}
          aria-label={spokenName(branch, run)}
          title={spokenName(branch, run)}
          disabled={!isStopped}
          onClick={() => {
            if (!branch.isInUse) session.switchBranch(branch.id);
          }}
        >
          <strong>{branch.id}</strong> <span>{shortName(branch, run)}</span>
        </button>
      ))}
    </nav>
  );
}

/** `W1[0, 3] = 0.5 at 12:dW2`; the first branch is the run as its network file says it. */
function shortName({ origin, edits }: BranchDescription, run: RunDescription): string {
  if (origin === undefined) return 'network file';
  const [first = '', ...others] = edits;
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return `${first}${more} at ${placeName(origin.position, run)}`;
}

function spokenName(branch: BranchDescription, run: RunDescription): string {
  const { id, origin, edits, isInUse, computedIterations } = branch;
  const change =
    origin === undefined
      ? 'the run as its network file says it'
      : `from branch ${origin.branch} at ${placeName(origin.position, run)}, ${edits.join(', ')}`;
  const use = isInUse ? 'in use' : 'press to switch to it';
  return `Branch ${id}: ${change}; ${computedIterations} iterations computed; ${use}`;
}

function placeName(
  { iteration, instruction }: NonNullable<BranchDescription['origin']>['position'],
  { instructions }: RunDescription,
): string {
  return `${iteration}:${instructions[instruction]?.name ?? 'end'}`;
}
