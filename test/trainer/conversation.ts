/** A conversation with the trainer over channels joined in this process, about a small network. */
import type { LoadResult } from '../../src/protocol/loading';
import type { StopReport } from '../../src/protocol/movement';
import type { Position } from '../../src/protocol/position';
import type { TrainerEvents, TrainerRequests } from '../../src/protocol/trainer';
import { joinChannels } from '../../src/rpc/joinedChannels';
import { createRequester, createResponder, type Requester } from '../../src/rpc/peer';
import type { ChooseKernels } from '../../src/trainer/kernels';
import { Trainer } from '../../src/trainer/trainer';
import { chooseKernels } from '../support/runs';

export interface Conversation {
  readonly trainer: Requester<TrainerRequests, TrainerEvents>;
  /** Every stop that was announced. */
  readonly stops: readonly StopReport[];
  readonly events: readonly (keyof TrainerEvents)[];
  /** The next event of this kind. */
  next<E extends keyof TrainerEvents>(event: E): Promise<TrainerEvents[E]>;
}

export function converse(choose: ChooseKernels = chooseKernels): Conversation {
  const [near, far] = joinChannels();
  const answering = new Trainer(choose);
  answering.connect(createResponder<TrainerRequests, TrainerEvents>(far, answering));
  const trainer = createRequester<TrainerRequests, TrainerEvents>(near);
  const stops: StopReport[] = [];
  const events: (keyof TrainerEvents)[] = [];
  for (const event of ['stopped', 'continued', 'progress', 'alertRaised'] as const) {
    trainer.on(event, () => events.push(event));
  }
  trainer.on('stopped', (report) => stops.push(report));
  const next = <E extends keyof TrainerEvents>(event: E) =>
    new Promise<TrainerEvents[E]>((resolve) => {
      const off = trainer.on(event, (payload) => {
        off();
        resolve(payload);
      });
    });
  return { trainer, stops, events, next };
}

/** Four minibatches of 25 samples an epoch. */
export function networkText({ epochs = 3, layers = 1, learningRate = 0.01 } = {}): string {
  const hidden = { type: 'dense', units: 8, activation: 'sigmoid' };
  return JSON.stringify({
    name: 'test',
    data: { source: 'moons', samples: 100, split: { train: 1, validation: 0, test: 0 } },
    layers: [
      ...Array.from({ length: layers }, () => hidden),
      { type: 'dense', units: 1, activation: 'sigmoid' },
    ],
    loss: 'binaryCrossEntropy',
    optimizer: { type: 'gradientDescent', learningRate },
    training: { batchSize: 25, epochs, seed: 5 },
  });
}

/** Would train for minutes if nobody interrupted it. */
export const endless = networkText({ epochs: 1_000_000 });

export function load({ trainer }: Conversation, text = networkText()): Promise<LoadResult> {
  return trainer.request('load', {
    file: '/lessons/test.nn.jsonc',
    text,
    roots: [],
    memoryBudgetBytes: 2 ** 28,
    keyframeBudgetBytes: 2 ** 22,
  });
}

export async function loaded(text?: string): Promise<Conversation> {
  const conversation = converse();
  const result = await load(conversation, text);
  if (result.kind === 'refused') throw new Error(result.problems[0]?.message);
  return conversation;
}

export function at(iteration: number, instruction = 0): Position {
  return { iteration, instruction };
}
