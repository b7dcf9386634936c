/** Activations that work against the layers around them: lessons of the notes, told on the layer itself. */
import { activationOf, type NetworkDraft } from '../draft';
import { warning, withFix } from '../messages';
import type { Problem } from '../problem';
import type { Source } from '../source';
import type { LayerSpec } from '../spec';

export function hiddenActivations(draft: NetworkDraft, source: Source): readonly Problem[] {
  return draft.layers.flatMap((layer, index) => {
    const reason = layer === undefined ? undefined : reasonAgainst(layer, { index, draft });
    if (reason === undefined) return [];
    const path = ['layers', index, 'activation'];
    const found = warning(reason.code, source.rangeOf(path), reason.message);
    return [withFix(found, source.fixTo(path, 'relu'))];
  });
}

interface Place {
  readonly index: number;
  readonly draft: NetworkDraft;
}

interface Reason {
  readonly code: string;
  readonly message: string;
}

function reasonAgainst(layer: LayerSpec, { index, draft }: Place): Reason | undefined {
  const number = index + 1;
  const isHidden = number < draft.layers.length;
  const activation = activationOf(layer);
  if (activation === 'identity' && collapses(layer, { index, draft })) {
    return {
      code: 'linear-layer',
      message: `Layers ${number} and ${number + 1} collapse into one: W${number + 1} · (W${number} · A + b${number}) + b${number + 1} is itself a weighted sum of A, so layer ${number} adds nothing that one layer could not learn. Give it an activation that is not linear.`,
    };
  }
  if (activation === 'softmax' && isHidden) {
    return {
      code: 'hidden-softmax',
      message: `Softmax on layer ${number} makes its units share a sum of 1, so little passes on to layer ${number + 1} and gradients get small. Softmax belongs on the last layer.`,
    };
  }
  if (activation === 'step') {
    return {
      code: 'no-gradient',
      message: `The derivative of step is 0, so dZ${number} is 0 and layers 1 to ${number} never learn. Use another activation unless you only want to look at the forward pass.`,
    };
  }
  return undefined;
}

/** Whether what follows is the sum of a dense layer, with nothing between that is not linear. */
function collapses(layer: LayerSpec, { index, draft }: Place): boolean {
  return (
    layer.type === 'dense' &&
    layer.batchNorm === undefined &&
    layer.dropout === undefined &&
    index + 1 < draft.layers.length &&
    [undefined, 'dense'].includes(draft.layers[index + 1]?.type)
  );
}
