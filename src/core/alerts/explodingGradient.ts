/** Exploding gradient: a layer's gradient is so large that one update throws the weights far away. */
import { numberText } from '../program/explanation';
import type { AlertRule } from './rule';

// The usual limits for clipping are 1 to 10; a hundred times that is past any tuning.
export const explodingGradient = explodingGradientAbove(1e3);

function explodingGradientAbove(largestNorm: number): AlertRule {
  const isExploding = (norm: number): boolean => largestNorm < norm && Number.isFinite(norm);
  return {
    id: 'explodingGradient',
    label: 'Exploding gradient',
    description: 'Stop when the norm of a layer’s gradient exceeds 1000.',
    threshold: { quantity: 'norm', comparison: '>', value: largestNorm },
    withThreshold: explodingGradientAbove,
    persistence: 1,
    holds: ({ gradientNorms }) => {
      for (const norm of gradientNorms) if (isExploding(norm)) return true;
      return false;
    },
    describe: ({ gradientNorms }) => {
      const index = gradientNorms.findIndex(isExploding);
      return {
        layer: index + 1,
        title: `Exploding gradient, layer ${index + 1}`,
        evidence: `‖dW${index + 1}‖ = ${numberText(gradientNorms[index] ?? NaN)}, more than ${largestNorm}`,
        reason: 'The weights or the inputs are so large that every layer multiplies the gradient.',
        advice: 'Try a smaller learning rate, scaled inputs, or Xavier or He initialization.',
      };
    },
  };
}
