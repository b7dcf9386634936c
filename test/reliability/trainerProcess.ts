/** A trainer in a process of its own that can be killed, and what can be asked of it and about it. */
import { readFileSync } from 'node:fs';
import process from 'node:process';

import type { JournalParams, LoadResult } from '../../src/protocol/loading';
import type { TrainerEvents, TrainerRequests } from '../../src/protocol/trainer';
import { openForkedChannel } from '../../src/rpc/node/forkedChannel';
import { createRequester, type Requester } from '../../src/rpc/peer';

export interface TrainerProcess {
  readonly pid: number;
  readonly trainer: Requester<TrainerRequests, TrainerEvents>;
  /** With SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
  close(): void;
}

export function startTrainer(script: string): TrainerProcess {
  const channel = openForkedChannel(script);
  const trainer = createRequester<TrainerRequests, TrainerEvents>(channel);
  const gone = new Promise<void>((resolve) => trainer.onClose(() => resolve()));
  const { pid } = channel;
  if (pid === undefined) throw new Error('The trainer could not be started');
  return {
    pid,
    trainer,
    kill() {
      process.kill(pid, 'SIGKILL');
      return gone;
    },
    close: () => channel.close(),
  };
}

export interface Loading {
  readonly text: string;
  readonly journal?: JournalParams;
  readonly keyframeBudgetBytes?: number;
}

export async function load(
  { trainer }: Pick<TrainerProcess, 'trainer'>,
  { text, journal, keyframeBudgetBytes = 2 ** 28 }: Loading,
): Promise<Extract<LoadResult, { kind: 'loaded' }>> {
  const result = await trainer.request('load', {
    file: '/nowhere/network.nn.jsonc',
    text,
    roots: [],
    memoryBudgetBytes: 2 ** 30,
    keyframeBudgetBytes,
    ...(journal && { journal }),
  });
  if (result.kind === 'refused') throw new Error(result.problems[0]?.message);
  return result;
}

/** Every number that has been computed where the run stands, as text. */
export async function everyNumber({ trainer }: Pick<TrainerProcess, 'trainer'>): Promise<string> {
  const { tensors } = await trainer.request('summaries', {});
  const whole = {
    firstRow: 0,
    firstColumn: 0,
    rows: 2 ** 20,
    columns: 2 ** 20,
    maximumCells: 8192,
  };
  const { slices } = await trainer.request('slices', {
    requests: tensors.map((tensor) => ({ tensor, ...whole })),
  });
  return slices
    .map(({ tensor, values }) => {
      if (values === undefined) return tensor;
      const { buffer, byteOffset, byteLength } = values;
      return `${tensor} ${Buffer.from(buffer, byteOffset, byteLength).toString('base64')}`;
    })
    .join('\n');
}

export function isRunning(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return !/\) [ZX] /.test(stat);
  } catch {
    return false;
  }
}

/** Bytes of memory that the process has in use; with its high-water mark where the system tells it. */
export function residentBytes(pid: number): { readonly now: number; readonly most: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'latin1');
  const kilobytes = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0);
  return { now: kilobytes('VmRSS') * 1024, most: kilobytes('VmHWM') * 1024 };
}
