/**
 * Hover on a layer: the shapes of its tensors and why they fit, then what the schema says of the word below.
 *
 * Both are made of numbers and of the catalogue's own words; nothing that the file says gets into the Markdown.
 */
import { MarkupKind, type Hover, type Position } from 'vscode-languageserver';

import { describeShapes, type LayerShapes } from '../network/shapes';
import type { LayerSpec } from '../network/spec';
import { toRange, type NetworkDocument } from './networkDocument';

/** `documentation` is the schema's hover at the same place. */
export function hover(
  { document, network }: NetworkDocument,
  position: Position,
  documentation: Hover | null,
): Hover | null {
  const offset = document.offsetAt(position);
  const index = network.locations.layers.findIndex(
    ({ range }) => range.start <= offset && offset < range.end,
  );
  const location = network.locations.layers[index];
  const shapes = describeShapes(network.draft)[index];
  const parts = [
    ...(shapes === undefined ? [] : [shapesInWords(shapes, network.draft.layers[index])]),
    ...textsOf(documentation),
  ];
  if (parts.length === 0) return null;
  const range = documentation?.range ?? (location && toRange(document, location.range));
  return {
    contents: { kind: MarkupKind.Markdown, value: parts.join('\n\n') },
    ...(range === undefined ? {} : { range }),
  };
}

function shapesInWords(
  { layer, title, lines, parameters }: LayerShapes,
  spec: LayerSpec | undefined,
): string {
  return [
    `Layer ${layer}: ${title}`,
    ['```text', ...lines, '```'].join('\n'),
    `${parameters === '0' ? 'No' : parameters} parameters. ${spec?.type === 'dense' ? ofMatrices : ofImages}`,
  ].join('\n\n');
}

const ofMatrices = 'Rows are units, columns are samples; inner dimensions meet.';
const ofImages = 'Images are (channels, height, width, samples).';

function textsOf(documentation: Hover | null): readonly string[] {
  if (documentation === null) return [];
  const { contents } = documentation;
  const parts = Array.isArray(contents) ? contents : [contents];
  return parts.map((part) => (typeof part === 'string' ? part : part.value));
}
