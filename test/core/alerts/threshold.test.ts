import { describe, expect, it } from 'vitest';

import { alertRules, ruleWithThreshold } from '../../../src/core';
import type { Observation } from '../../../src/core/alerts/rule';

const [vanishing, exploding, notFinite] = alertRules as [
  (typeof alertRules)[number],
  (typeof alertRules)[number],
  (typeof alertRules)[number],
];

function observed(cost: number, ...norms: number[]): Observation {
  return { cost, gradientNorms: Float64Array.from(norms), weightCounts: norms.map(() => 1) };
}

describe('a limit of one’s own', () => {
  it.each([
    ['ratio < 1e-6', vanishing, observed(1, 2e-6, 1), observed(1, 0.9e-6, 1)],
    ['0.5', vanishing, observed(1, 0.6, 1), observed(1, 0.4, 1)],
    ['norm > 10', exploding, observed(1, 10, 1), observed(1, 1, 10.5)],
    [' 1e2 ', exploding, observed(1, 100), observed(1, 101)],
    ['size > 50', notFinite, observed(50, 1), observed(-51, 1)],
    ['50', notFinite, observed(1, 1), observed(1, NaN)],
    ['50', notFinite, observed(1, 1), observed(Infinity, 1)],
    ['50', notFinite, observed(1, 1), observed(1, 1, 51)],
  ])('"%s" decides when the rule holds', (text, rule, calm, alarming) => {
    const result = ruleWithThreshold(rule, text);
    if (result.kind === 'error') throw new Error(result.message);
    expect(result.rule.id).toBe(rule.id);
    expect(result.rule.holds(calm)).toBe(false);
    expect(result.rule.holds(alarming)).toBe(true);
  });

  it('leaves the rule as it is when nothing is written', () => {
    expect(ruleWithThreshold(exploding, ' ')).toEqual({ kind: 'rule', rule: exploding });
  });

  it.each(['norm > 1e-6', 'ratio > 1e-6', '-1', '0', '1e999', '1.2.3', 'small', '1e-6 or so'])(
    'is refused as "%s", with what is expected',
    (text) => {
      expect(ruleWithThreshold(vanishing, text)).toEqual({
        kind: 'error',
        message: `Found "${text}", expected a number above 0, such as 1e-6, or ratio < 1e-6; nothing stops on this rule until then.`,
      });
    },
  );

  it('is told as evidence', () => {
    const result = ruleWithThreshold(notFinite, '50');
    const { title, evidence } = (result as { rule: typeof notFinite }).rule.describe(
      observed(1, 60, 1),
      {} as never,
    );
    expect(title).toBe('Very large, layer 1');
    expect(evidence).toBe('J = 1.000, ‖dW1‖ = 60.00, more than 50');
  });
});
