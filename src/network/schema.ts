/**
 * The JSON schema of network files (draft 7), derived from the catalogue: for completion and hover texts here,
 * and for other editors as `media/network.schema.json`.
 */
import { network } from './catalogue/network';
import type { Bound, Entry, Option, Options, Shape, VariantShape } from './catalogue/shape';

export type JsonSchema = Readonly<Record<string, unknown>>;

export function networkSchema(): JsonSchema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Backstep network',
    ...schemaOf(network),
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
    case 'variant':
      return shape.shortForm === 'none'
        ? variantSchema(shape)
        : { anyOf: [words(shape.cases), variantSchema(shape)] };
    default:
      return shape satisfies never;
  }
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
  const required = entries.filter(([, option]) => option.presence === 'required');
  return {
    type: 'object',
    additionalProperties: false,
    ...(required.length === 0 ? {} : { required: required.map(([key]) => key) }),
    properties: Object.fromEntries(entries.map(([key, option]) => [key, optionSchema(option)])),
  };
}

function optionSchema(option: Option): JsonSchema {
  const schema = { ...schemaOf(option.shape), description: describeOption(option) };
  if (option.presence === 'defaulted') return { ...schema, default: option.default };
  return option.presence === 'required'
    ? { ...schema, defaultSnippets: [{ label: 'example', body: option.example }] }
    : schema;
}

/** First the tag, from all there are; what else may be there follows from it. */
function variantSchema({ tag, tagDocumentation, cases }: VariantShape): JsonSchema {
  return {
    type: 'object',
    required: [tag],
    properties: { [tag]: { ...words(cases), description: tagDocumentation } },
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
        : `${option.documentation} Default: ${JSON.stringify(option.default)}.`;
    case 'derived':
      return `${option.documentation} Default: ${option.rule}.`;
    default:
      return option satisfies never;
  }
}
