/**
 * How an optimizer changes a parameter, as instructions.
 *
 * The forms are those of Andrew Ng's courses: momentum averages with (1 − β); Adam corrects the bias of both
 * averages (Kingma and Ba, 2015, algorithm 1) with βᵗ kept as a running product, because `pow` differs
 * between engines.
 */
import type { OptimizerSpec } from '../../network/spec';
import { elementCount, shapeText, type Shape } from '../tensor/shape';
import type { TensorSpec } from '../tensor/tensorSpec';
import { cellName, cellRegion, numberText, type Cell } from './explanation';
import { tensor, type FormulaToken } from './formula';
import type { Instruction } from './instruction';

export interface UpdateOptions {
  readonly optimizer: OptimizerSpec;
  /** `W1` */
  readonly parameter: string;
  readonly shape: Shape;
  readonly layer: number;
}

/** Names of the optimizer's tensors for one parameter: none, `vW1`, or `vW1` and `sW1`. */
export function optimizerState(optimizer: OptimizerSpec, parameter: string): readonly string[] {
  switch (optimizer.type) {
    case 'gradientDescent':
      return [];
    case 'momentum':
      return [`v${parameter}`];
    case 'adam':
      return [`v${parameter}`, `s${parameter}`];
    default:
      return optimizer satisfies never;
  }
}

/** Tensors and an instruction that serve all parameters: Adam's β₁ᵗ and β₂ᵗ. */
export function sharedUpdate(optimizer: OptimizerSpec): {
  readonly tensors: readonly TensorSpec[];
  readonly instructions: readonly Instruction[];
} {
  if (optimizer.type !== 'adam') return { tensors: [], instructions: [] };
  const { beta1, beta2 } = optimizer;
  const powers: TensorSpec = {
    name: 'betaPowers',
    shape: [2, 1],
    role: 'optimizerState',
    element: 'float64',
    persistent: true,
  };
  const instruction: Instruction = {
    name: powers.name,
    phase: 'update',
    writes: [powers.name],
    reads: [powers.name],
    formula: [`(${beta1} · β₁ᵗ⁻¹, ${beta2} · β₂ᵗ⁻¹)`],
    shapes: '(2, 1)',
    note: 'Adam divides its averages by 1 − βᵗ, because they start at 0.',
    calls: (addressOf) => [
      { kernel: 'multiplyPowers', operands: [addressOf(powers.name), beta1, beta2] },
    ],
    explain: ({ row }, reader) => {
      const cell = { tensor: powers.name, row, column: 0 };
      const before = reader.valueBefore(cell);
      const beta = row === 0 ? beta1 : beta2;
      return {
        formula: `${cellName(cell)} = β · its value in the iteration before`,
        terms: [
          {
            label: `β · ${cellName(cell)}`,
            text: `${numberText(beta)} · ${numberText(before)}`,
            value: beta * before,
            sources: [],
          },
        ],
        regions: [],
      };
    },
  };
  return { tensors: [powers], instructions: [instruction] };
}

/** The instructions that change one parameter, in order; the parameter itself comes last. */
export function updateInstructions(options: UpdateOptions): readonly Instruction[] {
  const { optimizer, parameter } = options;
  const gradient = `d${parameter}`;
  const [v, s] = [`v${parameter}`, `s${parameter}`];
  switch (optimizer.type) {
    case 'gradientDescent':
      return [descend(options, gradient)];
    case 'momentum':
      return [average(options, optimizer.beta), descend(options, v)];
    case 'adam':
      return [
        average(options, optimizer.beta1),
        averageSquare(options, optimizer.beta2),
        adamDescend(options, { mean: v, square: s, epsilon: optimizer.epsilon }),
      ];
    default:
      return optimizer satisfies never;
  }
}

/** parameter = parameter − α · direction. */
function descend(options: UpdateOptions, direction: string): Instruction {
  const { parameter, shape } = options;
  return {
    ...updated(options, parameter, [direction, 'learningRate']),
    formula: [tensor(parameter), ' − α · ', tensor(direction)],
    calls: (addressOf) => [
      {
        kernel: 'descend',
        operands: [
          addressOf(parameter),
          addressOf(direction),
          addressOf('learningRate'),
          elementCount(shape),
        ],
      },
    ],
    explain: (cell, reader) => {
      const source = { ...cell, tensor: direction };
      const rate = reader.value({ tensor: 'learningRate', row: 0, column: 0 });
      const value = reader.value(source);
      return {
        formula: `${cellName(cell)} = its value before − α · ${cellName(source)}`,
        terms: [
          beforeTerm(cell, reader.valueBefore(cell)),
          {
            label: `−α · ${cellName(source)}`,
            text: `−${numberText(rate)} · ${numberText(value)}`,
            value: -rate * value,
            sources: [source],
          },
        ],
        regions: [cellRegion(source)],
      };
    },
  };
}

