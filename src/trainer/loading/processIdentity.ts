/**
 * Which process this is, so that what it has left behind can be told from what is still in use.
 *
 * A process number is given again to another process; its start is not. Where the system does not tell the start,
 * a process of that number counts as the same one: then too much is kept, never too little.
 */
import { readFileSync } from 'node:fs';

/** A process, told from a later one of the same number by when it started. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Empty where the system does not tell. */
  readonly started: string;
}

export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, started: startOf(process.pid) ?? '' };
}

/** Whether that process still lives; one that has ended and was not waited for does not. */
export function isAlive({ pid, started }: ProcessIdentity): boolean {
  if (pid === 0 || !exists(pid)) return false;
  const now = startOf(pid);
  return now === undefined ? !hasProcessFiles() : started === '' || now === started;
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there, but another user's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** When the process started: ticks since the machine did, and which start of the machine; absent for a dead one. */
function startOf(pid: number): string | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The second field is the program's name in parentheses, which may hold anything.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const [state, ticks] = [fields[0], fields[19]];
    if (state === 'Z' || state === 'X' || ticks === undefined) return undefined;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()} ${ticks}`;
  } catch {
    return undefined;
  }
}

function hasProcessFiles(): boolean {
  return startOf(process.pid) !== undefined;
}
