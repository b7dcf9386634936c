/** Where an option stands in a network file that was parsed before: for what is found out only later. */
import { parseTree } from 'jsonc-parser';

import { lineAndColumn, type LineAndColumn } from './lineIndex';
import { createSource } from './source';

/** `['data', 'images']`, `['layers', 2, 'initializer']`. */
export type OptionPath = readonly (string | number)[];

/** For an option that is left out, the place of what it belongs to. */
export function placeOfOption(fileText: string, option: OptionPath): LineAndColumn {
  const text = fileText.replace(/^\uFEFF/, ' ');
  const source = createSource(text, parseTree(text, [], { allowTrailingComma: true }));
  return lineAndColumn(text, source.rangeOf([...option]).start);
}
