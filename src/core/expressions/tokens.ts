/**
 * The words and signs of an expression.
 *
 * Their number is limited, and with it how deep an expression can be nested: whatever is built of at most so
 * many tokens can be parsed, printed and evaluated by plain recursion.
 */
import { ExpressionFault } from './fault';

export interface Token {
  readonly kind: 'number' | 'word' | 'sign' | 'end';
  /** As the parser knows it: `@` also where the text says `·`. */
  readonly text: string;
  /** One-based. */
  readonly column: number;
}

export const mostTokens = 500;
const longestText = 10_000;

const patterns = {
  space: /\s+/y,
  // A dot before a letter is not the number's: `2.T` is the transpose of 2.
  number: /(?:\d+(?:\.(?![A-Za-z_])\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y,
  word: /[A-Za-z_]\w*/y,
  sign: /\*\*|[<>=!]=|&&|\|\||[-+*/%@<>()[\],:.=!−·⋅⊙≤≥≠ᵀ]/y,
} as const;

const otherSpellings: ReadonlyMap<string, string> = new Map([
  ['−', '-'],
  ['·', '@'],
  ['⋅', '@'],
  ['⊙', '*'],
  ['≤', '<='],
  ['≥', '>='],
  ['≠', '!='],
  ['&&', 'and'],
  ['||', 'or'],
]);

/** The tokens, and behind them one of kind `end`. Throws an `ExpressionFault`. */
export function tokensOf(text: string): readonly Token[] {
  if (longestText < text.length) {
    throw new ExpressionFault(
      `This expression has ${text.length} characters; at most ${longestText} are read.`,
      longestText + 1,
    );
  }
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  for (;;) {
    at += take(patterns.space)?.length ?? 0;
    const column = at + 1;
    if (at === text.length) return [...tokens, { kind: 'end', text: '', column }];
    if (tokens.length === mostTokens) {
      throw new ExpressionFault(
        `This expression has more than ${mostTokens} words and signs; make it shorter.`,
        column,
      );
    }
    const kind = (['number', 'word', 'sign'] as const).find((each) => take(patterns[each]));
    if (kind === undefined) {
      const [found] = text.slice(at);
      throw new ExpressionFault(`Found "${found}", which has no meaning here.`, column);
    }
    const found = take(patterns[kind]) ?? '';
    tokens.push({ kind, text: otherSpellings.get(found) ?? found, column });
    at += found.length;
  }
}
