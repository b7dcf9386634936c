/** Parameters from an NPZ file: W1, b1, W2, …; all of them or none. */
import type { NetworkSpec } from '../../network/spec';
import { DataError, type OptionPath } from './dataError';
import { dataFiles } from './dataFiles';
import { memoryBudget } from './memoryBudget';
import { formatShape } from './npy';
import { openNpz, type NpzArchive } from './npz';

export interface ParameterShape {
  readonly name: string;
  readonly shape: readonly number[];
}

export interface LoadParametersRequest {
  /** Relative to the network file, or absolute in one of the roots. */
  readonly path: string;
  readonly expected: readonly ParameterShape[];
  readonly networkFile: string;
  readonly roots: readonly string[];
  readonly memoryBudgetBytes: number;
  /** The property of the network file that names the path. */
  readonly option?: OptionPath;
}

export type ParameterValues = ReadonlyMap<string, Float64Array>;

/** W and b of every layer, with the shapes that `features` inputs give them. */
export function parameterShapes(spec: NetworkSpec, features: number): readonly ParameterShape[] {
  let previousUnits = features;
  return spec.layers.flatMap(({ units }, index) => {
    const layer = index + 1;
    const shapes = [
      { name: `W${layer}`, shape: [units, previousUnits] },
      { name: `b${layer}`, shape: [units, 1] },
    ];
    previousUnits = units;
    return shapes;
  });
}

/** Row-major values of every expected parameter; others in the file are left alone. */
export async function loadParameters(request: LoadParametersRequest): Promise<ParameterValues> {
  const { networkFile, roots, expected } = request;
  const memory = memoryBudget(request.memoryBudgetBytes);
  const files = dataFiles({ networkFile, roots, memory });
  const source = await files.read({ path: request.path, option: request.option ?? [] });
  const archive = openNpz(source, memory);
  const values = new Map<string, Float64Array>();
  const differences: string[] = [];
  for (const { name, shape } of expected) {
    const found = archive.read(name);
    if (found === undefined || !isSameShape(found.shape, shape)) {
      const stated = found === undefined ? 'missing' : formatShape(found.shape);
      differences.push(`  ${name}: expected ${formatShape(shape)}, found ${stated}`);
    } else {
      values.set(name, Float64Array.from(found.values));
    }
  }
  if (0 < differences.length) throw misfit(source.file, archive, differences);
  return values;
}

export interface InitialParametersRequest extends Omit<
  LoadParametersRequest,
  'path' | 'expected' | 'option'
> {
  readonly spec: NetworkSpec;
  /** Of the dataset: the width of W1. */
  readonly features: number;
}

/** Parameters of the layers whose initializer is `file`; empty when there is none. */
export async function loadInitialParameters(
  request: InitialParametersRequest,
): Promise<ParameterValues> {
  const shapes = parameterShapes(request.spec, request.features);
  const values = new Map<string, Float64Array>();
  for (const [index, { initializer }] of request.spec.layers.entries()) {
    if (initializer.type !== 'file') continue;
    const expected = shapes.slice(2 * index, 2 * index + 2);
    const option = ['layers', index, 'initializer'];
    const loaded = await loadParameters({ ...request, path: initializer.path, expected, option });
    for (const [name, numbers] of loaded) values.set(name, numbers);
  }
  return values;
}

/** A bias may be a column (16, 1) or a plain vector (16,). */
function isSameShape(found: readonly number[], expected: readonly number[]): boolean {
  const plain = found.length === 1 ? [...found, 1] : found;
  return plain.length === expected.length && plain.every((side, axis) => side === expected[axis]);
}

function misfit(file: string, archive: NpzArchive, differences: readonly string[]): DataError {
  const holds = archive.names.slice(0, 40).join(', ') || 'nothing';
  const message = `${file} does not fit this network, and nothing was loaded. It holds ${holds}.\n${differences.join('\n')}`;
  return new DataError(message, { file });
}
