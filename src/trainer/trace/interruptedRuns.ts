/**
 * The runs that were being debugged when their process ended: what can be offered to go on with.
 *
 * Only looks: nothing is loaded, changed or removed, and what a living process keeps is passed over.
 */
import { readFile, stat } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

import type { InterruptedRun } from '../../protocol/loading';
import { isAlive } from '../loading/processIdentity';
import type { TraceHeader } from './format';
import { findJournal, journaledSessions, journalHeader } from './journalFolder';
import { versionDifference } from './origin';

// A trainer whose host was killed is gone within a second, and whoever asks may be the next host.
const mostWaits = 20;
const waitMs = 100;

/** The latest first. */
export async function interruptedRuns(folder: string): Promise<readonly InterruptedRun[]> {
  const sessions = await journaledSessions(folder);
  const found: InterruptedRun[] = [];
  for (const session of await ended(folder, sessions)) {
    const run = await interruptedRun(folder, session).catch(() => undefined);
    if (run !== undefined) found.push(run);
  }
  return found.sort((one, other) => other.lastWritten - one.lastWritten);
}

/** All but those whose processes live and go on living. */
async function ended(folder: string, sessions: readonly string[]): Promise<readonly string[]> {
  const kept = new Set(sessions);
  for (let wait = 0; wait < mostWaits; wait++) {
    if (0 < wait) await delay(waitMs);
    for (const session of kept) if (!(await isKept(folder, session))) kept.delete(session);
    if (kept.size === 0) break;
  }
  return sessions.filter((session) => !kept.has(session));
}

async function isKept(folder: string, session: string): Promise<boolean> {
  const header = await journalHeader(folder, session);
  return header?.owner !== undefined && isAlive(header.owner);
}

/** Absent when it does not say which network it is of. */
async function interruptedRun(
  folder: string,
  session: string,
): Promise<InterruptedRun | undefined> {
  const found = await findJournal(folder, session);
  if (found.kind === 'missing') return undefined;
  const { header, stand } = found.trace;
  if (header.networkFile === undefined) return undefined;
  const obstacle = versionDifference(header) ?? (await networkDifference(header));
  return {
    session,
    journal: found.file,
    file: header.networkFile,
    position: stand.position,
    ...(obstacle === undefined ? {} : { obstacle }),
    lastWritten: (await stat(found.file)).mtimeMs,
  };
}

async function networkDifference(header: TraceHeader): Promise<string | undefined> {
  const { networkFile = '', networkText } = header;
  const text = await readFile(networkFile, 'utf8').catch(() => undefined);
  if (text === undefined) return 'Its network file cannot be read any more.';
  const isSame = networkFile.endsWith('.nntrace') || text === networkText;
  return isSame ? undefined : 'Its network file has changed since.';
}
