/**
 * Runs that begin where a trace says: one that goes on after a crash, one that was saved as a file.
 *
 * Both are compiled anew from their network and their data, and take over what was computed only if these are
 * what they were.
 */
import { constants } from 'node:fs';
import { open, readdir, readFile, realpath } from 'node:fs/promises';
import path from 'node:path';

import type { JournalParams, LoadProblem } from '../../protocol/loading';
import { DataError } from '../loading/dataError';
import { formatBytes } from '../loading/memoryBudget';
import { explain } from '../loading/systemError';
import { openRun, type Run, type RunOptions } from '../run';
import { findJournal } from './journalFolder';
import { readTrace, type Trace } from './readTrace';
import { restore } from './restore';

export type TracedRun =
  | {
      readonly kind: 'opened';
      readonly run: Run;
      /** Where the run stood. */
      readonly stand?: Trace['stand'];
      /** A sentence for the user. */
      readonly notice?: string;
      /** The journal that the run goes on from. */
      readonly from?: string;
    }
  | { readonly kind: 'refused'; readonly problems: readonly LoadProblem[] };

/** A run that goes on from what the session `journal.resume` has left, if there is one. */
export async function openResumed(
  options: RunOptions,
  journal: JournalParams | undefined,
): Promise<TracedRun> {
  if (journal?.resume === undefined) return openRun(options);
  const { folder, resume } = journal;
  return refusing(async () => {
    const found = await findJournal(folder, resume);
    const anew = async (notice: string): Promise<TracedRun> => {
      const opened = await openRun(options);
      return opened.kind === 'refused' ? opened : { ...opened, notice };
    };
    if (found.kind === 'missing') {
      return anew('There is no journal of this run any more, so it is computed again.');
    }
    const { trace, file } = found;
    if (trace.header.networkText !== options.text) {
      return anew('The network file has changed since the run stopped, so this run begins anew.');
    }
    return takeOver(options, trace, file);
  });
}

export interface TraceOptions extends Omit<RunOptions, 'file' | 'text' | 'parametersFile'> {
  /** Absolute path of the trace. */
  readonly trace: string;
}

/**
 * The run of a saved trace, or what the session `journal.resume` has made of it. Data is looked for from the folder
 * of the trace on.
 */
export function openTrace(
  options: TraceOptions,
  journal: JournalParams | undefined,
): Promise<TracedRun> {
  return refusing(async () => {
    const { trace: given } = options;
    const file = await realpath(given).catch(() => given);
    const left = journal?.resume && (await findJournal(journal.folder, journal.resume));
    const isLeft = typeof left === 'object' && left.kind === 'found';
    const trace = isLeft
      ? left.trace
      : readTrace({ file, bytes: await readBounded(file, options) });
    const text = trace.header.networkText;
    const network = (await networkBeside(file, text)) ?? file;
    const from = isLeft ? left.file : file;
    const opened = await takeOver({ ...options, file: network, text }, trace, from);
    if (opened.kind === 'refused' || isLeft || trace.isComplete) return opened;
    const damage = trace.damage ?? 'Its end is missing; what it holds was read.';
    return { ...opened, notice: `${path.basename(file)} is damaged. ${damage}` };
  });
}

async function takeOver(options: RunOptions, trace: Trace, file: string): Promise<TracedRun> {
  const opened = await openRun(options);
  if (opened.kind === 'refused') return opened;
  restore(opened.run, trace, file);
  return { ...opened, stand: trace.stand, from: file };
}

async function refusing(opening: () => Promise<TracedRun>): Promise<TracedRun> {
  try {
    return await opening();
  } catch (error) {
    if (error instanceof DataError) return { kind: 'refused', problems: [error.problem] };
    throw error;
  }
}

/** The network file in the trace's folder that has this text, so that an editor can show it. */
async function networkBeside(trace: string, text: string): Promise<string | undefined> {
  const folder = path.dirname(trace);
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (!entry.isFile() || !entry.name.endsWith('.nn.jsonc')) continue;
    const file = path.join(folder, entry.name);
    if ((await readFile(file, 'utf8').catch(() => undefined)) === text) return file;
  }
  return undefined;
}

async function readBounded(file: string, { memoryBudgetBytes }: TraceOptions): Promise<Uint8Array> {
  try {
    // A FIFO would make a blocking open wait for ever; Windows has neither.
    const nonBlocking = (constants as Partial<typeof constants>).O_NONBLOCK ?? 0;
    const handle = await open(file, constants.O_RDONLY | nonBlocking);
    try {
      const status = await handle.stat();
      if (!status.isFile()) throw new DataError(`${file} is not a regular file.`, { file });
      if (memoryBudgetBytes < status.size) {
        throw new DataError(
          `${file} has ${formatBytes(status.size)}, more than the memory budget of ${formatBytes(memoryBudgetBytes)}. Raise the setting backstep.memoryBudgetMB.`,
          { file },
        );
      }
      return await handle.readFile();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof DataError) throw error;
    throw new DataError(`${file} cannot be read: ${explain(error)}.`, { file });
  }
}
