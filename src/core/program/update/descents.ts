/** The steps that change a parameter itself. */
import { elementCount } from '../../tensor/shape';
import { cellName, numberText, type Cell, type ExplanationTerm } from '../explanation';
import { tensor } from '../formula';
import type { Instruction } from '../instruction';
import type { NamedShape } from '../stage';
import { before, elementwise, learningRate, weighted } from './elementwise';

export interface DescentOptions {
  readonly layer: number;
  readonly parameter: NamedShape;
}

/** p = p − α · direction. */
export function descend({ layer, parameter }: DescentOptions, direction: string): Instruction {
  return elementwise({
    layer,
    target: parameter,
    keepsOld: true,
    sources: [direction],
    scalars: ['learningRate'],
    formula: [tensor(parameter.name), ' − α · ', tensor(direction)],
    call: (addressOf) => ({
      kernel: 'descend',
      operands: [
        addressOf(parameter.name),
        addressOf(direction),
        addressOf('learningRate'),
        elementCount(parameter.shape),
      ],
    }),
    terms: (cell, [step = cell], reader) => [
      before(1, cell, reader),
      weighted(-learningRate(reader), step, reader),
    ],
  });
}

/** p = p + v, where v is the step itself. */
export function addVelocity({ layer, parameter }: DescentOptions, v: string): Instruction {
  return elementwise({
    layer,
    target: parameter,
    keepsOld: true,
    sources: [v],
    formula: [tensor(parameter.name), ' + ', tensor(v)],
    call: (addressOf) => ({
      kernel: 'addScaled',
      operands: [
        addressOf(parameter.name),
        addressOf(parameter.name),
        addressOf(v),
        1,
        elementCount(parameter.shape),
      ],
    }),
    terms: (cell, [step = cell], reader) => [before(1, cell, reader), weighted(1, step, reader)],
  });
}

export interface NesterovOptions {
  readonly velocity: string;
  readonly gradient: string;
  readonly momentum: number;
}

/** p = p + μ² · v − (1 + μ) · α · g, with the velocity from before its own step (Bengio et al., 2012). */
export function nesterovDescend(
  { layer, parameter }: DescentOptions,
  { velocity, gradient, momentum }: NesterovOptions,
): Instruction {
  return elementwise({
    layer,
    target: parameter,
    keepsOld: true,
    sources: [velocity, gradient],
    scalars: ['learningRate'],
    formula: [
      tensor(parameter.name),
      ` + ${momentum}² · `,
      tensor(velocity),
      ` − (1 + ${momentum}) · α · `,
      tensor(gradient),
    ],
    call: (addressOf) => ({
      kernel: 'nesterovDescend',
      operands: [
        addressOf(parameter.name),
        addressOf(velocity),
        addressOf(gradient),
        addressOf('learningRate'),
        momentum,
        elementCount(parameter.shape),
      ],
    }),
    terms: (cell, [v = cell, g = cell], reader) => [
      before(1, cell, reader),
      before(momentum * momentum, v, reader),
      weighted(-(1 + momentum) * learningRate(reader), g, reader),
    ],
  });
}

/** n = g + μ · v: the direction of PyTorch's Nesterov, with the velocity that has g in it already. */
export function lookAhead(
  { layer, parameter }: DescentOptions,
  { velocity, gradient, momentum }: NesterovOptions,
): Instruction {
  const target = { ...parameter, name: `n${parameter.name}` };
  return elementwise({
    layer,
    target,
    keepsOld: false,
    sources: [gradient, velocity],
    formula: [tensor(gradient), ` + ${momentum} · `, tensor(velocity)],
    call: (addressOf) => ({
      kernel: 'addScaled',
      operands: [
        addressOf(target.name),
        addressOf(gradient),
        addressOf(velocity),
        momentum,
        elementCount(parameter.shape),
      ],
    }),
    terms: (cell, [g = cell, v = cell], reader) => [
      weighted(1, g, reader),
      weighted(momentum, v, reader),
    ],
  });
}

export interface RootOptions {
  readonly gradient: string;
  readonly square: string;
  readonly epsilon: number;
}

