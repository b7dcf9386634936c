/** The keys of an object, as its tree has them: each known one once; what else is there is reported. */
import type { Node } from 'jsonc-parser';

import type { Options } from './catalogue/shape';
import { duplicateKey, forbiddenKey, unknownKey } from './messages';
import { nearestName } from './nearestName';
import type { Reader } from './readScalar';
import { rangeOfNode, removal } from './source';

export interface KnownKeys {
  /** What has these keys: `dense layer`. */
  readonly noun: string;
  readonly options: Options;
  /** A key beside the options that says which record this is. */
  readonly tag?: string | undefined;
}

export interface Keys {
  /** Values by key; of two equal keys the first. */
  readonly values: ReadonlyMap<string, Node>;
  /** Known keys that an unknown one was probably meant to be; they are not reported as missing as well. */
  readonly misspelled: ReadonlySet<string>;
}

export function readKeys(reader: Reader, node: Node, known: KnownKeys): Keys {
  const properties = new Map<string, Node>();
  const values = new Map<string, Node>();
  const misspelled = new Set<string>();
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    if (key === undefined) continue;
    const name = String(key.value);
    const first = properties.get(name);
    if (forbidden.has(name)) {
      reader.report(forbiddenKey(rangeOfNode(key), name, removal(property)));
    } else if (first !== undefined) {
      const line = reader.lineAt(first.offset) + 1;
      reader.report(duplicateKey(rangeOfNode(key), { key: name, line }, removal(property)));
    } else if (name !== known.tag && !Object.hasOwn(known.options, name)) {
      const unknown = describe(name, known);
      if (unknown.nearest !== undefined) misspelled.add(unknown.nearest);
      reader.report(unknownKey(rangeOfNode(key), unknown, removal(property)));
    } else if (value !== undefined) {
      values.set(name, value);
    }
    if (first === undefined) properties.set(name, property);
  }
  return { values, misspelled };
}

/** Keys that mean something to JavaScript objects. */
const forbidden: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

function describe(found: string, { noun, options, tag }: KnownKeys) {
  const names = Object.entries(options).map(([name, { alsoCalled }]) => ({ name, alsoCalled }));
  const known = tag === undefined ? names : [{ name: tag }, ...names];
  return {
    found,
    noun,
    known: known.map(({ name }) => name),
    nearest: nearestName(found, known),
  };
}
