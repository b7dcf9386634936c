/** An open document and what it means, read once per version. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Range } from 'vscode-languageserver';

import { limitProblem } from '../network/limits';
import { parseNetwork, type ParsedNetwork } from '../network/parse';
import type { TextRange } from '../network/problem';

export interface NetworkDocument {
  readonly document: TextDocument;
  readonly network: ParsedNetwork;
  /** Whether the JSON service's parser may be given the text; larger ones have diagnostics and shapes only. */
  readonly isReadable: boolean;
}

export function createNetworkDocuments(): (document: TextDocument) => NetworkDocument {
  const read = new WeakMap<TextDocument, NetworkDocument & { readonly version: number }>();
  return (document) => {
    const known = read.get(document);
    if (known?.version === document.version) return known;
    const text = document.getText();
    const fresh = {
      document,
      version: document.version,
      network: parseNetwork(text),
      isReadable: text.length <= mostUnits && limitProblem(text) === undefined,
    };
    read.set(document, fresh);
    return fresh;
  };
}

/** The JSON service parses anew for every request, and hovers must not wait. */
const mostUnits = 2 ** 20;

export function toRange(document: TextDocument, { start, end }: TextRange): Range {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}

export function toTextRange(document: TextDocument, { start, end }: Range): TextRange {
  return { start: document.offsetAt(start), end: document.offsetAt(end) };
}

/** Whether two ranges have a place in common; a cursor touches what begins or ends at it. */
export function touch(one: TextRange, other: TextRange): boolean {
  return one.start <= other.end && other.start <= one.end;
}
