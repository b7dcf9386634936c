/** The adapter's end of the conversation with a trainer process. */
import type { TrainerEvents, TrainerRequests } from '../protocol/trainer';
import { type ForkOptions, openForkedChannel } from '../rpc/node/forkedChannel';
import { createRequester, type Requester } from '../rpc/peer';

export interface TrainerConnection {
  readonly trainer: Requester<TrainerRequests, TrainerEvents>;
  /** What the process printed last, for the report of a crash. */
  recentOutput(): string;
  /** Ends the process, if need be by force; what was asked and not answered is rejected. */
  close(): void;
}

const firstMessageMs = 5000;

/** Starts the trainer's bundle in a process of its own; one that does not get as far as to say so is ended. */
export function forkTrainer(script: string, options: ForkOptions = {}): TrainerConnection {
  const channel = openForkedChannel(script, { firstMessageMs, ...options });
  return {
    trainer: createRequester<TrainerRequests, TrainerEvents>(channel),
    recentOutput: () => channel.recentOutput(),
    close: () => channel.close(),
  };
}
