/** Not finite: the cost or a gradient is NaN or infinite, and nothing after it means anything. */
import { numberText } from '../program/explanation';
import type { AlertRule } from './rule';

export const notFinite: AlertRule = {
  id: 'notFinite',
  label: 'NaN or infinity',
  description: 'Stop when the cost or the gradient of a layer is NaN or infinite.',
  persistence: 1,
  find: ({ cost, gradientNorms }) => {
    const index = gradientNorms.findLastIndex((norm) => !Number.isFinite(norm));
    if (Number.isFinite(cost) && index < 0) return undefined;
    const evidence = [
      `J = ${numberText(cost)}`,
      ...(index < 0 ? [] : [`‖dW${index + 1}‖ = ${numberText(gradientNorms[index] ?? NaN)}`]),
    ];
    return {
      ...(index < 0 ? {} : { layer: index + 1 }),
      title: index < 0 ? 'The cost is not finite' : `Not finite, layer ${index + 1}`,
      evidence: evidence.join(', '),
      reason: 'A number grew past the largest one of its precision, or 0/0 or log 0 was computed.',
      advice:
        'Step back to where it first appears; then try a smaller learning rate or scaled inputs.',
    };
  },
};
