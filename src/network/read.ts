/**
 * Reading: from a node of the tree and a shape of the catalogue to a plain value, or to problems.
 *
 * A value that comes back is complete and in bounds; `undefined` means that what is wrong with it has been
 * reported. Records come back with exactly the keys of the catalogue.
 */
import type { Node } from 'jsonc-parser';

import type {
  Case,
  ListShape,
  Option,
  Options,
  OptionValues,
  RecordShape,
  Shape,
  SwitchShape,
  ValueOf,
  VariantShape,
} from './catalogue/shape';
import { readKeys, type KnownKeys } from './keys';
import { badLength, missingKey } from './messages';
import {
  readColumn,
  readFlag,
  readNumber,
  readSizes,
  readText,
  readWord,
  refuseType,
  silent,
  type Reader,
  type Target,
} from './readScalar';
import { headingOf, insertion, rangeOfNode, replacement } from './source';
import { article, capital } from './wording';

export function read<S extends Shape>(
  reader: Reader,
  shape: S,
  target: Target,
): ValueOf<S> | undefined {
  // Here the types of the tables meet the values; each reader below gives what its shape says.
  return readShape(reader, shape, target) as ValueOf<S> | undefined;
}

/** The options of an object one by one; those that are wrong or missing are reported and left out. */
export function readOptions<O extends Options>(
  reader: Reader,
  record: { readonly noun: string; readonly options: O },
  node: Node,
): Partial<OptionValues<O>> {
  return readRecord(reader, record, node).values as Partial<OptionValues<O>>;
}

function readShape(reader: Reader, shape: Shape, target: Target): unknown {
  switch (shape.kind) {
    case 'number':
      return readNumber(reader, shape, target);
    case 'sizes':
      return readSizes(reader, shape, target);
    case 'text':
      return readText(reader, shape, target);
    case 'flag':
      return readFlag(reader, shape, target);
    case 'column':
      return readColumn(reader, shape, target);
    case 'choice':
      return readWord(reader, shape, target);
    case 'list':
      return readList(reader, shape, target);
    case 'record':
      return readWholeRecord(reader, shape, target);
    case 'switch':
      return readSwitch(reader, shape, target);
    case 'variant':
      return readVariant(reader, shape, target);
    default:
      return shape satisfies never;
  }
}

function readWholeRecord(
  reader: Reader,
  shape: RecordShape | SwitchShape,
  target: Target,
): unknown {
  if (target.node.type === 'object') return whenComplete(readRecord(reader, shape, target.node));
  refuseType(reader, { ...target, shape });
  return undefined;
}

function readSwitch(reader: Reader, shape: SwitchShape, target: Target): unknown {
  const { node } = target;
  if (node.type !== 'boolean') return readWholeRecord(reader, shape, target);
  return node.value === true ? defaultsOf(reader, Object.entries(shape.options)) : false;
}

function readList(reader: Reader, shape: ListShape, target: Target): unknown {
  const { node } = target;
  const { noun, element, maximumLength: maximum } = shape;
  if (node.type !== 'array') {
    const isOneColumn = element.kind === 'column' && node.type === 'string';
    const fix = isOneColumn ? replacement(node, [node.value]) : undefined;
    refuseType(reader, { ...target, shape }, fix);
    return undefined;
  }
  const nodes = node.children ?? [];
  if (nodes.length === 0 || maximum < nodes.length) {
    reader.report(() =>
      badLength(headingOf(node, reader.text), { noun, length: nodes.length, maximum }),
    );
    return undefined;
  }
  const subject = 'noun' in element ? capital(article(element.noun)) : `An element of ${noun}`;
  const values = nodes.map((each) => readShape(reader, element, { node: each, subject }));
  return values.includes(undefined) ? undefined : values;
}

function readVariant(reader: Reader, shape: VariantShape, target: Target): unknown {
  const { node } = target;
  const { tag, noun, cases } = shape;
  if (node.type === 'string' && shape.shortForm === 'word')
    return readShortForm(reader, shape, target);
  if (node.type !== 'object') {
    refuseType(reader, { ...target, shape });
    return undefined;
  }
  const word = node.children?.find(({ children }) => children?.[0]?.value === tag)?.children?.[1];
  if (word === undefined) {
    readUntagged(reader, shape, node);
    return undefined;
  }
  const name = readWord(reader, { noun, values: cases }, { node: word, subject: `"${tag}"` });
  if (name === undefined) return undefined;
  const { options } = caseOf(shape, name);
  const values = readRecord(reader, { noun: caseNoun(shape, name), options, tag }, node);
  const complete = whenComplete(values);
  return complete === undefined ? undefined : { [tag]: name, ...complete };
}

