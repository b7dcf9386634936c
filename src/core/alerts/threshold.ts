/** A limit of one's own for an alert rule, as a user writes it: `1e-6` or `ratio < 1e-6`. */
import type { AlertRule } from './rule';

export type ThresholdResult =
  | { readonly kind: 'rule'; readonly rule: AlertRule }
  | { readonly kind: 'error'; readonly message: string };

/** The rule with the limit that `text` gives; the rule itself when there is no text. */
export function ruleWithThreshold(rule: AlertRule, text: string): ThresholdResult {
  const written = text.trim();
  if (written === '') return { kind: 'rule', rule };
  const { quantity, comparison } = rule.threshold;
  const [, word, sign, digits] =
    /^(?:(\w+)\s*([<>])\s*)?([\d.]+(?:e[+-]?\d+)?)$/i.exec(written) ?? [];
  const value = Number(digits);
  const isNamedRight = word === undefined || (word === quantity && sign === comparison);
  if (digits === undefined || !isNamedRight || !Number.isFinite(value) || value <= 0) {
    return {
      kind: 'error',
      message: `Found "${written}", expected a number above 0, such as ${exampleOf(rule)}; nothing stops on this rule until then.`,
    };
  }
  return { kind: 'rule', rule: rule.withThreshold(value) };
}

/** `1e-6, or ratio < 1e-6` */
function exampleOf({ threshold: { quantity, comparison } }: AlertRule): string {
  const number = comparison === '<' ? '1e-6' : '100';
  return `${number}, or ${quantity} ${comparison} ${number}`;
}
