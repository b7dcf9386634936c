/** Writes a run down: as a journal while it lives, and as a trace when the user wants one. */
import * as fs from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';

import type { JournalParams } from '../../protocol/loading';
import type { Branch, Branches } from '../../core';
import { writeFileAtomically } from '../loading/atomicFile';
import { ownIdentity } from '../loading/processIdentity';
import type { Run } from '../run';
import { encodeRecord, preamble } from './encode';
import { Journal } from './journal';
import { cleanJournals, journalFile } from './journalFolder';
import { headerOf } from './origin';
import { snapshotOf, type WrittenBranch, type WrittenRun } from './snapshot';

/** Never rejects for the disk's sake: a journal that cannot be kept says so in its notice. */
export async function startJournal(
  run: Run,
  { folder, session, resume }: JournalParams,
): Promise<Journal> {
  // Only the user's: the network's text is in it.
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch(() => undefined);
  await cleanJournals(folder, Date.now());
  const journal = new Journal({
    file: journalFile(folder, session),
    header: { ...headerOf(run), owner: ownIdentity(), networkFile: run.file },
    run: () => writtenRun(run),
    budgetBytes: run.keyframeBudgetBytes,
    now: () => performance.now(),
    files: fs,
  });
  await journal.start();
  // What the run has gone on from is in this journal now.
  if (journal.isKept && resume !== undefined && resume !== session) {
    await rm(journalFile(folder, resume), { force: true });
  }
  return journal;
}

/** The whole of it, or nothing. Rejects with a `DataError`. */
export async function saveTrace(run: Run, file: string): Promise<void> {
  const { branches, stand } = writtenRun(run);
  const records = snapshotOf(
    { header: headerOf(run), branches },
    { keyframeBytes: Infinity, keyframes: Infinity },
  );
  const parts = [preamble()];
  for (const record of records) parts.push(encodeRecord(record));
  parts.push(encodeRecord({ kind: 'position', ...stand }), encodeRecord({ kind: 'end' }));
  await writeFileAtomically(path.resolve(file), Buffer.concat(parts));
}

/** Branches count from 1 in a run and from 0 in a file. */
function writtenRun({ branches, timeline }: Run): Omit<WrittenRun, 'header'> {
  return {
    branches: branches.all.map((branch) => writtenBranch(branch, branches)),
    stand: { branch: branches.inUse.id - 1, position: timeline.position },
  };
}

function writtenBranch({ id, origin, timeline }: Branch, branches: Branches): WrittenBranch {
  if (origin === undefined) return { id: id - 1, timeline, firstIteration: 0 };
  const { iteration, instruction } = origin.position;
  const inherited = branches.find(origin.branch)?.timeline.edits ?? [];
  return {
    id: id - 1,
    timeline,
    origin: {
      parent: origin.branch - 1,
      edits: timeline.edits.filter((edit) => !inherited.includes(edit)),
    },
    // An iteration that had ended before the edit is the parent's.
    firstIteration: instruction < timeline.end.instruction ? iteration : iteration + 1,
  };
}
