/** The statistics of a tensor, as variables that stand before its rows. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';

import { exactNumber } from './numberText';
import type { StoppedRun } from './stoppedRun';

export const statistics = ['mean', 'standardDeviation', 'norm', 'zeros', 'notFinite'] as const;
const statisticTitles: Readonly<Record<(typeof statistics)[number], string>> = {
  mean: 'mean',
  standardDeviation: 'standard deviation',
  norm: 'norm',
  zeros: 'zeros',
  notFinite: 'not finite',
};

/** What says the same as an expression; only mean and norm say NaN where some number is not finite. */
const expressions: Partial<
  Readonly<Record<(typeof statistics)[number], (name: string) => string>>
> = {
  mean: (name) => `mean(${name})`,
  norm: (name) => `norm(${name})`,
  zeros: (name) => `sum(${name} == 0)`,
  notFinite: (name) => `sum(not isFinite(${name}))`,
};

export async function statisticsVariables(
  stopped: StoppedRun,
  name: string,
): Promise<Dap.Variable[]> {
  const summary = await stopped.summary(name);
  if (summary === undefined) return [];
  return statistics.map((field) => ({
    name: statisticTitles[field],
    value: exactNumber(summary[field], 'float64'),
    variablesReference: 0,
    ...(expressions[field] && { evaluateName: expressions[field](name) }),
    presentationHint: { kind: 'virtual', attributes: ['readOnly'] },
  }));
}
