/** All promises, in the order of the table. */
import type { ReliabilityPromise } from '../promise';
import { dapSequences } from './dapSequences';
import { killedHost } from './killedHost';
import { killedTrainer } from './killedTrainer';
import { journalCost } from './journalCost';
import { millionIterations } from './millionIterations';
import { presses } from './presses';
import { randomWalks } from './randomWalks';
import { stalledPanel } from './stalledPanel';
import { stepsBackInImages, stepsBackInImagesOfDoubles, stepsBackInSmall } from './stepsBack';

export const promises: readonly ReliabilityPromise[] = [
  randomWalks,
  stepsBackInSmall,
  stepsBackInImages,
  stepsBackInImagesOfDoubles,
  millionIterations,
  killedTrainer,
  killedHost,
  presses,
  stalledPanel,
  dapSequences,
  journalCost,
];
