/**
 * What a network file may be at most, checked before any parser sees it.
 *
 * The parsers behind this check recurse once per open bracket and build a node per value, so depth and
 * count are bounded here, by the scanner that the parsers themselves use and which does not recurse. A
 * bracket counts as open until its own kind closes it, as in the parsers: a stray bracket of the other
 * kind does not hide a level.
 */
import { createScanner } from 'jsonc-parser';

import { notText, tooDeep, tooLarge, tooManyParts } from './messages';
import type { Problem } from './problem';

export const limits = {
  bytes: 4 * 2 ** 20,
  depth: 64,
  /** Values, keys and punctuation; 10,000 layers with all their options written out have about 400,000. */
  parts: 1_000_000,
  parameters: 100_000_000,
  /** Problems reported for one file; who has more than this fixes the first ones first. */
  problems: 200,
} as const;

/** The problem that forbids to read the text at all; none when it may be given to a parser. */
export function limitProblem(text: string): Problem | undefined {
  // A UTF-16 unit is at least one byte of UTF-8, so the length alone refuses the largest at once.
  if (limits.bytes < text.length || limits.bytes < utf8Length(text)) return tooLarge(limits.bytes);
  const zero = text.indexOf('\0');
  return zero < 0 ? partsProblem(text) : notText(zero);
}

function utf8Length(text: string): number {
  let bytes = text.length;
  for (let offset = 0; offset < text.length; offset++) {
    const unit = text.charCodeAt(offset);
    if (unit < 0x80) continue;
    // Each half of a surrogate pair counts for 2 of the pair's 4 bytes.
    bytes += unit < 0x800 || (0xd800 <= unit && unit <= 0xdfff) ? 1 : 2;
  }
  return bytes;
}

function partsProblem(text: string): Problem | undefined {
  const scanner = createScanner(text, true);
  const open: string[] = [];
  for (let parts = 0; parts <= limits.parts; parts++) {
    scanner.scan();
    const offset = scanner.getTokenOffset();
    if (text.length <= offset) return undefined;
    const start = text.charAt(offset);
    if (start === '{') open.push('}');
    if (start === '[') open.push(']');
    if (start === open.at(-1)) open.pop();
    if (limits.depth < open.length) return tooDeep(offset, limits.depth);
  }
  return tooManyParts(scanner.getTokenOffset(), limits.parts);
}
