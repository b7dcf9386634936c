/** Parameters from NPZ or safetensors files, W1, b1, W2, …: for every layer that starts from a file, or for none. */
import type { NumericArray } from '../../core/data/table';
import type { TensorSpec } from '../../core/tensor/tensorSpec';
import type { NetworkSpec } from '../../network/spec';
import { DataError } from './dataError';
import { dataFiles } from './dataFiles';
import { memoryBudget } from './memoryBudget';
import { networkFile } from './networkFile';
import { formatShape } from './npy';
import type { TensorArchive } from './numericTensor';
import { openTensorArchive } from './tensorArchive';

export interface LoadParametersRequest {
  readonly spec: NetworkSpec;
  /** Of the compiled program; parameters and running statistics are looked for. */
  readonly tensors: readonly TensorSpec[];
  /** Absolute; relative paths of the network file start from its folder. */
  readonly networkFile: string;
  /** Its text, so that what is wrong with a path can be shown there. */
  readonly networkText?: string;
  /** Folders from which files may be read, beside the network file's own. */
  readonly roots: readonly string[];
  readonly memoryBudgetBytes: number;
}

/**
 * Row-major values by name, of the layers whose initializer is `file`; other arrays in a file are ignored.
 * Running statistics of batch normalization are read where the file has them.
 */
export async function loadParameters(
  request: LoadParametersRequest,
): Promise<ReadonlyMap<string, Float64Array>> {
  const memory = memoryBudget(request.memoryBudgetBytes);
  const network = networkFile(request.networkFile, request.networkText);
  const files = dataFiles({ network, roots: request.roots, memory });
  const values = new Map<string, Float64Array>();
  for (const [path, { option, expected }] of expectations(request)) {
    const source = await files.read({ path, option });
    const archive = openTensorArchive(source, memory);
    for (const [name, loaded] of readAll(archive, expected, source.file)) values.set(name, loaded);
  }
  return values;
}

interface Expectation {
  /** The initializer that names the file first. */
  readonly option: readonly (string | number)[];
  readonly expected: TensorSpec[];
}

/** What each file must hold. */
function expectations({ spec, tensors }: LoadParametersRequest): ReadonlyMap<string, Expectation> {
  const byPath = new Map<string, Expectation>();
  for (const tensor of tensors) {
    if (tensor.role !== 'parameter' && tensor.role !== 'statistics') continue;
    const index = (tensor.layer ?? 0) - 1;
    const layer = spec.layers[index];
    if (layer === undefined || !('initializer' in layer) || layer.initializer.type !== 'file')
      continue;
    const { path } = layer.initializer;
    const option = ['layers', index, 'initializer', 'path'];
    const expectation = byPath.get(path) ?? { option, expected: [] };
    byPath.set(path, expectation);
    expectation.expected.push(tensor);
  }
  return byPath;
}

function readAll(
  archive: TensorArchive,
  expected: readonly TensorSpec[],
  file: string,
): ReadonlyMap<string, Float64Array> {
  const values = new Map<string, Float64Array>();
  const differences: string[] = [];
  const names = new Set(archive.names);
  for (const { name, shape, role } of expected) {
    if (role === 'statistics' && !names.has(name)) continue;
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
