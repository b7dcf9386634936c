/** Running averages of gradients and of their squares, in the forms of the course, the book and PyTorch. */
import { elementCount } from '../../tensor/shape';
import { cellName, numberText } from '../explanation';
import { tensor } from '../formula';
import type { Instruction } from '../instruction';
import type { NamedShape } from '../stage';
import { before, elementwise, learningRate, weighted } from './elementwise';

export interface AverageOptions {
  readonly layer: number;
  readonly average: NamedShape;
  readonly gradient: string;
  readonly decay: number;
  /** 1 − decay for an average, 1 for a sum that fades. */
  readonly weight: number;
}

/** v = decay · v + weight · g. */
export function averageGradient(options: AverageOptions): Instruction {
  const { layer, average, gradient, decay, weight } = options;
  return elementwise({
    layer,
    target: average,
    keepsOld: true,
    sources: [gradient],
    formula: [factor(decay), tensor(average.name), ' + ', factor(weight), tensor(gradient)],
    call: (addressOf) => ({
      kernel: 'blend',
      operands: [
        addressOf(average.name),
        addressOf(gradient),
        decay,
        weight,
        elementCount(average.shape),
      ],
    }),
    terms: (cell, [g = cell], reader) => [before(decay, cell, reader), weighted(weight, g, reader)],
  });
}

/** s = decay · s + weight · g². */
export function averageSquare(options: AverageOptions): Instruction {
  const { layer, average, gradient, decay, weight } = options;
  return elementwise({
    layer,
    target: average,
    keepsOld: true,
    sources: [gradient],
    formula: [factor(decay), tensor(average.name), ' + ', factor(weight), tensor(gradient), '²'],
    call: (addressOf) => ({
      kernel: 'blendSquare',
      operands: [
        addressOf(average.name),
        addressOf(gradient),
        decay,
        weight,
        elementCount(average.shape),
      ],
    }),
    terms: (cell, [g = cell], reader) => {
      const value = reader.value(g);
      return [
        before(decay, cell, reader),
        {
          label: `${numberText(weight)} · ${cellName(g)}²`,
          text: `${numberText(weight)} · ${numberText(value)}²`,
          value: weight * value * value,
          sources: [g],
        },
      ];
    },
  });
}

/** v = momentum · v − α · g: the step itself, as the book keeps it. */
export function velocity({ layer, average, gradient, decay }: AverageOptions): Instruction {
  return elementwise({
    layer,
    target: average,
    keepsOld: true,
    sources: [gradient],
    scalars: ['learningRate'],
    formula: [factor(decay), tensor(average.name), ' − α · ', tensor(gradient)],
    call: (addressOf) => ({
      kernel: 'velocity',
      operands: [
        addressOf(average.name),
        addressOf(gradient),
        addressOf('learningRate'),
        decay,
        elementCount(average.shape),
      ],
    }),
    terms: (cell, [g = cell], reader) => [
      before(decay, cell, reader),
      weighted(-learningRate(reader), g, reader),
    ],
  });
}

/** `0.9 · `, or nothing for 1. */
function factor(value: number): string {
  return value === 1 ? '' : `${Number(value.toPrecision(12))} · `;
}
