/** `backstep dap`: one debug session over a pair of streams, until its client ends it or goes away. */
import type { Readable } from 'node:stream';

import { MessageReader, frameMessage } from '../adapter/messageFraming';
import { BackstepDebugSession } from '../adapter/session';
import { forkTrainer, type TrainerConnection } from '../adapter/trainerConnection';
import { UsageError } from './invocation';
import { readNetworkFile } from './networkText';
import type { TextOutput } from './textOutput';

export interface DebugAdapterStreams {
  readonly input: Readable;
  readonly output: TextOutput;
  readonly interruption: AbortSignal;
  /** The trainer's bundle. */
  readonly trainerScript: string;
  readonly memoryBudgetBytes: number;
}

const keyframeBudgetBytes = 256 * 2 ** 20;

/** Rejects with a `UsageError` when the stream does not hold messages of the protocol. */
export async function serveDebugAdapter(streams: DebugAdapterStreams): Promise<void> {
  const { input, output, interruption, trainerScript, memoryBudgetBytes } = streams;
  const session = new BackstepDebugSession({
    startTrainer: () => shownAtOnce(forkTrainer(trainerScript)),
    readFile: readText,
    roots: [],
    memoryBudgetBytes,
    keyframeBudgetBytes,
  });
  try {
    await new Promise<void>((resolve, reject) => {
      const reader = new MessageReader();
      session.onMessage((message) => {
        const written = output.write(frameMessage(message).toString('utf8'));
        // A client that waits for the process to end has said its last word with this request.
        const isLast = 'command' in message && message.command === 'disconnect';
        written.then(isLast ? resolve : undefined, reject);
      });
      input.on('data', (piece: Buffer) => {
        try {
          for (const message of reader.read(piece)) session.receive(message);
        } catch (error) {
          reject(new UsageError(error instanceof Error ? error.message : String(error)));
        }
      });
      input.once('end', resolve);
      input.once('error', reject);
      interruption.addEventListener('abort', () => resolve());
    });
  } finally {
    session.dispose();
    input.destroy();
  }
}

/** There is no panel here that could be slow: every report of progress has been shown when it has come. */
function shownAtOnce(connection: TrainerConnection): TrainerConnection {
  const { trainer } = connection;
  trainer.on('progress', () => {
    trainer.request('acknowledgeProgress', {}).catch(() => undefined);
  });
  return connection;
}

async function readText(file: string): Promise<string> {
  const read = await readNetworkFile(file);
  if (read.kind === 'refused') throw new Error(read.reason);
  return read.text;
}
