/**
 * The one Python literal that NPY headers are made of, and not a token more:
 * `{'key': 'text', 'key': True, 'key': (3, 4), }`.
 */

export type LiteralValue = string | boolean | readonly number[];

/** The entries of the dictionary, or what is wrong with it as a clause. */
export function parseLiteral(text: string): ReadonlyMap<string, LiteralValue> | string {
  const tokens = tokenize(text);
  if (tokens === undefined) return notLiteral;
  const reader = new TokenReader(tokens);
  const entries = new Map<string, LiteralValue>();
  if (!reader.takes('{')) return notLiteral;
  while (!reader.takes('}')) {
    const key = reader.next();
    if (key?.kind !== 'string' || !reader.takes(':')) return notLiteral;
    if (entries.has(key.text)) return `its header has the entry ${key.text.slice(0, 40)} twice`;
    if (reader.takes('['))
      return 'its elements have fields (a structured dtype); save one array each';
    const value = reader.takes('(') ? parseTuple(reader) : parseAtom(reader.next());
    if (value === undefined) return notLiteral;
    entries.set(key.text, value);
    if (!reader.takes(',') && !reader.isAt('}')) return notLiteral;
  }
  return reader.next() === undefined ? entries : notLiteral;
}

const notLiteral = 'its header is not a dictionary of plain values';

function parseAtom(token: Token | undefined): LiteralValue | undefined {
  if (token?.kind === 'string') return token.text;
  if (token?.kind !== 'word') return undefined;
  if (token.text === 'True') return true;
  return token.text === 'False' ? false : undefined;
}

/** `()`, `(3,)`, `(3, 4)`; a number in parentheses without a comma is no tuple. */
function parseTuple(reader: TokenReader): readonly number[] | undefined {
  const numbers: number[] = [];
  let commas = 0;
  while (!reader.takes(')')) {
    const token = reader.next();
    if (token?.kind !== 'word' || !/^(0|[1-9]\d{0,15})$/.test(token.text)) return undefined;
    numbers.push(Number(token.text));
    if (reader.takes(',')) commas++;
    else if (!reader.isAt(')')) return undefined;
  }
  return numbers.length === 1 && commas === 0 ? undefined : numbers;
}

interface Token {
  /** A word is a name or a whole number. */
  readonly kind: 'string' | 'word' | 'mark';
  readonly text: string;
}

function tokenize(text: string): readonly Token[] | undefined {
  // One token or a stretch of white space, exactly where the last one ended. Strings have no escapes.
  const pattern = /\s+|'([^'\\\n]*)'|"([^"\\\n]*)"|([A-Za-z0-9_]+)|([{}()[\],:])/y;
  const tokens: Token[] = [];
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text);
    if (match === null) return undefined;
    const [, single, double, word, mark] = match;
    const string = single ?? double;
    if (string !== undefined) tokens.push({ kind: 'string', text: string });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word });
    else if (mark !== undefined) tokens.push({ kind: 'mark', text: mark });
  }
  return tokens;
}

class TokenReader {
  private place = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  next(): Token | undefined {
    return this.tokens[this.place++];
  }

  isAt(mark: string): boolean {
    const token = this.tokens[this.place];
    return token?.kind === 'mark' && token.text === mark;
  }

  takes(mark: string): boolean {
    if (!this.isAt(mark)) return false;
    this.place++;
    return true;
  }
}
