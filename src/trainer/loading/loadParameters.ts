/** Parameters from NPZ files, W1, b1, W2, …: for every layer that starts from a file, or for none. */
import type { NumericArray } from '../../core/data/table';
import type { NetworkSpec } from '../../network/spec';
import { DataError } from './dataError';
import { dataFiles } from './dataFiles';
import { memoryBudget } from './memoryBudget';
import { networkFile } from './networkFile';
import { formatShape } from './npy';
import { openNpz, type NpzArchive } from './npz';

export interface LoadParametersRequest {
  readonly spec: NetworkSpec;
  /** Of the dataset: the width of W1. */
  readonly features: number;
  /** Absolute; relative paths of the network file start from its folder. */
  readonly networkFile: string;
  /** Its text, so that what is wrong with a path can be shown there. */
  readonly networkText?: string;
  /** Folders from which files may be read, beside the network file's own. */
  readonly roots: readonly string[];
  readonly memoryBudgetBytes: number;
}

/** Row-major values by name, of the layers whose initializer is `file`; other arrays in a file are ignored. */
export async function loadParameters(
  request: LoadParametersRequest,
): Promise<ReadonlyMap<string, Float64Array>> {
  const memory = memoryBudget(request.memoryBudgetBytes);
  const network = networkFile(request.networkFile, request.networkText);
  const files = dataFiles({ network, roots: request.roots, memory });
  const values = new Map<string, Float64Array>();
  for (const [path, { option, expected }] of expectations(request)) {
    const source = await files.read({ path, option });
    const archive = openNpz(source, memory);
    for (const [name, loaded] of readAll(archive, expected, source.file)) values.set(name, loaded);
  }
  return values;
}

interface ParameterShape {
  readonly name: string;
  readonly shape: readonly number[];
}

interface Expectation {
  /** The initializer that names the file first. */
  readonly option: readonly (string | number)[];
  readonly expected: ParameterShape[];
}

/** What each file must hold. */
function expectations({ spec, features }: LoadParametersRequest): ReadonlyMap<string, Expectation> {
  const byPath = new Map<string, Expectation>();
  let previousUnits = features;
  for (const [index, { initializer, units }] of spec.layers.entries()) {
    if (initializer.type === 'file') {
      const option = ['layers', index, 'initializer', 'path'];
      const expectation = byPath.get(initializer.path) ?? { option, expected: [] };
      byPath.set(initializer.path, expectation);
      expectation.expected.push(
        { name: `W${index + 1}`, shape: [units, previousUnits] },
        { name: `b${index + 1}`, shape: [units, 1] },
      );
    }
    previousUnits = units;
  }
  return byPath;
}

function readAll(
  archive: NpzArchive,
  expected: readonly ParameterShape[],
  file: string,
): ReadonlyMap<string, Float64Array> {
  const values = new Map<string, Float64Array>();
  const differences: string[] = [];
  for (const { name, shape } of expected) {
    const found = archive.read(name);
    if (found !== undefined && isSameShape(found.shape, shape)) {
      refuseNonFinite(found.values, name, file);
      values.set(name, Float64Array.from(found.values));
      continue;
    }
    const stated = found === undefined ? 'missing' : formatShape(found.shape);
    differences.push(`${name}: expected ${formatShape(shape)}, found ${stated}`);
  }
  if (differences.length === 0) return values;
  const shown = differences.slice(0, 20).join('\n  ');
  const more = 20 < differences.length ? `\n  and ${differences.length - 20} more` : '';
  const message = `${file} does not fit this network, and nothing was loaded:\n  ${shown}${more}`;
  throw new DataError(message, { file });
}

function refuseNonFinite(values: NumericArray, name: string, file: string): void {
  const stray = values.find((value: number) => !Number.isFinite(value));
  if (stray === undefined) return;
  throw new DataError(`${file}: ${name} holds ${stray}; training cannot start from there.`, {
    file,
  });
}

/** A bias may be a column (16, 1) or a plain vector (16,). */
function isSameShape(found: readonly number[], expected: readonly number[]): boolean {
  const plain = found.length === 1 ? [...found, 1] : found;
  return plain.length === expected.length && plain.every((side, axis) => side === expected[axis]);
}
