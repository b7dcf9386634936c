/**
 * The JSON schema of network files (draft 7), derived from the catalogue: for completion and hover texts here,
 * and for other editors as `media/network.schema.json`.
 */
import { network } from './catalogue/network';
import type {
  Bound,
  Cases,
  DialectOption,
  Entry,
  Option,
  Options,
  Shape,
  SizesShape,
  VariantShape,
} from './catalogue/shape';
import { print } from './wording';

export type JsonSchema = Readonly<Record<string, unknown>>;

export function networkSchema(): JsonSchema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Backstep network',
    ...schemaOf(network),
    ...snippets({ 'New network': requiredExamples(network.options) }),
  };
}

function schemaOf(shape: Shape): JsonSchema {
  switch (shape.kind) {
    case 'number':
      return {
        type: shape.whole ? 'integer' : 'number',
        ...bound(shape.lower, { included: 'minimum', excluded: 'exclusiveMinimum' }),
        ...bound(shape.upper, { included: 'maximum', excluded: 'exclusiveMaximum' }),
      };
    case 'sizes':
      return sizesSchema(shape);
    case 'text':
      return { type: 'string' };
    case 'flag':
      return { type: 'boolean' };
    case 'column':
      return { type: ['string', 'integer'], minimum: 0 };
    case 'choice':
      return words(shape.values);
    case 'list':
      return {
        type: 'array',
        items: schemaOf(shape.element),
        minItems: 1,
        maxItems: shape.maximumLength,
      };
    case 'record':
      return recordSchema(shape.options);
    case 'switch':
      return { anyOf: [{ type: 'boolean' }, recordSchema(shape.options)] };
    case 'variant':
      return shape.shortForm === 'none'
        ? variantSchema(shape)
        : { anyOf: [words(casesOfOneWord(shape)), variantSchema(shape)] };
    default:
      return shape satisfies never;
  }
}

function sizesSchema({ names, minimum, maximum, shortForm }: SizesShape): JsonSchema {
  const number = { type: 'integer', minimum, maximum };
  const list = { type: 'array', items: number, minItems: names.length, maxItems: names.length };
  return shortForm === 'number' ? { anyOf: [number, list] } : list;
}

/** Cases that need nothing but their name. */
function casesOfOneWord({ cases }: VariantShape): Cases {
  const named = Object.entries(cases).filter(
    ([, { options }]) => requiredKeys(options).length === 0,
  );
  return Object.fromEntries(named);
}

function bound(
  { value, included }: Bound,
  keywords: { readonly included: string; readonly excluded: string },
): JsonSchema {
  return { [included ? keywords.included : keywords.excluded]: value };
}

function words(entries: Readonly<Record<string, Entry>>): JsonSchema {
  return {
    type: 'string',
    enum: Object.keys(entries),
    enumDescriptions: Object.values(entries).map(documentationOf),
  };
}

interface RecordSchema extends JsonSchema {
  readonly properties: JsonSchema;
}

function recordSchema(options: Options): RecordSchema {
  const entries = Object.entries(options);
  const required = requiredKeys(options);
  return {
    type: 'object',
    additionalProperties: false,
    ...(required.length === 0 ? {} : { required }),
    properties: Object.fromEntries(entries.map(([key, option]) => [key, optionSchema(option)])),
  };
}

function optionSchema(option: Option): JsonSchema {
  const schema = { ...schemaOf(option.shape), description: describeOption(option) };
  const { suggestions = [] } = option;
  const offered = option.presence === 'required' ? [option.example, ...suggestions] : suggestions;
  if (0 < offered.length)
    return {
      ...schema,
      ...snippets(Object.fromEntries(offered.map((each) => [print(each), each]))),
    };
  // The default of a variant is among its words; as a whole it would only be in their way.
  const isOffered = option.presence === 'defaulted' && option.shape.kind !== 'variant';
  return isOffered ? { ...schema, default: option.default } : schema;
}

/** What completion offers to write at once, by label. */
function snippets(bodies: Readonly<Record<string, unknown>>): JsonSchema {
  return {
    defaultSnippets: Object.entries(bodies).map(([label, body]) => ({ label, body })),
  };
}

function requiredKeys(options: Options): readonly string[] {
  return Object.keys(requiredExamples(options));
}

function requiredExamples(options: Options): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(options).flatMap(([key, option]) =>
      option.presence === 'required' ? [[key, option.example]] : [],
    ),
  );
}

/** First the tag, from all there are; what else may be there follows from it. */
function variantSchema({ tag, tagDocumentation, cases }: VariantShape): JsonSchema {
  return {
    type: 'object',
    required: [tag],
    properties: { [tag]: { ...words(cases), description: tagDocumentation } },
    ...snippets(
      Object.fromEntries(
        Object.entries(cases).map(([name, { options }]) => [
          `{ "${tag}": "${name}" }`,
          { [tag]: name, ...requiredExamples(options) },
        ]),
      ),
    ),
    allOf: Object.entries(cases).map(([name, { options }]) => {
      const { properties, ...rest } = recordSchema(options);
      return {
        if: { properties: { [tag]: { const: name } }, required: [tag] },
        then: { ...rest, properties: { [tag]: true, ...properties } },
      };
    }),
  };
}

/** Documentation and formulas of a word. */
export function documentationOf({ documentation, formula, derivative }: Entry): string {
  return [documentation, formula, derivative].filter((part) => part !== undefined).join('\n\n');
}

export function describeOption(option: Option): string {
  switch (option.presence) {
    case 'required':
      return option.documentation;
    case 'defaulted':
      return option.shape.kind === 'record'
        ? option.documentation
        : `${option.documentation} Default: ${print(option.default)}.`;
    case 'dialect':
      return `${option.documentation} Default: ${dialectDefaults(option)}.`;
    case 'derived':
      return `${option.documentation} Default: ${option.rule}.`;
    default:
      return option satisfies never;
  }
}

/** `1e-8 (course, pytorch), 1e-7 (book)`, each value as `show` has it. */
export function dialectDefaults(
  { defaults }: Pick<DialectOption, 'defaults'>,
  show: (value: string) => string = String,
): string {
  const dialects = Object.entries(defaults);
  const texts = new Set(dialects.map(([, value]) => print(value)));
  return Array.from(texts, (text) => {
    const names = dialects.filter(([, value]) => print(value) === text).map(([name]) => name);
    return `${show(text)} (${names.join(', ')})`;
  }).join(', ');
}
