/** Which terms of an explanation are listed: the largest ones, the rest as one sum. */
import type { Explanation, ExplanationTerm } from '../../src/protocol/explanation';

export interface TermRows {
  readonly shown: readonly { readonly term: ExplanationTerm; readonly value: number }[];
  readonly rest: { readonly count: number; readonly sum: number };
}

/** At most `limit` terms are shown; the rest contains those that the trainer left out. */
export function termRows({ terms, values, omittedTerms }: Explanation, limit: number): TermRows {
  const all = terms.map((term, index) => ({ term, value: values[index + 1] ?? NaN }));
  const hidden = all.slice(limit);
  const omitted = omittedTerms > 0 ? (values[terms.length + 1] ?? 0) : 0;
  return {
    shown: all.slice(0, limit),
    rest: {
      count: hidden.length + omittedTerms,
      sum: hidden.reduce((sum, { value }) => sum + value, omitted),
    },
  };
}
