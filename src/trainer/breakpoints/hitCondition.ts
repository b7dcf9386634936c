/**
 * Hit conditions: `> 10`, `>= 10`, `= 10`, `10`, `< 10`, `<= 10`, `% 5`, tested against a number of hits.
 *
 * Hits are counted from iteration 0 of the run, not from when the debugger came by. So the number of a hit
 * belongs to its place, and going back stops where going forward does.
 */

export type HitCondition = (hits: number) => boolean;

export type ParsedHitCondition =
  | { readonly kind: 'hitCondition'; readonly holds: HitCondition }
  | { readonly kind: 'error'; readonly message: string };

export function parseHitCondition(text: string): ParsedHitCondition {
  const [, operator, digits] = /^\s*(>=?|<=?|={1,3}|%)?\s*(\d{1,15})\s*$/.exec(text) ?? [];
  const wanted = Number(digits);
  if (digits === undefined || (operator === '%' && wanted === 0)) {
    const message = `Found the hit count "${text.trim()}", expected one such as 10, = 10, > 10, >= 10, < 10, <= 10 or % 5.`;
    return { kind: 'error', message };
  }
  return { kind: 'hitCondition', holds: comparison(operator, wanted) };
}

function comparison(operator: string | undefined, wanted: number): HitCondition {
  switch (operator) {
    case '>':
      return (hits) => hits > wanted;
    case '>=':
      return (hits) => hits >= wanted;
    case '<':
      return (hits) => hits < wanted;
    case '<=':
      return (hits) => hits <= wanted;
    case '%':
      return (hits) => hits % wanted === 0;
    default:
      return (hits) => hits === wanted;
  }
}
