/**
 * Reads the data that a network file names and checks that the network can learn from it.
 *
 * Whatever is wrong with a path, a file or a number in it becomes a `DataError`; a dataset that comes back
 * fits the network's last layer and its loss, and every number in it is finite.
 */
import { assembleDataset, dealSamples, type AssemblyOptions } from '../../core/data/assemble';
import type { Dataset } from '../../core/data/dataset';
import { firstInvalidLabel, firstNotOneHot, oneHot } from '../../core/data/oneHot';
import type { ScalarMath } from '../../core/kernels/scalarMath';
import type { LossKind, NetworkSpec } from '../../network/spec';
import type { LoadProblem } from '../../protocol/loading';
import { DataError, type Place } from './dataError';
import { dataFiles } from './dataFiles';
import { memoryBudget, type MemoryBudget } from './memoryBudget';
import { networkFile } from './networkFile';
import { readSource } from './sources';
import type { SourceTable } from './sourceTable';

export interface LoadDatasetRequest {
  readonly spec: NetworkSpec;
  /** Absolute; relative paths of the network file start from its folder. */
  readonly networkFile: string;
  /** Its text, so that what is wrong with an option can be shown there. */
  readonly networkText?: string;
  /** Folders from which data may be read, beside the network file's own. */
  readonly roots: readonly string[];
  /** For files, numbers and the dataset together. */
  readonly memoryBudgetBytes: number;
  readonly math: ScalarMath;
  /** Told what was passed over in reading, with its place. */
  readonly warn?: (warning: LoadProblem) => void;
}

export async function loadDataset(request: LoadDatasetRequest): Promise<Dataset> {
  const { spec, roots, math } = request;
  const { data, training } = spec;
  const network = networkFile(request.networkFile, request.networkText);
  const memory = memoryBudget(request.memoryBudgetBytes);
  const files = dataFiles({ network, roots, memory });
  const note = (message: string, place: Place) => request.warn?.({ ...placed(place), message });
  const source = await readSource(data, {
    network,
    files,
    memory,
    seed: training.seed,
    math,
    note,
  });
  const table = fitTargets(source.table, spec, memory);
  const test = source.test && fitTest(fitTargets(source.test, spec, memory), table);
  const options: AssemblyOptions = {
    split: data.split,
    scaling: { kind: data.scaling, scope: source.scope },
    precision: training.precision,
    seed: training.seed,
    ...(test && { test }),
  };
  if (dealSamples(table.count, options).train.length === 0) {
    const message =
      `Of ${table.count} samples, the split leaves none for training. ` +
      'Use more samples, or a larger fraction for "train".';
    throw new DataError(message, network.placeOf(['data', 'split']));
  }
  const bytesPerNumber = training.precision === 'float64' ? 8 : 4;
  const samples = table.count + (test?.count ?? 0);
  const bytes = bytesPerNumber * samples * (table.features + table.outputs);
  memory.claim(bytes, `Holding ${samples} samples`, network.placeOf(['data']));
  const dataset = assembleDataset(table, options);
  if (!isFinite(dataset)) {
    const message = `Some numbers of the data are too large for ${training.precision}. Scale them down.`;
    throw new DataError(message, network.placeOf(['data']));
  }
  return dataset;
}

/** The table with the targets that the last layer and the loss expect. */
function fitTargets(table: SourceTable, spec: NetworkSpec, memory: MemoryBudget): SourceTable {
  refuseNonFinite(table, 'inputs');
  refuseNonFinite(table, 'targets');
  const fitted = spec.data.oneHot ? withOneHotTargets(table, spec, memory) : table;
  const units = lastLayerUnits(spec);
  if (fitted.outputs !== units) {
    const message =
      `The data has ${fitted.outputs} target numbers per sample, and the last layer has ${units} units. ` +
      `Give the last layer ${fitted.outputs} units, or set "oneHot" for class numbers.`;
    throw new DataError(message, table.placeOf(0));
  }
  if (crossEntropies.has(spec.loss)) refuseImprobable(fitted, spec.loss);
  return fitted;
}

const crossEntropies: ReadonlySet<LossKind> = new Set([
  'binaryCrossEntropy',
  'categoricalCrossEntropy',
]);

function withOneHotTargets(
  table: SourceTable,
  spec: NetworkSpec,
  memory: MemoryBudget,
): SourceTable {
  const classes = lastLayerUnits(spec);
  if (table.outputs !== 1) {
    const other = firstNotOneHot(table.targets, table.outputs);
    // Such columns are what class numbers would become.
    if (other === undefined) return table;
    const message =
      `The data has ${table.outputs} target numbers per sample, and those of sample ${other} are not one 1 among zeros. ` +
      'Give one class number per sample, or set "oneHot": false for targets that are used as they are.';
    throw new DataError(message, table.placeOf(other));
  }
  const stray = firstInvalidLabel(table.targets, classes);
  if (stray !== undefined) {
    const message =
      `Sample ${stray} has the label ${table.targets[stray]!}; expected a class number from 0 to ${classes - 1}, ` +
      `because the last layer has ${classes} units.`;
    throw new DataError(message, table.placeOf(stray));
  }
  memory.claim(table.count * classes, 'One-hot targets', table.placeOf(0));
  return { ...table, outputs: classes, targets: oneHot(table.targets, classes) };
}

function fitTest(test: SourceTable, table: SourceTable): SourceTable {
  const isSameShape = String(test.inputShape) === String(table.inputShape);
  if (test.features === table.features && isSameShape) return test;
  const message =
    `The test set has ${test.features} numbers per sample, and the training set has ${table.features}. ` +
    'Use two sets of images of one size.';
  throw new DataError(message, test.placeOf(0));
}

function refuseNonFinite(table: SourceTable, part: 'inputs' | 'targets'): void {
  const values = table[part];
  const stray = values.findIndex((value: number) => !Number.isFinite(value));
  if (stray < 0) return;
  const width = values.length / table.count;
  const sample = Math.floor(stray / width);
  const message =
    `Number ${stray % width} of the ${part} of sample ${sample} is ${values[stray]!} (counted from 0); ` +
    'expected a finite number. Remove the sample or replace the number.';
  throw new DataError(message, table.placeOf(sample));
}

/** Cross entropy is about probabilities: a target outside 0 … 1 has no meaning there. */
function refuseImprobable(table: SourceTable, loss: NetworkSpec['loss']): void {
  const stray = table.targets.findIndex((value: number) => value < 0 || 1 < value);
  if (stray < 0) return;
  const sample = Math.floor(stray / table.outputs);
  const message =
    `Sample ${sample} has the target ${table.targets[stray]!}; ${loss} expects targets from 0 to 1. ` +
    'Set "oneHot" for class numbers, or use squaredError for quantities.';
  throw new DataError(message, table.placeOf(sample));
}

/** Finite numbers of a file may still be beyond float32, or be sent there by the scaling. */
function isFinite({ train, validation, test }: Dataset): boolean {
  const arrays = [train, validation, test].flatMap(({ inputs, targets }) => [inputs, targets]);
  return arrays.every((values) => values.every(Number.isFinite));
}

function placed({ file, line = 1, column = 1 }: Place) {
  return { file, line, column };
}

/** The last layer is always dense: a rule of the network file. */
function lastLayerUnits({ layers }: NetworkSpec): number {
  const last = layers.at(-1);
  if (last?.type !== 'dense') throw new RangeError('The last layer of a network is dense');
  return last.units;
}
