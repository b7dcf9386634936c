/**
 * The text of a network file and its tree: where things stand, and how to change them.
 *
 * Everything works on nodes of the tree and never on the parser's plain values, because those keep the
 * last of two equal keys and obey `__proto__`.
 */
import { findNodeAtLocation, type JSONPath, type Node } from 'jsonc-parser';

import type { ProblemFix, TextRange } from './problem';
import { print } from './wording';

export interface Source {
  readonly text: string;
  readonly root: Node | undefined;
  /** Whether the file itself says something under a path. */
  has(path: JSONPath): boolean;
  /** Where the value under a path stands; for one that is left out, the heading of what it belongs to. */
  rangeOf(path: JSONPath): TextRange;
  /** Writes a value under a path, whether or not it is there; what it belongs to must be there. */
  fixTo(path: JSONPath, value: unknown): ProblemFix | undefined;
  /** Writes an element before the one under a path, on a line of its own where that one has its own. */
  fixBefore(path: JSONPath, value: unknown): ProblemFix | undefined;
}

export function createSource(text: string, root: Node | undefined): Source {
  const find = (path: JSONPath) =>
    root === undefined ? undefined : findNodeAtLocation(root, path);
  return {
    text,
    root,
    has: (path) => find(path) !== undefined,
    rangeOf(path) {
      const node = find(path);
      if (node !== undefined) return rangeOfNode(node);
      for (let length = path.length - 1; 0 <= length; length--) {
        const owner = find(path.slice(0, length));
        if (owner !== undefined) return headingOf(owner, text);
      }
      return { start: 0, end: 0 };
    },
    fixTo(path, value) {
      const node = find(path);
      if (node !== undefined) return replacement(node, value);
      const key = path.at(-1);
      const owner = find(path.slice(0, -1));
      return owner === undefined || typeof key !== 'string'
        ? undefined
        : insertion(owner, { key, value }, text);
    },
    fixBefore(path, value) {
      const node = find(path);
      return node === undefined ? undefined : elementBefore(node, value, text);
    },
  };
}

export function rangeOfNode(node: Node): TextRange {
  return { start: node.offset, end: node.offset + node.length };
}

/** The part of a value that stands for it in an underline: its first line, or the brace of a whole file. */
export function headingOf(node: Node, text: string): TextRange {
  const { start, end } = rangeOfNode(node);
  if (node.parent === undefined) return { start, end: Math.min(start + 1, end) };
  const lineBreak = text.slice(start, end).search(/[\r\n]/);
  return { start, end: lineBreak < 0 ? end : start + lineBreak };
}

export function replacement(node: Node, value: unknown): ProblemFix {
  const newText = print(value);
  return { title: `Change to ${newText}`, range: rangeOfNode(node), newText };
}

/** Adds a property at the end of an object, on a line of its own where the others have theirs. */
export function insertion(owner: Node, property: Property, text: string): ProblemFix | undefined {
  if (owner.type !== 'object') return undefined;
  const written = `"${property.key}": ${print(property.value)}`;
  const title = `Add ${written}`;
  const last = owner.children?.at(-1);
  if (last === undefined) {
    const offset = owner.offset + 1;
    return { title, range: { start: offset, end: offset }, newText: ` ${written} ` };
  }
  const offset = last.offset + last.length;
  const lineBreakAndIndent = /(?:\r\n|\n|\r)[ \t]*$/.exec(text.slice(owner.offset, last.offset));
  const newText = `,${lineBreakAndIndent?.[0] ?? ' '}${written}`;
  return { title, range: { start: offset, end: offset }, newText };
}

function elementBefore(node: Node, value: unknown, text: string): ProblemFix {
  const newText = print(value);
  const separator = /(?:\r\n|\n|\r)[ \t]*$/.exec(text.slice(0, node.offset))?.[0] ?? ' ';
  return {
    title: `Insert ${newText}`,
    range: { start: node.offset, end: node.offset },
    newText: `${newText},${separator}`,
  };
}

export interface Property {
  readonly key: string;
  readonly value: unknown;
}

/** Takes a property out, with the comma after it; a comma that stays before the end is allowed. */
export function removal(property: Node): ProblemFix {
  const siblings = property.parent?.children ?? [];
  const next = siblings[siblings.indexOf(property) + 1];
  const { start, end } = rangeOfNode(property);
  return { title: 'Remove it', range: { start, end: next?.offset ?? end }, newText: '' };
}
