/** Reads an NPZ file whole, for tests that compare with it. */
import { readFileSync } from 'node:fs';

import { memoryBudget } from '../../src/trainer/loading/memoryBudget';
import { openNpz } from '../../src/trainer/loading/npz';

export interface NpzTensor {
  readonly shape: readonly number[];
  readonly values: ArrayLike<number>;
}

export function readNpzFile(file: string): ReadonlyMap<string, NpzTensor> {
  const archive = openNpz({ file, bytes: readFileSync(file) }, memoryBudget(2 ** 28));
  return new Map(archive.names.map((name) => [name, archive.read(name)!]));
}
