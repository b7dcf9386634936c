/** Inputs and targets from two arrays of an NPZ file. */
import { DataError } from './dataError';
import type { DataBytes } from './dataFiles';
import type { NumericTensor } from './numericTensor';
import type { MemoryBudget } from './memoryBudget';
import { formatShape } from './npy';
import { openNpz, type NpzArchive } from './npz';
import type { SourceTable } from './sourceTable';

export interface ArrayNames {
  readonly inputs: string;
  readonly targets: string;
}

/** All dimensions after the first are features: (samples, 28, 28) has 784 of them. */
export function readArrays(
  source: DataBytes,
  names: ArrayNames,
  memory: MemoryBudget,
): SourceTable {
  const { file } = source;
  const archive = openNpz(source, memory);
  const inputs = readSamples(archive, names.inputs, file);
  const targets = readSamples(archive, names.targets, file);
  if (inputs.count !== targets.count) {
    const message =
      `${file}: "${names.inputs}" has ${inputs.count} samples and "${names.targets}" has ${targets.count}. ` +
      'The first dimension of both counts the samples.';
    throw new DataError(message, { file });
  }
  return {
    count: inputs.count,
    features: inputs.width,
    outputs: targets.width,
    inputs: inputs.values,
    targets: targets.values,
    placeOf: () => ({ file }),
  };
}

interface SampleRows {
  readonly count: number;
  readonly width: number;
  readonly values: NumericTensor['values'];
}

function readSamples(archive: NpzArchive, name: string, file: string): SampleRows {
  const array = archive.read(name);
  if (array === undefined) {
    const known = archive.names.map((known) => `"${known}"`).join(', ');
    throw new DataError(`${file} has no array "${name}". It holds ${known || 'nothing'}.`, {
      file,
    });
  }
  const [count = 0, ...others] = array.shape;
  const width = others.reduce((product, dimension) => product * dimension, 1);
  if (count === 0 || width === 0) {
    const message = `${file}: "${name}" has the shape ${formatShape(array.shape)}, expected (samples, numbers per sample).`;
    throw new DataError(message, { file });
  }
  return { count, width, values: array.values };
}
