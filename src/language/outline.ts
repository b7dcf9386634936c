/** The outline: data, layers one by one, loss, optimizer, training. */
import { SymbolKind, type DocumentSymbol } from 'vscode-languageserver';

import type { Location } from '../network/locations';
import { describeShapes } from '../network/shapes';
import { toRange, type NetworkDocument } from './networkDocument';

export function outline({ document, network }: NetworkDocument): DocumentSymbol[] {
  const { draft, locations } = network;
  const symbol = (name: string, detail: string, { range }: Location): DocumentSymbol => ({
    name,
    detail,
    kind: SymbolKind.Property,
    range: toRange(document, range),
    selectionRange: toRange(document, { start: range.start, end: range.start }),
  });
  const shapes = describeShapes(draft);
  const layers = locations.layers.map((location, index) => ({
    ...symbol(`layer ${index + 1}`, shapes[index]?.title ?? '', location),
    kind: SymbolKind.Class,
  }));
  const details = {
    data: draft.data?.source === 'generator' ? draft.data.kind : draft.data?.source,
    loss: draft.loss,
    optimizer: draft.optimizer?.type,
    training: draft.training && `${draft.training.epochs} epochs`,
  };
  const parts = (['data', 'loss', 'optimizer', 'training'] as const).flatMap((part) => {
    const detail = details[part];
    const { range } = locations[part];
    // A part that is left out is located at the opening brace alone.
    const isWritten = 1 < range.end - range.start;
    return detail === undefined || !isWritten ? [] : [symbol(part, detail, locations[part])];
  });
  return [...parts, ...layers].sort(
    (one, other) =>
      one.range.start.line - other.range.start.line ||
      one.range.start.character - other.range.start.character,
  );
}
