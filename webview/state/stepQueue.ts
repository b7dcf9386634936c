/**
 * Steps the user asks for, sent one request at a time.
 *
 * Presses that come while a step is under way are counted, never dropped: the next request carries them all
 * as one movement. Presses of different kinds keep their order.
 */
import type { StepParams } from '../../src/protocol/movement';

export interface StepQueue {
  step(step: Omit<StepParams, 'count'>): void;
  /** Forgets the presses that have not been sent. */
  clear(): void;
  /** Whether a step is under way. */
  isBusy(): boolean;
}

/** `send` never rejects; the next step waits until it resolves. */
export function createStepQueue(send: (step: StepParams) => Promise<void>): StepQueue {
  let waiting: StepParams[] = [];
  let sending = false;

  async function sendAll(): Promise<void> {
    sending = true;
    for (let step = waiting.shift(); step; step = waiting.shift()) await send(step);
    sending = false;
  }

  return {
    step({ granularity, direction }) {
      const last = waiting.at(-1);
      if (last?.granularity === granularity && last.direction === direction) {
        waiting[waiting.length - 1] = { ...last, count: last.count + 1 };
        return;
      }
      waiting.push({ granularity, direction, count: 1 });
      if (!sending) void sendAll();
    },
    clear() {
      waiting = [];
    },
    isBusy: () => sending,
  };
}
