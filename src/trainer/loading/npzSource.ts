/** Inputs and targets from two arrays of an NPZ file. */
import { tableOfArrays, type NamedTensor } from './arrayTable';
import { DataError } from './dataError';
import type { DataBytes } from './dataFiles';
import type { MemoryBudget } from './memoryBudget';
import { openNpz } from './npz';
import type { SourceTable } from './sourceTable';

export interface ArrayNames {
  readonly inputs: string;
  readonly targets: string;
}

export function readArrays(
  source: DataBytes,
  names: ArrayNames,
  memory: MemoryBudget,
): SourceTable {
  const { file } = source;
  const archive = openNpz(source, memory);
  const arrayOf = (name: string): NamedTensor => {
    const array = archive.read(name);
    if (array !== undefined) return { ...array, title: `"${name}" of ${file}`, place: { file } };
    const known = archive.names.map((known) => `"${known}"`).join(', ');
    const message = `${file} has no array "${name}". It holds ${known || 'nothing'}.`;
    throw new DataError(message, { file });
  };
  return tableOfArrays(arrayOf(names.inputs), arrayOf(names.targets));
}
