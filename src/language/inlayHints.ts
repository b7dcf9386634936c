/** At the end of each layer: how many parameters it has, and the shape of what it gives on. */
import { InlayHintKind, type InlayHint, type Range } from 'vscode-languageserver';

import { describeShapes, type LayerShapes } from '../network/shapes';
import { touch, toTextRange, type NetworkDocument } from './networkDocument';

export function inlayHints({ document, network }: NetworkDocument, range: Range): InlayHint[] {
  const visible = toTextRange(document, range);
  const shapes = describeShapes(network.draft);
  return network.locations.layers.flatMap((location, index) => {
    const layer = shapes[index];
    if (layer === undefined || !touch(location.range, visible)) return [];
    return [
      {
        position: document.positionAt(location.range.end),
        label: labelOf(layer),
        kind: InlayHintKind.Type,
        paddingLeft: true,
      },
    ];
  });
}

function labelOf({ layer, output, parameters }: LayerShapes): string {
  return `A${layer} ${output}${parameters === '0' ? '' : `, ${parameters} parameters`}`;
}
