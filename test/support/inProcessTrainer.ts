/** The real trainer with the real kernels, in this process: for tests that need its numbers, not its death. */
import path from 'node:path';

import type { TrainerConnection } from '../../src/adapter/trainerConnection';
import type { TrainerEvents, TrainerRequests } from '../../src/protocol/trainer';
import { joinChannels } from '../../src/rpc/joinedChannels';
import { createRequester, createResponder } from '../../src/rpc/peer';
import { loadKernels } from '../../src/trainer/kernels';
import { Trainer } from '../../src/trainer/trainer';

const chooseKernels = loadKernels(path.resolve('dist/kernels.wasm'));

export function startInProcessTrainer(): TrainerConnection {
  const [near, far] = joinChannels();
  const trainer = new Trainer(chooseKernels);
  trainer.connect(createResponder<TrainerRequests, TrainerEvents>(far, trainer));
  return {
    trainer: createRequester<TrainerRequests, TrainerEvents>(near),
    recentOutput: () => '',
    close: () => near.close('ended with exit code 0'),
  };
}