/** v = β · v + (1 − β) · gradient. */
function average(options: UpdateOptions, beta: number): Instruction {
  return averaged(options, { prefix: 'v', decay: beta, symbol: 'β₁', squared: false });
}

/** s = β · s + (1 − β) · gradient². */
function averageSquare(options: UpdateOptions, beta: number): Instruction {
  return averaged(options, { prefix: 's', decay: beta, symbol: 'β₂', squared: true });
}

interface AverageOptions {
  readonly prefix: 'v' | 's';
  readonly decay: number;
  readonly symbol: string;
  readonly squared: boolean;
}

function averaged(
  options: UpdateOptions,
  { prefix, decay, symbol, squared }: AverageOptions,
): Instruction {
  const { optimizer, parameter, shape } = options;
  const name = prefix + parameter;
  const gradient = `d${parameter}`;
  const beta = optimizer.type === 'momentum' ? 'β' : symbol;
  const power = squared ? '²' : '';
  const formula: FormulaToken[] = [
    `${beta} · `,
    tensor(name),
    ` + (1 − ${beta}) · `,
    tensor(gradient),
    power,
  ];
  return {
    ...updated(options, name, [gradient]),
    formula,
    calls: (addressOf) => [
      {
        kernel: squared ? 'averageSquare' : 'averageGradient',
        operands: [addressOf(name), addressOf(gradient), decay, elementCount(shape)],
      },
    ],
    explain: (cell, reader) => {
      const source = { ...cell, tensor: gradient };
      const before = reader.valueBefore(cell);
      const value = reader.value(source);
      return {
        formula: `${cellName(cell)} = ${beta} · its value before + (1 − ${beta}) · ${cellName(source)}${power}`,
        terms: [
          {
            label: `${beta} · ${cellName(cell)} before`,
            text: `${numberText(decay)} · ${numberText(before)}`,
            value: decay * before,
            sources: [],
          },
          {
            label: `(1 − ${beta}) · ${cellName(source)}${power}`,
            text: `${numberText(1 - decay)} · ${numberText(value)}${power}`,
            value: (1 - decay) * (squared ? value * value : value),
            sources: [source],
          },
        ],
        regions: [cellRegion(source)],
      };
    },
  };
}

interface AdamOptions {
  readonly mean: string;
  readonly square: string;
  readonly epsilon: number;
}

/** parameter = parameter − α · v̂ / (√ŝ + ε), v̂ = v / (1 − β₁ᵗ), ŝ = s / (1 − β₂ᵗ). */
function adamDescend(options: UpdateOptions, { mean, square, epsilon }: AdamOptions): Instruction {
  const { parameter, shape } = options;
  return {
    ...updated(options, parameter, [mean, square, 'betaPowers', 'learningRate']),
    formula: [
      tensor(parameter),
      ' − α · (',
      tensor(mean),
      ' / (1 − β₁ᵗ)) / (√(',
      tensor(square),
      ` / (1 − β₂ᵗ)) + ${epsilon})`,
    ],
    calls: (addressOf) => [
      {
        kernel: 'adamDescend',
        operands: [
          addressOf(parameter),
          addressOf(mean),
          addressOf(square),
          addressOf('betaPowers'),
          addressOf('learningRate'),
          epsilon,
          elementCount(shape),
        ],
      },
    ],
    explain: (cell, reader) => {
      const before = reader.valueBefore(cell);
      const v = { ...cell, tensor: mean };
      const s = { ...cell, tensor: square };
      const power = (row: number): number => reader.value({ tensor: 'betaPowers', row, column: 0 });
      const rate = reader.value({ tensor: 'learningRate', row: 0, column: 0 });
      const correctedMean = reader.value(v) / (1 - power(0));
      const correctedSquare = reader.value(s) / (1 - power(1));
      const sources = [v, s];
      return {
        formula: `${cellName(cell)} = its value before − α · v̂ / (√ŝ + ε)`,
        terms: [
          beforeTerm(cell, before),
          {
            label: '−α · v̂ / (√ŝ + ε)',
            text: `−${numberText(rate)} · ${numberText(correctedMean)} / (√${numberText(correctedSquare)} + ${epsilon})`,
            value: (-rate * correctedMean) / (Math.sqrt(correctedSquare) + epsilon),
            sources,
          },
        ],
        regions: sources.map(cellRegion),
      };
    },
  };
}

function updated(
  { layer, shape }: UpdateOptions,
  name: string,
  reads: readonly string[],
): Pick<Instruction, 'name' | 'phase' | 'layer' | 'writes' | 'reads' | 'shapes'> {
  const text = shapeText(shape);
  return {
    name,
    phase: 'update',
    layer,
    writes: [name],
    reads: [name, ...reads],
    shapes: `${text}, elementwise`,
  };
}

function beforeTerm(
  cell: Cell,
  value: number,
): {
  readonly label: string;
  readonly text: string;
  readonly value: number;
  readonly sources: readonly Cell[];
} {
  return { label: `${cellName(cell)} before`, text: numberText(value), value, sources: [] };
}