/** p = p − α · g / (√s + ε). */
export function rootDescend(
  { layer, parameter }: DescentOptions,
  { gradient, square, epsilon }: RootOptions,
): Instruction {
  return elementwise({
    layer,
    target: parameter,
    keepsOld: true,
    sources: [gradient, square],
    scalars: ['learningRate'],
    formula: [
      tensor(parameter.name),
      ' − α · ',
      tensor(gradient),
      ' / (√',
      tensor(square),
      ` + ${epsilon})`,
    ],
    call: (addressOf) => ({
      kernel: 'rootDescend',
      operands: [
        addressOf(parameter.name),
        addressOf(gradient),
        addressOf(square),
        addressOf('learningRate'),
        epsilon,
        elementCount(parameter.shape),
      ],
    }),
    terms: (cell, [g = cell, s = cell], reader) => [
      before(1, cell, reader),
      quotient([g, s], {
        rate: learningRate(reader),
        numerator: reader.value(g),
        denominator: Math.sqrt(reader.value(s)) + epsilon,
      }),
    ],
  });
}

export interface AdamOptions {
  readonly mean: string;
  readonly square: string;
  readonly epsilon: number;
  /** `course`: ε joins the corrected root; `book`: the corrections go into the learning rate. */
  readonly form: 'course' | 'book';
}

/** p = p − α · v̂ / (√ŝ + ε), v̂ = v / (1 − β₁ᵗ), ŝ = s / (1 − β₂ᵗ) (Kingma and Ba, 2015, algorithm 1). */
export function adamDescend(
  { layer, parameter }: DescentOptions,
  { mean, square, epsilon, form }: AdamOptions,
): Instruction {
  const isBook = form === 'book';
  return elementwise({
    layer,
    target: parameter,
    keepsOld: true,
    sources: [mean, square],
    scalars: ['betaPowers', 'learningRate'],
    meaning: isBook
      ? 'its value before − α · √(1 − β₂ᵗ) / (1 − β₁ᵗ) · v / (√s + ε)'
      : 'its value before − α · v̂ / (√ŝ + ε)',
    formula: isBook
      ? [
          tensor(parameter.name),
          ' − α · √(1 − β₂ᵗ) / (1 − β₁ᵗ) · ',
          tensor(mean),
          ' / (√',
          tensor(square),
          ` + ${epsilon})`,
        ]
      : [
          tensor(parameter.name),
          ' − α · (',
          tensor(mean),
          ' / (1 − β₁ᵗ)) / (√(',
          tensor(square),
          ` / (1 − β₂ᵗ)) + ${epsilon})`,
        ],
    call: (addressOf) => ({
      kernel: isBook ? 'adamDescendBook' : 'adamDescend',
      operands: [
        addressOf(parameter.name),
        addressOf(mean),
        addressOf(square),
        addressOf('betaPowers'),
        addressOf('learningRate'),
        epsilon,
        elementCount(parameter.shape),
      ],
    }),
    terms: (cell, [v = cell, s = cell], reader) => {
      const power = (row: number): number => reader.value({ tensor: 'betaPowers', row, column: 0 });
      const [meanRest, squareRest] = [1 - power(0), 1 - power(1)];
      const correctedRate = isBook ? Math.sqrt(squareRest) / meanRest : 1;
      return [
        before(1, cell, reader),
        quotient([v, s], {
          rate: learningRate(reader) * correctedRate,
          numerator: reader.value(v) / (isBook ? 1 : meanRest),
          denominator: Math.sqrt(reader.value(s) / (isBook ? 1 : squareRest)) + epsilon,
        }),
      ];
    },
  });
}

function quotient(
  sources: readonly Cell[],
  { rate, numerator, denominator }: Record<'rate' | 'numerator' | 'denominator', number>,
): ExplanationTerm {
  return {
    label: `−α · ${sources.map(cellName).join(' / √')}`,
    text: `−${numberText(rate)} · ${numberText(numerator)} / ${numberText(denominator)}`,
    value: (-rate * numerator) / denominator,
    sources,
  };
}
