/** Not finite: the cost or a gradient is NaN or infinite, and nothing after it means anything. */
import { numberText } from '../program/explanation';
import type { AlertRule } from './rule';

export const notFinite: AlertRule = {
  id: 'notFinite',
  label: 'NaN or infinity',
  description: 'Stop when the cost or the gradient of a layer is NaN or infinite.',
  persistence: 1,
  holds: ({ cost, gradientNorms }) => !Number.isFinite(cost) || gradientNorms.some(isNotFinite),
  describe: ({ cost, gradientNorms }) => {
    const layer = gradientNorms.findLastIndex(isNotFinite) + 1;
    const isCostAlone = layer === 0;
    const norm = numberText(gradientNorms[layer - 1] ?? NaN);
    return {
      ...(isCostAlone ? {} : { layer }),
      title: isCostAlone ? 'The cost is not finite' : `Not finite, layer ${layer}`,
      evidence: `J = ${numberText(cost)}` + (isCostAlone ? '' : `, ‖dW${layer}‖ = ${norm}`),
      reason: 'A number grew past the largest one of its precision, or 0/0 or log 0 was computed.',
      advice:
        'Step back to where it first appears; then try a smaller learning rate or scaled inputs.',
    };
  },
};

function isNotFinite(norm: number): boolean {
  return !Number.isFinite(norm);
}
