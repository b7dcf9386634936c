/** The optimizers: which tensors each keeps for a parameter, and the instructions that use and change them. */
import type { OptimizerSpec } from '../../../network/spec';
import type { TensorSpec } from '../../tensor/tensorSpec';
import { cellName, numberText } from '../explanation';
import type { Instruction } from '../instruction';
import type { NamedShape } from '../stage';
import { averageGradient, averageSquare, velocity } from './averages';
import {
  addVelocity,
  adamDescend,
  descend,
  lookAhead,
  nesterovDescend,
  rootDescend,
} from './descents';

/** Names of the optimizer's tensors for one parameter: `vW1` and `sW1` for Adam, `hW1` for AdaGrad. */
export function optimizerState(optimizer: OptimizerSpec, parameter: string): readonly string[] {
  switch (optimizer.type) {
    case 'gradientDescent':
      return [];
    case 'momentum':
    case 'nesterov':
      return [`v${parameter}`];
    case 'adaGrad':
      return [`h${parameter}`];
    case 'rmsProp':
      return [`s${parameter}`];
    case 'adam':
      return [`v${parameter}`, `s${parameter}`];
    default:
      return optimizer satisfies never;
  }
}

/** What the optimizer makes of a gradient in each iteration anew: `nW1`, where PyTorch's Nesterov looks ahead. */
export function lookAheads(optimizer: OptimizerSpec, parameter: string): readonly string[] {
  return optimizer.type === 'nesterov' && optimizer.form === 'pytorch' ? [`n${parameter}`] : [];
}

export interface UpdateOptions {
  readonly optimizer: OptimizerSpec;
  readonly layer: number;
  readonly parameter: NamedShape;
  /** The gradient to use: `dW1`, or what decay and clipping made of it. */
  readonly gradient: string;
}

/** The instructions that change one parameter, in order. */
export function updateInstructions(options: UpdateOptions): readonly Instruction[] {
  const { optimizer, layer, parameter, gradient } = options;
  const state = (prefix: string): NamedShape => ({
    name: prefix + parameter.name,
    shape: parameter.shape,
  });
  const average = (prefix: string, decay: number, weight = 1 - decay) => ({
    layer,
    average: state(prefix),
    gradient,
    decay,
    weight,
  });
  const target = { layer, parameter };
  const [v, s, h] = ['v', 's', 'h'].map((prefix) => state(prefix).name) as [string, string, string];
  switch (optimizer.type) {
    case 'gradientDescent':
      return [descend(target, gradient)];
    case 'momentum': {
      const { beta, form } = optimizer;
      if (form === 'velocity') return [velocity(average('v', beta)), addVelocity(target, v)];
      const weight = form === 'average' ? 1 - beta : 1;
      return [averageGradient(average('v', beta, weight)), descend(target, v)];
    }
    case 'nesterov': {
      const { momentum, form } = optimizer;
      if (form === 'pytorch') {
        return [
          averageGradient(average('v', momentum, 1)),
          lookAhead(target, { velocity: v, gradient, momentum }),
          descend(target, `n${parameter.name}`),
        ];
      }
      return [
        nesterovDescend(target, { velocity: v, gradient, momentum }),
        velocity(average('v', momentum)),
      ];
    }
    case 'adaGrad':
      return [
        averageSquare(average('h', 1, 1)),
        rootDescend(target, { gradient, square: h, epsilon: optimizer.epsilon }),
      ];
    case 'rmsProp':
      return [
        averageSquare(average('s', optimizer.decay)),
        rootDescend(target, { gradient, square: s, epsilon: optimizer.epsilon }),
      ];
    case 'adam':
      return [
        averageGradient(average('v', optimizer.beta1)),
        averageSquare(average('s', optimizer.beta2)),
        adamDescend(target, { ...optimizer, mean: v, square: s }),
      ];
    default:
      return optimizer satisfies never;
  }
}

/** Adam's running β₁ᵗ and β₂ᵗ, kept as a product because `pow` differs between engines. */
export function sharedUpdate(optimizer: OptimizerSpec): {
  readonly tensors: readonly TensorSpec[];
  readonly instructions: readonly Instruction[];
} {
  if (optimizer.type !== 'adam') return { tensors: [], instructions: [] };
  const name = 'betaPowers';
  return {
    tensors: [
      { name, shape: [2, 1], role: 'optimizerState', element: 'float64', persistent: true },
    ],
    instructions: [powersInstruction(name, optimizer)],
  };
}

function powersInstruction(
  name: string,
  { beta1, beta2 }: { readonly beta1: number; readonly beta2: number },
): Instruction {
  return {
    name,
    phase: 'update',
    writes: [name],
    reads: [name],
    formula: [`(${beta1} · β₁ᵗ⁻¹, ${beta2} · β₂ᵗ⁻¹)`],
    shapes: '(2, 1)',
    note: 'Adam divides its averages by 1 − βᵗ, because they start at 0.',
    calls: (addressOf) => [{ kernel: 'multiplyPowers', operands: [addressOf(name), beta1, beta2] }],
    explain: (cell, reader) => {
      const last = reader.valueBefore(cell);
      const beta = cell.row === 0 ? beta1 : beta2;
      return {
        formula: `${cellName(cell)} = β · its value in the iteration before`,
        terms: [
          {
            label: `β · ${cellName(cell)}`,
            text: `${numberText(beta)} · ${numberText(last)}`,
            value: beta * last,
            sources: [],
          },
        ],
        regions: [],
      };
    },
  };
}
