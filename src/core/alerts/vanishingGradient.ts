/**
 * Vanishing gradient: the first layers get almost none of the gradient that the last layer gets.
 *
 * Layers are compared by the root mean square of dW, so that a large layer does not look healthier than a
 * small one (Glorot and Bengio, 2010, compare gradients layer by layer in the same way).
 */
import type { ScalarMath } from '../kernels/scalarMath';
import { numberText } from '../program/explanation';
import type { AlertRule, Finding, Observation } from './rule';

// A layer that learns a thousand times slower than the last one does not learn at all.
export const vanishingGradient = vanishingGradientBelow(1e-3);

function vanishingGradientBelow(smallestShare: number): AlertRule {
  return {
    id: 'vanishingGradient',
    label: 'Vanishing gradient',
    description:
      'Stop when the gradient of a layer stays below a thousandth of the last layer’s for 3 iterations.',
    threshold: { quantity: 'ratio', comparison: '<', value: smallestShare },
    withThreshold: vanishingGradientBelow,
    persistence: 3,
    holds: (observation) => 0 < lowestStarved(observation, smallestShare),
    describe: (observation, math) => {
      const { gradientNorms } = observation;
      const last = gradientNorms.length;
      const lowest = lowestStarved(observation, smallestShare);
      const highest = highestStarved(observation, smallestShare);
      const norm = (layer: number): string =>
        `‖dW${layer}‖ = ${numberText(gradientNorms[layer - 1] ?? NaN)}`;
      return {
        layer: lowest,
        title: `Vanishing gradient, ${layersText(lowest, highest)}`,
        evidence: `${norm(lowest)}, ${norm(last)}`,
        ...explain(shareOf(lowest, observation), last - lowest, math),
      };
    },
  };
}

/** Counted from 1; 0 when no layer is starved. */
function lowestStarved(observation: Observation, smallestShare: number): number {
  const last = observation.gradientNorms.length;
  for (let layer = 1; layer < last; layer++) {
    if (shareOf(layer, observation) < smallestShare) return layer;
  }
  return 0;
}

function highestStarved(observation: Observation, smallestShare: number): number {
  let layer = observation.gradientNorms.length;
  while (0 < layer && !(shareOf(layer, observation) < smallestShare)) layer--;
  return layer;
}

/** What arrives in this layer, in units of what the last one gets; NaN where that is nothing or not finite. */
function shareOf(layer: number, observation: Observation): number {
  const last = rootMeanSquare(observation.gradientNorms.length, observation);
  return Number.isFinite(last) ? rootMeanSquare(layer, observation) / last : NaN;
}

function rootMeanSquare(layer: number, { gradientNorms, weightCounts }: Observation): number {
  return (gradientNorms[layer - 1] ?? NaN) / Math.sqrt(weightCounts[layer - 1] ?? NaN);
}

function explain(
  share: number,
  distance: number,
  math: ScalarMath,
): Pick<Finding, 'reason' | 'advice'> {
  if (share === 0) {
    return {
      reason: 'No gradient at all arrives: every unit on the way has a derivative of 0.',
      advice: 'Try leaky ReLU, a smaller learning rate, or another initialization.',
    };
  }
  const perLayer = math.exp(-math.log(share) / distance);
  return {
    reason: `On the way down each layer passes on about 1/${perLayer.toPrecision(2)} of the gradient, because it is multiplied by W and by a derivative that is small where units saturate.`,
    advice: 'Try ReLU with He initialization, or fewer layers.',
  };
}

function layersText(lowest: number, highest: number): string {
  return lowest === highest ? `layer ${lowest}` : `layers ${lowest} to ${highest}`;
}
