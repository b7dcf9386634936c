/** The first instruction of every iteration: the next minibatch becomes `X` and `Y`. */
import { shapeText } from '../tensor/shape';
import { numberText } from './explanation';
import { regions, type Instruction } from './instruction';

export interface BatchOptions {
  readonly features: number;
  readonly outputs: number;
  /** Samples in this minibatch. */
  readonly columns: number;
  /** Samples in every minibatch but a short last one. */
  readonly batchSize: number;
  /** Samples in the training split. */
  readonly count: number;
  readonly seed: number;
  readonly shuffle: boolean;
}

export function batchInstruction(options: BatchOptions): Instruction {
  const { features, outputs, columns, batchSize, count, seed, shuffle } = options;
  return {
    name: 'X',
    phase: 'batch',
    writes: ['X', 'Y'],
    reads: [],
    formula: ['next minibatch'],
    shapes: `X ${shapeText([features, columns])}, Y ${shapeText([outputs, columns])}`,
    calls: (addressOf) => [
      {
        kernel: 'gatherBatch',
        operands: [
          addressOf('X'),
          addressOf('Y'),
          addressOf(regions.samples),
          addressOf(regions.labels),
          addressOf(regions.order),
          addressOf(regions.control),
          features,
          outputs,
          columns,
          count,
          batchSize,
          seed,
          shuffle ? 1 : 0,
        ],
      },
    ],
    explain: (cell, reader) => {
      const sample = `sample ${reader.sampleIndex(cell.column)}`;
      const value = reader.value(cell);
      const entry = cell.tensor === 'X' ? 'feature' : 'target';
      return {
        formula: `column ${cell.column} of this minibatch is ${sample} of the training split`,
        terms: [
          {
            label: `${sample}, ${entry} ${cell.row}`,
            text: numberText(value),
            value,
            sources: [],
          },
        ],
        regions: [],
      };
    },
  };
}
