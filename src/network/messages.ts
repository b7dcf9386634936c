/** The problems of reading a network file: every text says what was found, what was expected, what to do. */
import type { Node } from 'jsonc-parser';

import type { Shape } from './catalogue/shape';
import type { Problem, ProblemFix, TextRange } from './problem';
import { rangeOfNode } from './source';
import {
  article,
  capital,
  decapitalized,
  expectation,
  formatCount,
  foundValue,
  oneOf,
  quote,
} from './wording';

export function tooLarge(bytes: number): Problem {
  const limit = `${bytes / 2 ** 20} MB`;
  return error(
    'too-large',
    { start: 0, end: 0 },
    `This file is larger than ${limit}, the most that a network file may have. Keep data in files of its own; nothing here is checked.`,
  );
}

export function emptyFile(): Problem {
  return error(
    'empty',
    { start: 0, end: 0 },
    'This file is empty. A network file is an object in braces with at least "data" and "layers".',
  );
}

export function notText(offset: number): Problem {
  return error(
    'not-text',
    { start: offset, end: offset + 1 },
    'There is a zero byte here, so this is not text in UTF-8. Save the file with the encoding UTF-8.',
  );
}

/** Whether the text shows that it was read in the wrong encoding. */
export function encodingProblems(text: string): readonly Problem[] {
  const offset = text.indexOf('\uFFFD');
  if (offset < 0) return [];
  const message =
    'There is a replacement character here, so the file was probably not saved as UTF-8. Save it with the encoding UTF-8.';
  return [warning('not-utf-8', { start: offset, end: offset + 1 }, message)];
}

export function tooDeep(offset: number, depth: number): Problem {
  return error(
    'too-deep',
    { start: offset, end: offset + 1 },
    `Brackets are nested more than ${depth} levels deep here; a network file needs about six. Nothing here is checked.`,
  );
}

export function tooManyParts(offset: number, parts: number): Problem {
  return error(
    'too-many-values',
    { start: offset, end: offset + 1 },
    `There are more than ${formatCount(parts)} keys, values and signs before this point. Keep data in files of its own; nothing here is checked.`,
  );
}

export interface UnknownName {
  readonly found: string;
  /** What it stands in: `dense layer`. */
  readonly noun: string;
  readonly known: readonly string[];
  readonly nearest: string | undefined;
}

export function unknownKey(range: TextRange, name: UnknownName, removal: ProblemFix): Problem {
  const { found, noun, known, nearest } = name;
  const message = `Unknown key ${quote(found)} in ${article(noun)}.`;
  if (nearest === undefined) {
    return {
      ...error('unknown-key', range, `${message} It may have ${oneOf(known)}.`),
      fix: removal,
    };
  }
  return {
    ...error('unknown-key', range, `${message} Did you mean "${nearest}"?`),
    fix: changeTo(range, nearest),
  };
}

export function unknownWord(range: TextRange, name: UnknownName): Problem {
  const { found, noun, known, nearest } = name;
  const message = `${quote(found)} is not ${article(noun)} that Backstep knows.`;
  const choices = known.length === 1 ? `The only one is ${oneOf(known)}.` : `Use ${oneOf(known)}.`;
  if (nearest === undefined) return error('unknown-value', range, `${message} ${choices}`);
  return {
    ...error('unknown-value', range, `${message} Did you mean "${nearest}"?`),
    fix: changeTo(range, nearest),
  };
}

export function forbiddenKey(range: TextRange, key: string, removal: ProblemFix): Problem {
  return {
    ...error(
      'forbidden-key',
      range,
      `The key "${key}" is not allowed in a network file. Remove it.`,
    ),
    fix: removal,
  };
}

export function duplicateKey(
  range: TextRange,
  first: { key: string; line: number },
  removal: ProblemFix,
): Problem {
  return {
    ...error(
      'duplicate-key',
      range,
      `The key ${quote(first.key)} is here a second time; the first is on line ${first.line}. Remove one of them.`,
    ),
    fix: removal,
  };
}

export interface MissingKey {
  readonly key: string;
  readonly noun: string;
  readonly documentation: string;
}

export function missingKey(
  range: TextRange,
  missing: MissingKey,
  fix: ProblemFix | undefined,
): Problem {
  const { key, noun, documentation } = missing;
  return withFix(
    error(
      'missing-key',
      range,
      `${capital(article(noun))} needs "${key}": ${decapitalized(documentation)}`,
    ),
    fix,
  );
}

export interface WrongValue {
  readonly subject: string;
  readonly node: Node;
  readonly text: string;
  readonly shape: Shape;
}

export function wrongType(wrong: WrongValue, fix: ProblemFix | undefined): Problem {
  return withFix(error('wrong-type', rangeOfNode(wrong.node), mustBe(wrong)), fix);
}

export function outOfRange(wrong: WrongValue, fix: ProblemFix | undefined): Problem {
  return withFix(error('out-of-range', rangeOfNode(wrong.node), mustBe(wrong)), fix);
}

export function badPath(range: TextRange, reason: string): Problem {
  return error(
    'bad-path',
    range,
    `${reason} Give the path of a file, relative to the network file.`,
  );
}

export function badLength(
  range: TextRange,
  list: { noun: string; length: number; maximum: number },
): Problem {
  const { noun, length, maximum } = list;
  const found =
    length === 0 ? `There are no ${noun} here.` : `There are ${formatCount(length)} ${noun} here.`;
  return error(
    'out-of-range',
    range,
    `${found} There must be at least one and at most ${formatCount(maximum)}.`,
  );
}

export function tooLong(range: TextRange, length: { found: number; maximum: number }): Problem {
  return error(
    'out-of-range',
    range,
    `This text has ${formatCount(length.found)} characters; at most ${length.maximum} are allowed. Shorten it.`,
  );
}

export function error(code: string, range: TextRange, message: string): Problem {
  return { severity: 'error', code, message, range };
}

export function warning(code: string, range: TextRange, message: string): Problem {
  return { severity: 'warning', code, message, range };
}

export function withFix(found: Problem, fix: ProblemFix | undefined): Problem {
  return fix === undefined ? found : { ...found, fix };
}

function mustBe({ subject, node, text, shape }: WrongValue): string {
  return `${subject} must be ${expectation(shape)}; found ${foundValue(node, text)}.`;
}

function changeTo(range: TextRange, word: string): ProblemFix {
  return { title: `Change to "${word}"`, range, newText: `"${word}"` };
}
