/** A panel that takes nothing for a minute while training goes on. */
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';

import { FollowedRun } from '../../../src/extension/followedRun';
import {
  PanelConversation,
  type PanelChannel,
} from '../../../src/extension/panel/panelConversation';
import { megabytes, sized, type ReliabilityPromise } from '../promise';
import { load, residentBytes, startTrainer } from '../trainerProcess';

export const stalledPanel: ReliabilityPromise = {
  name: 'stalled-panel',
  claim: 'panel stalled for 60 s while the trainer runs',
  limit: 'trainer and host grow by at most 16 MB',

  async measure(surroundings) {
    const seconds = sized(surroundings, { full: 60, quick: 20, test: 1 });
    const child = startTrainer(surroundings.trainerScript);
    try {
      const { run, report } = await load(child, { text: slowNetwork });
      const connection = {
        trainer: child.trainer,
        recentOutput: () => '',
        close: () => child.close(),
      };
      const followed = new FollowedRun(connection, run, report);
      const { channel, sent } = stalledChannel();
      const conversation = new PanelConversation(channel, {
        shownRun: () => followed,
        stateWithoutRun: () => ({ kind: 'idle' }),
        settings: () => ({ layout: 'columns' }),
        reveal: () => undefined,
        restart: () => undefined,
        copy: () => undefined,
        save: () => undefined,
        offerReload: () => undefined,
      });
      // Ends with the process, unanswered.
      child.trainer.request('resume', { direction: 'forward' }).catch(() => undefined);
      // The first seconds fill what is allocated once: keyframes, caches of the engine.
      await delay(Math.min(3, seconds) * 1000);
      const before = [residentBytes(child.pid).now, residentBytes(process.pid).now];
      await delay(seconds * 1000);
      const after = [residentBytes(child.pid).now, residentBytes(process.pid).now];
      const [trainer, host] = after.map((bytes, index) => bytes - before[index]!) as [
        number,
        number,
      ];
      await child.trainer.request('pause', {});
      conversation.close();
      const limit = 16 * 2 ** 20;
      return {
        passed: trainer <= limit && host <= limit,
        figures: `${seconds} s: trainer ${signed(trainer)}, host ${signed(host)}; ${sent()} messages were sent to the panel`,
      };
    } finally {
      child.close();
    }
  },
};

const signed = (bytes: number): string => `${bytes < 0 ? '-' : '+'}${megabytes(Math.abs(bytes))}`;

/** Visible, and never done with what it was sent. */
function stalledChannel(): { readonly channel: PanelChannel; readonly sent: () => number } {
  let messages = 0;
  return {
    channel: {
      send() {
        messages++;
      },
      onMessage: () => undefined,
      onClose: () => undefined,
      isVisible: () => true,
    },
    sent: () => messages,
  };
}

// Some ten iterations a second's slice, so that the scalars of each, which are kept for ever, weigh nothing.
const slowNetwork = JSON.stringify({
  name: 'slow',
  data: { source: 'moons', samples: 20_000, split: { train: 1 } },
  layers: [
    { type: 'dense', units: 64, activation: 'tanh' },
    { type: 'dense', units: 1, activation: 'sigmoid' },
  ],
  loss: 'binaryCrossEntropy',
  optimizer: { type: 'gradientDescent', learningRate: 0.1 },
  training: { batchSize: 20_000, epochs: 1_000_000, seed: 1 },
});
