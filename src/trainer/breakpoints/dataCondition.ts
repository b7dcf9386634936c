/**
 * What a data breakpoint waits for: `changes` (also when nothing is written), `changes by 0.1`, `changes sign`,
 * `crosses 0.5`.
 *
 * A number has the sign of its side of zero: to go from a negative number to zero or above is to change it. NaN
 * lies on neither side of anything.
 */

/** Whether going from one number to the next is what is waited for. */
export type NumberChange = (before: number, after: number) => boolean;

export type ParsedDataCondition =
  | { readonly kind: 'change'; readonly happens: NumberChange; readonly isAnyChange: boolean }
  | { readonly kind: 'error'; readonly message: string };

const numberPattern = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

export function parseDataCondition(text: string): ParsedDataCondition {
  const written = text.trim();
  if (/^(changes)?$/i.test(written)) {
    return { kind: 'change', happens: differs, isAnyChange: true };
  }
  if (/^changes\s*sign$/i.test(written)) {
    return { kind: 'change', happens: crossing(0), isAnyChange: false };
  }
  const [, word, digits = ''] = /^(crosses|changes\s+by)\s+(\S+)$/i.exec(written) ?? [];
  const value = Number(digits);
  if (word === undefined || !numberPattern.test(digits) || !Number.isFinite(value)) {
    return problem(written);
  }
  if (/^crosses$/i.test(word)) {
    return { kind: 'change', happens: crossing(value), isAnyChange: false };
  }
  return value < 0
    ? problem(written)
    : { kind: 'change', happens: movingMoreThan(value), isAnyChange: false };
}

/** More than `least`; to or from NaN is more than any number. */
export function movingMoreThan(least: number): NumberChange {
  return (before, after) => differs(before, after) && !(Math.abs(after - before) <= least);
}

function differs(before: number, after: number): boolean {
  return before !== after && !(Number.isNaN(before) && Number.isNaN(after));
}

function crossing(value: number): NumberChange {
  return (before, after) =>
    !Number.isNaN(before) && !Number.isNaN(after) && before < value !== after < value;
}

function problem(written: string): ParsedDataCondition {
  const message = `Found "${written}", expected one of: changes, changes by 0.1, changes sign, crosses 0.5.`;
  return { kind: 'error', message };
}
