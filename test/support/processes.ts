/** The processes that this one has started, and theirs. */
import { execFileSync } from 'node:child_process';
import process from 'node:process';

/** Numbers of all whose command line has these texts. */
export function processesWith(...texts: readonly string[]): readonly number[] {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((row) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row) ?? [])
    .map(([, pid, parent, args]) => ({ pid: Number(pid), parent: Number(parent), args }));
  const isOurs = (pid: number): boolean => {
    const parent = rows.find((row) => row.pid === pid)?.parent ?? 0;
    return parent === process.pid || (parent > 1 && isOurs(parent));
  };
  return rows
    .filter(({ pid, args }) => texts.every((text) => args?.includes(text)) && isOurs(pid))
    .map(({ pid }) => pid);
}
