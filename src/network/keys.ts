/** The keys of an object, as its tree has them: each known one once; what else is there is reported. */
import type { Node } from 'jsonc-parser';

import type { Options } from './catalogue/shape';
import { duplicateKey, forbiddenKey, unknownKey } from './messages';
import { nearestName, type KnownName } from './nearestName';
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

export function readKeys(reader: Reader, node: Node, { noun, options, tag }: KnownKeys): Keys {
  const names = knownNames({ options, tag });
  const free = names.filter((each) => !hasKey(node, each.name));
  const properties = new Map<string, Node>();
  const values = new Map<string, Node>();
  const misspelled = new Set<string>();
  let unknown = 0;
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    if (key === undefined) continue;
    const name = String(key.value);
    const first = properties.get(name);
    if (forbidden.has(name)) {
      reader.report(() => forbiddenKey(rangeOfNode(key), name, removal(property)));
    } else if (first !== undefined) {
      reader.report(() => {
        const line = reader.lineAt(first.offset) + 1;
        return duplicateKey(rangeOfNode(key), { key: name, line }, removal(property));
      });
    } else if (name !== tag && !Object.hasOwn(options, name)) {
      const nearest = unknown++ < mostCompared ? nearestName(name, free) : undefined;
      if (nearest !== undefined) misspelled.add(nearest);
      const problem = { found: name, noun, known: names.map((each) => each.name), nearest };
      reader.report(() => unknownKey(rangeOfNode(key), problem, removal(property)));
    } else if (value !== undefined) {
      values.set(name, value);
    }
    if (first === undefined) properties.set(name, property);
  }
  return { values, misspelled };
}

/** Keys that mean something to JavaScript objects. */
const forbidden: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** An object with more unknown keys than this is not one that somebody has mistyped. */
const mostCompared = 50;

function knownNames({ options, tag }: Pick<KnownKeys, 'options' | 'tag'>): readonly KnownName[] {
  const names = Object.entries(options).map(([name, { alsoCalled }]) => ({ name, alsoCalled }));
  return tag === undefined ? names : [{ name: tag }, ...names];
}

function hasKey(node: Node, name: string): boolean {
  return (node.children ?? []).some(({ children }) => children?.[0]?.value === name);
}
