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
const smallestShare = 1e-3;

export const vanishingGradient: AlertRule = {
  id: 'vanishingGradient',
  label: 'Vanishing gradient',
  description:
    'Stop when the gradient of a layer stays below a thousandth of the last layer’s for 3 iterations.',
  persistence: 3,
  find: (observation, math) => {
    const { gradientNorms, weightCounts } = observation;
    const last = gradientNorms.length - 1;
    const lastSize = rootMeanSquare(observation, last);
    if (!(0 < lastSize) || !Number.isFinite(lastSize)) return undefined;
    const starved = weightCounts
      .map((_, index) => index)
      .filter((index) => rootMeanSquare(observation, index) < smallestShare * lastSize);
    const [lowest] = starved;
    if (lowest === undefined) return undefined;
    const highest = starved.at(-1) ?? lowest;
    return {
      layer: lowest + 1,
      title: `Vanishing gradient, ${layersText(lowest + 1, highest + 1)}`,
      evidence: `‖dW${lowest + 1}‖ = ${numberText(gradientNorms[lowest] ?? NaN)}, ‖dW${last + 1}‖ = ${numberText(gradientNorms[last] ?? NaN)}`,
      ...explain(rootMeanSquare(observation, lowest) / lastSize, last - lowest, math),
    };
  },
};

function rootMeanSquare({ gradientNorms, weightCounts }: Observation, index: number): number {
  return (gradientNorms[index] ?? NaN) / Math.sqrt(weightCounts[index] ?? NaN);
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