/** Reports that the tag is missing, unless it was misspelled, and what else is strange whatever the case. */
function readUntagged(
  reader: Reader,
  { tag, noun, cases, ...shape }: VariantShape,
  owner: Node,
): void {
  const options = Object.assign({}, ...Object.values(cases).map((each) => each.options)) as Options;
  const { misspelled } = readKeys(reader, owner, { noun, options, tag });
  if (misspelled.has(tag)) return;
  const missing = { key: tag, noun, documentation: shape.tagDocumentation };
  const [value] = Object.keys(cases);
  reader.report(() => {
    const fix = insertion(owner, { key: tag, value }, reader.text);
    return missingKey(headingOf(owner, reader.text), missing, fix);
  });
}

/** `"adam"` for `{ "type": "adam" }`, where everything else has a default. */
function readShortForm(reader: Reader, shape: VariantShape, { node, subject }: Target): unknown {
  const { tag, noun, cases } = shape;
  const name = readWord(reader, { noun, values: cases }, { node, subject });
  if (name === undefined) return undefined;
  const options = Object.entries(caseOf(shape, name).options);
  const required = options.filter(([, option]) => option.presence === 'required');
  const [first] = required;
  if (first === undefined) return { [tag]: name, ...defaultsOf(reader, options) };
  const [key, { documentation }] = first;
  const examples = required.map(([each, option]) => [each, exampleOf(option)]);
  const fix = replacement(node, { [tag]: name, ...Object.fromEntries(examples) });
  reader.report(() =>
    missingKey(rangeOfNode(node), { key, noun: caseNoun(shape, name), documentation }, fix),
  );
  return undefined;
}

interface RecordReading {
  readonly values: Readonly<Record<string, unknown>>;
  /** Nothing was wrong or missing. */
  readonly complete: boolean;
}

function readRecord(reader: Reader, record: KnownKeys, owner: Node): RecordReading {
  const keys = readKeys(reader, owner, record);
  const values: [string, unknown][] = [];
  let complete = true;
  for (const [key, option] of Object.entries(record.options)) {
    const node = keys.values.get(key);
    const value =
      node === undefined
        ? readOption(keys.misspelled.has(key) ? silent(reader) : reader, option, {
            key,
            noun: record.noun,
            owner,
          })
        : readShape(reader, option.shape, { node, subject: `"${key}"` });
    if (value !== undefined) values.push([key, value]);
    else if (node !== undefined || option.presence === 'required') complete = false;
  }
  return { values: Object.fromEntries(values), complete };
}

function whenComplete({ values, complete }: RecordReading) {
  return complete ? values : undefined;
}

interface Place {
  readonly key: string;
  readonly noun: string;
  readonly owner: Node;
}

/** The value of an option that the file leaves out. */
function readOption(reader: Reader, option: Option, { key, noun, owner }: Place): unknown {
  if (option.presence !== 'required') return defaultOf(reader, option);
  const { documentation, example } = option;
  reader.report(() => {
    const fix = insertion(owner, { key, value: example }, reader.text);
    return missingKey(headingOf(owner, reader.text), { key, noun, documentation }, fix);
  });
  return undefined;
}

function defaultsOf(
  reader: Reader,
  options: readonly (readonly [string, Option])[],
): Record<string, unknown> {
  return Object.fromEntries(
    options.flatMap(([key, option]) => {
      const value = defaultOf(reader, option);
      return value === undefined ? [] : [[key, value]];
    }),
  );
}

/** None where the value follows from others, or has to be given. */
function defaultOf({ dialect }: Reader, option: Option): unknown {
  if (option.presence === 'dialect') return option.defaults[dialect];
  return option.presence === 'defaulted' ? option.default : undefined;
}

function exampleOf(option: Option): unknown {
  return option.presence === 'required' ? option.example : undefined;
}

function caseOf(shape: VariantShape, name: string): Case {
  const found = shape.cases[name];
  if (found === undefined) throw new RangeError(`There is no ${shape.noun} named ${name}`);
  return found;
}

/** `dense layer`, `adam optimizer` */
function caseNoun(shape: VariantShape, name: string): string {
  return `${name} ${shape.noun}`;
}
