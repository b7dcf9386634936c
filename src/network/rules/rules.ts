/** Rules about how the options of a network fit together; each looks at what it needs and is silent without it. */
import type { NetworkDraft } from '../draft';
import type { Problem } from '../problem';
import type { Source } from '../source';
import { batchNorm } from './batchNorm';
import { batchSize } from './batchSize';
import { columns } from './columns';
import { dropout } from './dropout';
import { evaluation } from './evaluation';
import { gradientOptions } from './gradientOptions';
import { hiddenActivations } from './hiddenActivations';
import { imageLayers } from './imageLayers';
import { initializers } from './initializers';
import { inputShape } from './inputShape';
import { learningRate } from './learningRate';
import { lossTargets } from './lossTargets';
import { outputActivation } from './outputActivation';
import { outputUnits } from './outputUnits';
import { parameterCount } from './parameterCount';
import { splitFractions } from './splitFractions';
import { testPair } from './testPair';
import { windows } from './windows';

export type Rule = (draft: NetworkDraft, source: Source) => readonly Problem[];

export const rules: readonly Rule[] = [
  outputActivation,
  outputUnits,
  lossTargets,
  hiddenActivations,
  imageLayers,
  windows,
  batchNorm,
  dropout,
  initializers,
  gradientOptions,
  learningRate,
  batchSize,
  evaluation,
  splitFractions,
  columns,
  inputShape,
  testPair,
  parameterCount,
];
