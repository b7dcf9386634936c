/** Reading of single values: numbers, sizes, words, texts, flags and columns. */
import type { Node } from 'jsonc-parser';

import type { Bound, Entry, NumberShape, Shape, SizesShape, TextShape } from './catalogue/shape';
import { badPath, outOfRange, tooLong, unknownWord, wrongType } from './messages';
import { nearestName } from './nearestName';
import type { Problem, ProblemFix } from './problem';
import { rangeOfNode, replacement } from './source';
import type { Dialect } from './spec';

export interface Reader {
  readonly text: string;
  /** Decides what holds where the file says nothing. */
  readonly dialect: Dialect;
  /** An error; `describe` is called only when there is room for it. */
  report(describe: () => Problem): void;
  /** Line of an offset, from 0. */
  lineAt(offset: number): number;
}

/** Reads the same and reports nothing. */
export function silent(reader: Reader): Reader {
  return { ...reader, report: () => undefined };
}

/** A node to be read, and how messages name it: `"units"`, `A layer`. */
export interface Target {
  readonly node: Node;
  readonly subject: string;
}

export function readNumber(reader: Reader, shape: NumberShape, target: Target): number | undefined {
  const { node } = target;
  if (node.type !== 'number') {
    const meant = node.type === 'string' ? numberIn(String(node.value)) : undefined;
    const fix =
      meant !== undefined && isWithin(shape, meant) ? replacement(node, meant) : undefined;
    refuseType(reader, { ...target, shape }, fix);
    return undefined;
  }
  const value = node.value as number;
  if (isWithin(shape, value)) return value;
  reader.report(() => {
    const nearest = nearestWithin(shape, value);
    const fix = nearest === undefined ? undefined : replacement(node, nearest);
    return outOfRange({ ...target, shape, text: reader.text }, fix);
  });
  return undefined;
}

export function readSizes(
  reader: Reader,
  shape: SizesShape,
  target: Target,
): readonly number[] | undefined {
  const { node } = target;
  const { names, minimum, maximum, shortForm } = shape;
  const isOneNumber = shortForm === 'number' && node.type === 'number';
  const nodes = isOneNumber ? names.map(() => node) : (node.children ?? []);
  if (!isOneNumber && (node.type !== 'array' || nodes.length !== names.length)) {
    refuseType(reader, { ...target, shape });
    return undefined;
  }
  const element: NumberShape = {
    kind: 'number',
    whole: true,
    lower: { value: minimum, included: true },
    upper: { value: maximum, included: true },
  };
  const values: number[] = [];
  for (const [index, each] of nodes.entries()) {
    const subject = isOneNumber ? target.subject : `The ${names[index] ?? 'number'}`;
    const value = readNumber(reader, element, { node: each, subject });
    if (value === undefined && isOneNumber) return undefined;
    if (value !== undefined) values.push(value);
  }
  return values.length === names.length ? values : undefined;
}

export interface Words {
  readonly noun: string;
  readonly values: Readonly<Record<string, Entry>>;
}

export function readWord(reader: Reader, words: Words, target: Target): string | undefined {
  const { node } = target;
  if (node.type !== 'string') {
    refuseType(reader, { ...target, shape: { kind: 'choice', ...words } });
    return undefined;
  }
  const found = String(node.value);
  if (Object.hasOwn(words.values, found)) return found;
  reader.report(() => {
    const known = Object.entries(words.values).map(([name, { alsoCalled }]) => ({
      name,
      alsoCalled,
    }));
    return unknownWord(rangeOfNode(node), {
      found,
      noun: words.noun,
      known: known.map(({ name }) => name),
      nearest: nearestName(found, known),
    });
  });
  return undefined;
}

export function readText(reader: Reader, shape: TextShape, target: Target): string | undefined {
  const { node } = target;
  if (node.type !== 'string') {
    refuseType(reader, { ...target, shape });
    return undefined;
  }
  const text = String(node.value);
  const range = rangeOfNode(node);
  if (maximumTextLength < text.length) {
    reader.report(() => tooLong(range, { found: text.length, maximum: maximumTextLength }));
    return undefined;
  }
  const reason = shape.content === 'path' ? pathRefusal(text) : undefined;
  if (reason === undefined) return text;
  reader.report(() => badPath(range, reason));
  return undefined;
}

export function readFlag(reader: Reader, shape: Shape, target: Target): boolean | undefined {
  const { node } = target;
  if (node.type === 'boolean') return node.value as boolean;
  const meant = [true, false].find((value) => String(value) === node.value);
  const fix = meant === undefined ? undefined : replacement(node, meant);
  refuseType(reader, { ...target, shape }, fix);
  return undefined;
}

export function readColumn(
  reader: Reader,
  shape: Shape,
  target: Target,
): string | number | undefined {
  const value: unknown = target.node.value;
  if (typeof value === 'string') return value;
  if (isColumnNumber(value)) return value;
  refuseType(reader, { ...target, shape });
  return undefined;
}

/** Reports that a value is of the wrong kind. */
export function refuseType(
  reader: Reader,
  wrong: Target & { readonly shape: Shape },
  fix?: ProblemFix,
): void {
  reader.report(() => wrongType({ ...wrong, text: reader.text }, fix));
}

const maximumTextLength = 1024;

function isColumnNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && 0 <= value;
}

/** Why a text cannot be a path in any folder; whether the path may be opened is for who opens it. */
function pathRefusal(text: string): string | undefined {
  if (text.trim() === '') return 'This path is empty.';
  if (text.includes('\0')) return 'This path has a zero character in it.';
  if (/^[a-z][a-z0-9+.-]+:/i.test(text)) return 'This is an address; data is read from files only.';
  if (/^(\\\\|\/\/)/.test(text)) return 'This path leads to another machine.';
  return undefined;
}

function numberIn(text: string): number | undefined {
  return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
}

function isWithin({ whole, lower, upper }: NumberShape, value: number): boolean {
  return (
    Number.isFinite(value) &&
    (!whole || Number.isInteger(value)) &&
    (lower.included ? lower.value <= value : lower.value < value) &&
    (upper.included ? value <= upper.value : value < upper.value)
  );
}

/** The allowed number nearest to one that is not; none where the bound itself is not allowed. */
function nearestWithin(shape: NumberShape, value: number): number | undefined {
  const { lower, upper, whole } = shape;
  const bound = nearerBound(value, { lower, upper });
  if (bound !== undefined) return bound.included ? bound.value : undefined;
  const rounded = whole ? Math.round(value) : value;
  return isWithin(shape, rounded) ? rounded : undefined;
}

function nearerBound(
  value: number,
  { lower, upper }: Pick<NumberShape, 'lower' | 'upper'>,
): Bound | undefined {
  if (value <= lower.value) return lower;
  return upper.value <= value ? upper : undefined;
}
