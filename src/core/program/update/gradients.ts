/**
 * What happens to a gradient before an optimizer uses it: weight decay and clipping.
 *
 * Nothing is changed in place, so that each step can be seen: dW is what backpropagation found, gW has the
 * decay, cW is clipped.
 */
import type { ClipSpec, WeightDecaySpec } from '../../../network/spec';
import { elementCount } from '../../tensor/shape';
import type { TensorSpec } from '../../tensor/tensorSpec';
import { cellName, numberText } from '../explanation';
import { tensor } from '../formula';
import type { Instruction } from '../instruction';
import type { NamedShape } from '../stage';
import { elementwise, weighted } from './elementwise';

export interface LayerParameter extends NamedShape {
  readonly layer: number;
}

/** λ/m or λ: what a parameter is multiplied with; absent where its kind does not decay. */
export function decayFactor(
  parameter: NamedShape,
  decay: WeightDecaySpec | undefined,
  samples: number,
): number | undefined {
  if (decay === undefined) return undefined;
  if (decay.form === 'pytorch') return decay.lambda;
  if (!parameter.name.startsWith('W')) return undefined;
  return decay.form === 'course' ? decay.lambda / samples : decay.lambda;
}

export interface DecayOptions {
  readonly factor: number;
  readonly phase: 'backward' | 'update';
  /** The gradient that decay is added to: dW when absent. */
  readonly source?: string;
}

/** gW = dW + factor · W. */
export function decayedGradient(
  { name, shape, layer }: LayerParameter,
  { factor, phase, source = `d${name}` }: DecayOptions,
): Instruction {
  const target = { name: `g${name}`, shape };
  return elementwise({
    layer,
    phase,
    target,
    keepsOld: false,
    sources: [source, name],
    formula: [tensor(source), ` + ${numberText(factor)} · `, tensor(name)],
    note: 'Weight decay pulls every weight towards 0.',
    call: (addressOf) => ({
      kernel: 'addScaled',
      operands: [
        addressOf(target.name),
        addressOf(source),
        addressOf(name),
        factor,
        elementCount(shape),
      ],
    }),
    terms: (cell, [gradient = cell, weight = cell], reader) => [
      weighted(1, gradient, reader),
      weighted(factor, weight, reader),
    ],
  });
}

/** The tensor that holds the sum of squares of all gradients. */
export const gradientSquares: TensorSpec = {
  name: 'gradientSquares',
  shape: [1, 1],
  role: 'gradient',
  element: 'float64',
  persistent: false,
};

/** Σ g² over all gradients: the square of their common length. */
export function sumGradientSquares(gradients: readonly NamedShape[]): Instruction {
  const { name } = gradientSquares;
  return {
    name,
    phase: 'update',
    writes: [name],
    reads: gradients.map((gradient) => gradient.name),
    formula: gradients.flatMap((gradient, index) => [
      index === 0 ? 'Σ ' : ' + Σ ',
      tensor(gradient.name),
      '²',
    ]),
    shapes: '(1, 1)',
    calls: (addressOf) =>
      gradients.map((gradient, index) => ({
        kernel: 'addSumOfSquares',
        operands: [
          addressOf(name),
          index === 0 ? 0 : addressOf(name),
          addressOf(gradient.name),
          1,
          elementCount(gradient.shape),
        ],
      })),
    explain: (cell, reader) => ({
      formula: `${cellName(cell)} = the sum of the squares of all gradients, ${numberText(reader.value(cell))}`,
      terms: [],
      regions: [],
    }),
  };
}

/** cW = the gradient, each number within ±value, then all together no longer than norm. */
export function clippedGradient(
  { name, shape, layer }: LayerParameter,
  gradient: string,
  clip: ClipSpec,
): readonly Instruction[] {
  const { norm, value } = clip;
  const steps: Instruction[] = [];
  let source = gradient;
  if (value !== undefined) {
    const target = { name: norm === undefined ? `c${name}` : `l${name}`, shape };
    steps.push(limited({ target, source, layer }, value));
    source = target.name;
  }
  if (norm !== undefined) {
    steps.push(shortened({ target: { name: `c${name}`, shape }, source, layer }, norm));
  }
  return steps;
}

interface ClipOptions {
  readonly target: NamedShape;
  readonly source: string;
  readonly layer: number;
}

function limited({ target, source, layer }: ClipOptions, limit: number): Instruction {
  return elementwise({
    layer,
    target,
    keepsOld: false,
    sources: [source],
    formula: [tensor(source), ` within ±${limit}`],
    call: (addressOf) => ({
      kernel: 'clipValue',
      operands: [addressOf(target.name), addressOf(source), limit, elementCount(target.shape)],
    }),
    terms: (cell, [gradient = cell], reader) => {
      const found = reader.value(gradient);
      return [
        {
          label: `${cellName(gradient)} within ±${limit}`,
          text: `${numberText(found)} within ±${limit}`,
          value: Math.max(-limit, Math.min(limit, found)),
          sources: [gradient],
        },
      ];
    },
  });
}

function shortened({ target, source, layer }: ClipOptions, limit: number): Instruction {
  return elementwise({
    layer,
    target,
    keepsOld: false,
    sources: [source],
    scalars: [gradientSquares.name],
    formula: [tensor(source), ` · min(1, ${limit} / √`, tensor(gradientSquares.name), ')'],
    call: (addressOf) => ({
      kernel: 'clipNorm',
      operands: [
        addressOf(target.name),
        addressOf(source),
        addressOf(gradientSquares.name),
        limit,
        elementCount(target.shape),
      ],
    }),
    terms: (cell, [gradient = cell], reader) => {
      const squares = reader.value({ tensor: gradientSquares.name, row: 0, column: 0 });
      return [weighted(Math.min(1, limit / Math.sqrt(squares)), gradient, reader)];
    },
  });
}
