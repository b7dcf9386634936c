/** Where the parts of a network stand in its file: for stack frames, breakpoints and hovers. */
import { findNodeAtLocation, parseTree, type JSONPath, type Node } from 'jsonc-parser';

import type { LineIndex } from './lineIndex';
import type { TextRange } from './problem';
import { createSource, rangeOfNode } from './source';

export interface Location {
  readonly range: TextRange;
  /** On which the part begins, from 0. */
  readonly line: number;
}

export interface NetworkLocations {
  /** One for each element of `layers`, right or not. */
  readonly layers: readonly Location[];
  /** Key and value of the property; where it is left out, the brace that opens the file. */
  readonly data: Location;
  readonly loss: Location;
  readonly optimizer: Location;
  readonly training: Location;
}

export function locateParts(root: Node | undefined, lines: LineIndex): NetworkLocations {
  const locate = (range: TextRange): Location => ({ range, line: lines.lineAt(range.start) });
  const opening = { start: root?.offset ?? 0, end: root === undefined ? 0 : root.offset + 1 };
  const property = (key: string): Location => {
    const value = root === undefined ? undefined : findNodeAtLocation(root, [key]);
    return locate(value?.parent === undefined ? opening : rangeOfNode(value.parent));
  };
  return {
    layers: layerNodes(root).map((node) => locate(rangeOfNode(node))),
    data: property('data'),
    loss: property('loss'),
    optimizer: property('optimizer'),
    training: property('training'),
  };
}

/** Offset of an option's value, or of what it belongs to, in a text that has been parsed before. */
export function locateOption(text: string, option: Readonly<JSONPath>): number {
  const root = parseTree(text, [], { allowTrailingComma: true });
  return createSource(text, root).rangeOf([...option]).start;
}

export function layerNodes(root: Node | undefined): readonly Node[] {
  const list = root === undefined ? undefined : findNodeAtLocation(root, ['layers']);
  return list?.type === 'array' ? (list.children ?? []) : [];
}
