/** The run of a command: its network file read, its data loaded, everything allocated; or every problem. */
import path from 'node:path';

import { openRun, type OpenedRun, type Run } from '../trainer/run';
import { readNetworkFile } from './networkText';
import type { Surroundings } from './surroundings';

type Problems = Extract<OpenedRun, { kind: 'refused' }>['problems'];

/** The network file or its data cannot be used. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';

  constructor(readonly problems: Problems) {
    super(problems.map(({ message }) => message).join('\n'));
  }
}

export interface OpenOptions {
  /** An NPZ file with all parameters to start from, instead of what the network file says. */
  readonly parametersFile?: string;
  /** More than a command needs that goes forward only. */
  readonly keyframeBudgetBytes?: number;
}

// A command goes forward only, so no more than the newest keyframes are of use.
const usualKeyframeBudgetBytes = 2 ** 24;

/** `file` is as the user wrote it. Throws a `RefusedError`. */
export async function openRunOf(
  file: string,
  { chooseKernels, memoryBudgetBytes }: Surroundings,
  { parametersFile, keyframeBudgetBytes = usualKeyframeBudgetBytes }: OpenOptions = {},
): Promise<Run> {
  const text = await readNetworkFile(file);
  if (text.kind === 'refused')
    throw new RefusedError([{ file, line: 1, column: 1, message: text.reason }]);
  const opened = await openRun({
    file: path.resolve(file),
    text: text.text,
    roots: [],
    memoryBudgetBytes,
    keyframeBudgetBytes,
    chooseKernels,
    ...(parametersFile === undefined ? {} : { parametersFile: path.resolve(parametersFile) }),
  });
  if (opened.kind === 'refused') throw new RefusedError(opened.problems);
  return opened.run;
}

/** `file:line:column: message`, the file relative to the current folder when it lies in it, as compilers do. */
export function problemText({ file, line, column, message }: Problems[number]): string {
  const relative = path.relative(process.cwd(), file);
  const isInside = relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
  return `${isInside ? relative : file}:${line}:${column}: ${message}`;
}
