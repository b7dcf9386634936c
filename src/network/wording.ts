/** How values and expectations are put into words. What comes from a file is quoted, shortened and made visible. */
import type { Node } from 'jsonc-parser';

import type { Bound, NumberShape, Shape, SizesShape } from './catalogue/shape';

/** Text of the file as one harmless piece: shortened, with invisible and direction-changing characters written out. */
export function quote(text: string): string {
  const short = text.length <= longestQuote ? text : `${text.slice(0, longestQuote)}…`;
  return JSON.stringify(short).replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}

const longestQuote = 40;

/** `"a", "b" or "c"` */
export function oneOf(words: readonly string[]): string {
  const quoted = words.map((word) => `"${word}"`);
  const last = quoted.pop() ?? 'nothing';
  return quoted.length === 0 ? last : `${quoted.join(', ')} or ${last}`;
}

export function foundValue(node: Node, text: string): string {
  switch (node.type) {
    case 'string':
      return `the text ${quote(String(node.value))}`;
    case 'number':
      return shortened(text.slice(node.offset, node.offset + node.length));
    case 'array':
      return 'a list';
    case 'object':
      return 'an object';
    default:
      return String(node.value);
  }
}

function shortened(text: string): string {
  return text.length <= longestQuote ? text : `${text.slice(0, longestQuote)}…`;
}

/** What a shape accepts, as the end of "must be …". */
export function expectation(shape: Shape): string {
  switch (shape.kind) {
    case 'number':
      return numberExpectation(shape);
    case 'text':
      return textExpectations[shape.content];
    case 'sizes':
      return sizesExpectation(shape);
    case 'flag':
      return 'true or false';
    case 'column':
      return 'the name of a column, or its number counted from 0';
    case 'choice':
      return oneOf(Object.keys(shape.values));
    case 'list':
      return `a list of ${shape.noun} in square brackets`;
    case 'record':
      return 'an object in braces';
    case 'switch':
      return 'true, false, or an object in braces';
    case 'variant':
      return shape.shortForm === 'none'
        ? `an object in braces with a "${shape.tag}"`
        : `an object in braces with a "${shape.tag}", or only its name in quotes`;
    default:
      return shape satisfies never;
  }
}

const textExpectations = {
  name: 'text in quotes',
  path: 'the path of a file in quotes',
  key: 'the name of an array in quotes',
} as const;

function numberExpectation({ whole, lower, upper }: NumberShape): string {
  const kind = whole ? 'a whole number' : 'a number';
  if (lower.included && upper.included) return `${kind} from ${show(lower)} to ${show(upper)}`;
  const from = lower.included ? `of at least ${show(lower)}` : `greater than ${show(lower)}`;
  const to = upper.included ? `at most ${show(upper)}` : `less than ${show(upper)}`;
  return `${kind} ${from} and ${to}`;
}

function sizesExpectation({ names, minimum, maximum, shortForm }: SizesShape): string {
  const bounds = `from ${formatCount(minimum)} to ${formatCount(maximum)}`;
  return shortForm === 'number'
    ? `a whole number ${bounds}, or [${names.join(', ')}]`
    : `[${names.join(', ')}], whole numbers ${bounds}`;
}

function show(bound: Bound): string {
  return formatCount(bound.value);
}

/** `1,000,000` */
export function formatCount(count: number): string {
  const [whole = '', ...fraction] = String(count).split('.');
  return [whole.replace(/\B(?=(\d{3})+(?!\d))/g, ','), ...fraction].join('.');
}

export function article(noun: string): string {
  return /^[aeiou]/.test(noun) && !noun.startsWith('uni') ? `an ${noun}` : `a ${noun}`;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `Number of units …` → `number of units …`, but `W` stays. */
export function decapitalized(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

/** JSON as a person writes it on one line: with spaces. */
export function print(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(print).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const properties = Object.entries(value).map(([key, each]) => `"${key}": ${print(each)}`);
  return properties.length === 0 ? '{}' : `{ ${properties.join(', ')} }`;
}
