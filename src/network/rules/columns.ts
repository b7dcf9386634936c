/** Columns of a CSV file: each is used once, and named only where there are names. */
import type { NetworkDraft } from '../draft';
import { error } from '../messages';
import type { Problem } from '../problem';
import type { Source } from '../source';
import { quote } from '../wording';

export function columns({ data }: NetworkDraft, source: Source): readonly Problem[] {
  if (data?.source !== 'csv') return [];
  const uses = [
    ...data.targets.map((column, index) => ({ column, path: ['data', 'targets', index] })),
    ...(data.features ?? []).map((column, index) => ({
      column,
      path: ['data', 'features', index],
    })),
  ];
  const seen = new Set<string | number>();
  return uses.flatMap(({ column, path }) => {
    const range = source.rangeOf(path);
    if (typeof column === 'string' && !data.header) {
      const message = `The column ${quote(column)} cannot be found by name because "header" is false. Give its number, counted from 0.`;
      return [error('column-name', range, message)];
    }
    if (seen.has(column)) {
      const name = typeof column === 'string' ? quote(column) : column;
      const message = `The column ${name} is used a second time here; a network that sees its target has nothing to learn. Use each column once.`;
      return [error('column-twice', range, message)];
    }
    seen.add(column);
    return [];
  });
}
