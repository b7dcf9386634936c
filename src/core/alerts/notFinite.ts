/** Not finite: the cost or a gradient is NaN or infinite, and nothing after it means anything. */
import { numberText } from '../program/explanation';
import type { AlertRule } from './rule';

export const notFinite = notFiniteAbove(Infinity);

/** With a finite limit it fires before the numbers run out: on what is larger, too. */
function notFiniteAbove(largest: number): AlertRule {
  const isTooLarge = (value: number): boolean =>
    !(Math.abs(value) <= largest && Number.isFinite(value));
  return {
    id: 'notFinite',
    label: 'NaN or infinity',
    description: 'Stop when the cost or the gradient of a layer is NaN or infinite.',
    threshold: { quantity: 'size', comparison: '>', value: largest },
    withThreshold: notFiniteAbove,
    persistence: 1,
    holds: ({ cost, gradientNorms }) => {
      for (const norm of gradientNorms) if (isTooLarge(norm)) return true;
      return isTooLarge(cost);
    },
    describe: ({ cost, gradientNorms }) => {
      const layer = gradientNorms.findLastIndex(isTooLarge) + 1;
      const isCostAlone = layer === 0;
      const size = gradientNorms[layer - 1] ?? NaN;
      const evidence =
        `J = ${numberText(cost)}` + (isCostAlone ? '' : `, ‖dW${layer}‖ = ${numberText(size)}`);
      if (Number.isFinite(isCostAlone ? cost : size)) {
        return {
          ...(isCostAlone ? {} : { layer }),
          title: isCostAlone ? 'The cost is very large' : `Very large, layer ${layer}`,
          evidence: `${evidence}, more than ${largest}`,
          reason: 'At this size the numbers will soon run out of their precision.',
          advice: 'Try a smaller learning rate or scaled inputs.',
        };
      }
      return {
        ...(isCostAlone ? {} : { layer }),
        title: isCostAlone ? 'The cost is not finite' : `Not finite, layer ${layer}`,
        evidence,
        reason:
          'A number grew past the largest one of its precision, or 0/0 or log 0 was computed.',
        advice:
          'Step back to where it first appears; then try a smaller learning rate or scaled inputs.',
      };
    },
  };
}
