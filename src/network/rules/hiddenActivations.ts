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
  const next = activation === 'identity' ? nextSum(layer, { index, draft }) : undefined;
  if (next !== undefined) {
    return { code: 'linear-layer', message: collapse(layer, { number, next: next + 1, draft }) };
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

/** Index of the layer whose sum comes next, with nothing between that is not linear. */
function nextSum(layer: LayerSpec, { index, draft }: Place): number | undefined {
  if ('activation' in layer && (layer.batchNorm ?? layer.dropout) !== undefined) return undefined;
  for (let next = index + 1; next < draft.layers.length; next++) {
    const type = draft.layers[next]?.type ?? 'dense';
    if (type === 'dense' || type === 'conv2d') return next;
    if (type === 'maxPool2d') return undefined;
  }
  return undefined;
}

interface Collapse {
  readonly number: number;
  readonly next: number;
  readonly draft: NetworkDraft;
}

function collapse({ type }: LayerSpec, { number, next, draft }: Collapse): string {
  const advice = `so layer ${number} adds nothing that one layer could not learn. Give it an activation that is not linear.`;
  const isFormula = type === 'dense' && draft.layers[next - 1]?.type !== 'conv2d';
  return isFormula && next === number + 1
    ? `Layers ${number} and ${next} collapse into one: W${next} · (W${number} · A + b${number}) + b${next} is itself a weighted sum of A, ${advice}`
    : `Layers ${number} and ${next} collapse into one: a weighted sum of weighted sums of the pixels is itself one, ${advice}`;
}
