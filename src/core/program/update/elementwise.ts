/** Instructions that treat every number of a parameter alike: what happens to gradients, and the update. */
import type { KernelCall } from '../../kernels/kernelCall';
import { shapeText } from '../../tensor/shape';
import {
  cellName,
  cellRegion,
  numberText,
  type Cell,
  type CellReader,
  type ExplanationTerm,
} from '../explanation';
import type { FormulaToken } from '../formula';
import type { AddressOf, Instruction } from '../instruction';
import type { NamedShape } from '../stage';

export interface ElementwiseOptions {
  /** Absent where the instruction serves all layers. */
  readonly layer?: number;
  /** What is written; its old value is read when `keepsOld`. */
  readonly target: NamedShape;
  readonly keepsOld: boolean;
  /** Tensors of the same shape whose numbers stand at the same place. */
  readonly sources: readonly string[];
  /** Scalars and counters that are read too. */
  readonly scalars?: readonly string[];
  readonly formula: readonly FormulaToken[];
  /** The formula of one number in words, where its terms alone would not be understood. */
  readonly meaning?: string;
  readonly note?: string;
  /** The update, unless it belongs to the gradients. */
  readonly phase?: 'backward' | 'update';
  call(addressOf: AddressOf): KernelCall;
  /** The terms that add up to the number in `cell`; `sources` are its places in the sources. */
  terms(cell: Cell, sources: readonly Cell[], reader: CellReader): readonly ExplanationTerm[];
}

export function elementwise(options: ElementwiseOptions): Instruction {
  const { layer, target, keepsOld, sources, scalars = [], formula, note, call, terms } = options;
  return {
    name: target.name,
    phase: options.phase ?? 'update',
    writes: [target.name],
    reads: [...(keepsOld ? [target.name] : []), ...sources, ...scalars],
    formula,
    shapes: `${shapeText(target.shape)}, elementwise`,
    ...(layer === undefined ? {} : { layer }),
    ...(note === undefined ? {} : { note }),
    calls: (addressOf) => [call(addressOf)],
    explain: (cell, reader) => {
      const places = sources.map((name) => ({ ...cell, tensor: name }));
      const parts = terms(cell, places, reader);
      return {
        formula: `${cellName(cell)} = ${options.meaning ?? sumText(parts)}`,
        terms: parts,
        regions: places.map(cellRegion),
      };
    },
  };
}

function sumText(terms: readonly ExplanationTerm[]): string {
  return terms
    .map(({ label }) => label)
    .join(' + ')
    .replaceAll(' + −', ' − ');
}

/** factor · cell, as a term. */
export function weighted(factor: number, cell: Cell, reader: CellReader): ExplanationTerm {
  const value = reader.value(cell);
  return {
    label: `${numberText(factor)} · ${cellName(cell)}`,
    text: `${numberText(factor)} · ${numberText(value)}`,
    value: factor * value,
    sources: [cell],
  };
}

/** factor · what the number was before this iteration. */
export function before(factor: number, cell: Cell, reader: CellReader): ExplanationTerm {
  const value = reader.valueBefore(cell);
  const scale = factor === 1 ? '' : `${numberText(factor)} · `;
  return {
    label: `${scale}${cellName(cell)} before`,
    text: `${scale}${numberText(value)}`,
    value: factor * value,
    sources: [],
  };
}

/** The learning rate of this iteration. */
export function learningRate(reader: CellReader): number {
  return reader.value({ tensor: 'learningRate', row: 0, column: 0 });
}
