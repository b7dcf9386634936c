/** Sources of samples: what each kind of `data` in a network file reads, as tables of numbers. */
import type { ScalingScope } from '../../core/data/scaling';
import { generateSamples } from '../../core/data/generators';
import type { ScalarMath } from '../../core/kernels/scalarMath';
import type { DataSpec } from '../../network/spec';
import { parseCsv } from './csvTable';
import type { DataFiles } from './dataFiles';
import { readImagePair } from './imagePair';
import type { MemoryBudget } from './memoryBudget';
import type { NetworkFile } from './networkFile';
import { readArrays } from './npzSource';
import type { SourceTable } from './sourceTable';

export interface Source {
  readonly table: SourceTable;
  /** A test set of its own. */
  readonly test?: SourceTable;
  readonly scope: ScalingScope;
}

export interface SourceContext {
  readonly network: NetworkFile;
  readonly files: DataFiles;
  readonly memory: MemoryBudget;
  readonly seed: number;
  readonly math: ScalarMath;
}

export async function readSource(data: DataSpec, context: SourceContext): Promise<Source> {
  const { files, memory } = context;
  switch (data.source) {
    case 'generator': {
      const place = context.network.placeOf(['data']);
      // Two coordinates and a class number, and as much again while they are made.
      memory.claim(48 * data.samples, `Making ${data.samples} samples`, place);
      const table = generateSamples({ ...data, seed: context.seed }, context.math);
      return { table: { ...table, placeOf: () => place }, scope: 'eachFeature' };
    }
    case 'csv': {
      const bytes = await files.read({ path: data.path, option: ['data', 'path'] });
      const table = parseCsv(bytes, data, memory);
      const placeOf = (sample: number) => ({ file: bytes.file, line: table.lines[sample] ?? 1 });
      return { table: { ...table, placeOf }, scope: 'eachFeature' };
    }
    case 'npz': {
      const bytes = await files.read({ path: data.path, option: ['data', 'path'] });
      return { table: readArrays(bytes, data, memory), scope: 'eachFeature' };
    }
    case 'idx':
      return readImages(data, context);
    default:
      return data satisfies never;
  }
}

async function readImages(
  data: Extract<DataSpec, { readonly source: 'idx' }>,
  context: SourceContext,
): Promise<Source> {
  const { images, labels, testImages, testLabels } = data;
  const spelled = [images, labels, testImages, testLabels].filter((path) => path !== undefined);
  const table = await readImagePair(
    { images, labels, options: ['images', 'labels'], spelled },
    context,
  );
  if (testImages === undefined || testLabels === undefined) return { table, scope: 'allFeatures' };
  const test = await readImagePair(
    { images: testImages, labels: testLabels, options: ['testImages', 'testLabels'], spelled },
    context,
  );
  return { table, test, scope: 'allFeatures' };
}
