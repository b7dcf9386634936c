/** Rules about how the options of a network fit together; each looks at what it needs and is silent without it. */
import type { NetworkDraft } from '../draft';
import type { Problem } from '../problem';
import type { Source } from '../source';
import { batchSize } from './batchSize';
import { columns } from './columns';
import { hiddenActivations } from './hiddenActivations';
import { inputShape } from './inputShape';
import { lossTargets } from './lossTargets';
import { outputActivation } from './outputActivation';
import { outputUnits } from './outputUnits';
import { parameterCount } from './parameterCount';
import { splitFractions } from './splitFractions';
import { testPair } from './testPair';

export type Rule = (draft: NetworkDraft, source: Source) => readonly Problem[];

export const rules: readonly Rule[] = [
  outputActivation,
  outputUnits,
  lossTargets,
  hiddenActivations,
  batchSize,
  splitFractions,
  columns,
  inputShape,
  testPair,
  parameterCount,
];
