/** Syntax errors in words, each with the position and what to do. */
import { createScanner, printParseErrorCode, type ParseError } from 'jsonc-parser';

import type { LineIndex } from './lineIndex';
import { error, withFix } from './messages';
import type { Problem, ProblemFix, TextRange } from './problem';
import { print, quote } from './wording';

/**
 * One problem per line and few of them: what follows the first is mostly its echo. A text that is not closed
 * goes before all else on its line, because every quotation mark before it may be the one too few.
 */
export function syntaxProblems(
  text: string,
  errors: readonly ParseError[],
  lines: LineIndex,
): readonly Problem[] {
  const errorOfLine = new Map<number, ParseError>();
  for (const each of errors) {
    const line = lines.lineAt(each.offset);
    if (!errorOfLine.has(line) && errorOfLine.size === mostReported) break;
    if (!errorOfLine.has(line) || isUnclosedText(each)) errorOfLine.set(line, each);
  }
  return Array.from(errorOfLine.values(), (each) => syntaxProblem(text, each));
}

function isUnclosedText({ error: code }: ParseError): boolean {
  return printParseErrorCode(code) === 'UnexpectedEndOfString';
}

const mostReported = 10;

function syntaxProblem(text: string, { error: code, offset, length }: ParseError): Problem {
  // A comment that is not closed ends one character behind the text.
  const range = { start: offset, end: Math.min(offset + length, text.length) };
  const found = text.slice(range.start, range.end);
  switch (printParseErrorCode(code)) {
    case 'InvalidSymbol':
      return strangeWord(found, range);
    case 'PropertyNameExpected':
      return syntax(range, `Found ${quote(found)} where a key in double quotes was expected.`);
    case 'ValueExpected':
      return syntax(
        range,
        'A value is missing here. Write one, or remove the sign that announces it.',
      );
    case 'ColonExpected':
      return syntax(
        range,
        'A colon is missing between this key and its value. Write "key": value.',
      );
    case 'CommaExpected':
      return withFix(syntax(range, 'A comma is missing before this.'), commaBefore(text, offset));
    case 'CloseBraceExpected':
      return syntax(
        range,
        'The file ends inside of an object. Add the missing } where the object ends.',
      );
    case 'CloseBracketExpected':
      return syntax(
        range,
        'The file ends inside of a list. Add the missing ] where the list ends.',
      );
    case 'EndOfFileExpected':
      return syntax(
        range,
        'The network ends before this. Remove what follows, or a closing bracket that is too many.',
      );
    case 'UnexpectedEndOfComment':
      return syntax(range, 'This comment is never closed. Add */ where it ends.');
    case 'UnexpectedEndOfString':
      return syntax(
        range,
        'This text is not closed: a " is missing here, or further left on this line.',
      );
    case 'UnexpectedEndOfNumber':
      return syntax(
        range,
        `The number ${quote(found)} is not finished. Write it like 0.5 or 1e-3.`,
      );
    case 'InvalidUnicode':
    case 'InvalidEscapeCharacter':
      return syntax(
        range,
        'A backslash in a text must be followed by one of "\\/bfnrt or u and four digits. In paths, write / instead.',
      );
    case 'InvalidCharacter':
      return syntax(
        range,
        'There is a control character such as a tab in this text. Remove it, or write it as \\t.',
      );
    default:
      return syntax(range, `This is not JSON with comments; found ${quote(found)}.`);
  }
}

/** A word without quotes, in single quotes, or from another language. */
function strangeWord(found: string, range: TextRange): Problem {
  const meant = meaningOf(found);
  if (meant === undefined) {
    const message = `Found ${quote(found)}, which means nothing here. Write text in double quotes and numbers like 0.5.`;
    return syntax(range, message);
  }
  const fix: ProblemFix = { title: `Change to ${meant}`, range, newText: meant };
  return withFix(syntax(range, `This must be written as ${meant}.`), fix);
}

function meaningOf(found: string): string | undefined {
  const translated = { True: 'true', False: 'false', None: 'null' }[found];
  if (translated !== undefined) return translated;
  if (/^\+?\.?\d+\.?\d*$/.test(found)) return String(Number(found));
  const word = /^(['“”‘’`]?)([\p{L}_][\p{L}\d_./-]*)['“”‘’`]?$/u.exec(found)?.[2];
  return word === undefined || /^(nan|inf|infinity|undefined)$/i.test(word)
    ? undefined
    : print(word);
}

function commaBefore(text: string, offset: number): ProblemFix {
  const scanner = createScanner(text, true);
  let end = 0;
  for (scanner.scan(); scanner.getTokenOffset() < offset; scanner.scan())
    end = scanner.getPosition();
  return { title: 'Add a comma', range: { start: end, end }, newText: ',' };
}

function syntax(range: TextRange, message: string): Problem {
  return error('syntax', range, message);
}
