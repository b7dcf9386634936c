/**
 * From the text of a network file to a `NetworkSpec`, or to problems that say what to do.
 *
 * No text makes it throw, hang or allocate more than a small multiple of the text. When there is a spec,
 * every option in it has a value and every combination is allowed; only the data files are still unseen.
 */
import { findNodeAtLocation, parseTree, type Node, type ParseError } from 'jsonc-parser';

import { isDialect, usualDialect } from './catalogue/dialects';
import { layer, maximumLayers } from './catalogue/layers';
import { network } from './catalogue/network';
import { completed, createDraft, type NetworkDraft } from './draft';
import type { LayerFile } from './layerSpec';
import { limitProblem } from './limits';
import { indexLines } from './lineIndex';
import { layerNodes, locateParts, type NetworkLocations } from './locations';
import { emptyFile, encodingProblems, wrongType } from './messages';
import type { Problem } from './problem';
import { ProblemList } from './problemList';
import { read, readOptions } from './read';
import { silent, type Reader } from './readScalar';
import { rules } from './rules/rules';
import { createSource } from './source';
import type { Dialect, NetworkSpec } from './spec';
import { syntaxProblems } from './syntaxProblems';

export interface ParsedNetwork {
  /** There exactly when no problem is an error. */
  readonly spec?: NetworkSpec;
  /** In the order of the text; at most `limits.problems`. */
  readonly problems: readonly Problem[];
  readonly locations: NetworkLocations;
  /** What could be read of a file that may still be wrong. */
  readonly draft: NetworkDraft;
}

export function parseNetwork(fileText: string): ParsedNetwork {
  // JavaScript counts the byte order mark as white space.
  if (fileText.trim() === '') return unreadable(emptyFile());
  const limit = limitProblem(fileText);
  if (limit !== undefined) return unreadable(limit);

  // The byte order mark gives way to a space, so that all positions stay.
  const text = fileText.replace(/^\uFEFF/, ' ');
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const lines = indexLines(text);
  const locations = locateParts(root, lines);
  const found = new ProblemList();
  const reader: Reader = {
    text,
    dialect: dialectOf(root),
    lineAt: lines.lineAt,
    report: (describe) => found.addError(describe),
  };
  if (0 < errors.length) {
    const problems = root === undefined ? [emptyFile()] : syntaxProblems(text, errors, lines);
    return { problems, draft: readDraft(root, silent(reader)), locations };
  }

  encodingProblems(text).forEach((problem) => found.add(problem));
  const draft = readDraft(root, reader);
  const source = createSource(text, root);
  for (const rule of rules) rule(draft, source).forEach((problem) => found.add(problem));
  const spec = found.hasErrors ? undefined : completed(draft);
  return { ...(spec === undefined ? {} : { spec }), problems: found.sorted(), draft, locations };
}

function dialectOf(root: Node | undefined): Dialect {
  const word: unknown = root && findNodeAtLocation(root, ['dialect'])?.value;
  return isDialect(word) ? word : usualDialect;
}

function unreadable(limit: Problem): ParsedNetwork {
  const locations = locateParts(undefined, indexLines(''));
  return { problems: [limit], draft: { layers: [] }, locations };
}

function readDraft(root: Node | undefined, reader: Reader): NetworkDraft {
  if (root === undefined) return { layers: [] };
  if (root.type !== 'object') {
    const { text } = reader;
    const wrong = { subject: 'A network file', node: root, text, shape: network };
    reader.report(() => wrongType(wrong, undefined));
    return { layers: [] };
  }
  const { layers, ...file } = readOptions(reader, network, root);
  return createDraft(file, layers ?? readLayersApart(root, reader));
}

/** Each layer by itself, when there is something wrong with one of them, which is already reported. */
function readLayersApart(root: Node, reader: Reader): readonly (LayerFile | undefined)[] {
  const nodes = layerNodes(root).slice(0, maximumLayers);
  return nodes.map((node) => read(silent(reader), layer, { node, subject: 'A layer' }));
}
