/** Sources of samples: what each kind of `data` in a network file reads, as tables of numbers. */
import type { ScalingScope } from '../../core/data/scaling';
import { generateSamples } from '../../core/data/generators';
import type { ScalarMath } from '../../core/kernels/scalarMath';
import { featureCount, imageShape } from '../../network/dataShape';
import type { DataSpec } from '../../network/dataSource';
import { tableOfArrays, type NamedTensor } from './arrayTable';
import { parseCsv } from './csvTable';
import { DataError, type Place } from './dataError';
import type { DataFiles } from './dataFiles';
import { readImagePair } from './imagePair';
import type { MemoryBudget } from './memoryBudget';
import type { NetworkFile } from './networkFile';
import { parseNpy } from './npy';
import { readArrays } from './npzSource';
import { readImageFolder, type LabelledImages } from './png/imageFolder';
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
  /** Told what was passed over. */
  readonly note: (message: string, place: Place) => void;
}

export async function readSource(data: DataSpec, context: SourceContext): Promise<Source> {
  const { files, memory } = context;
  switch (data.source) {
    case 'generator':
      return generate(data, context);
    case 'csv': {
      const request = { path: data.path, option: ['data', 'path'] };
      const table = await files.stream(request, (source) => parseCsv(source, data, memory));
      const placeOf = (sample: number) => ({ file: table.file, line: table.lines[sample] ?? 1 });
      return asImages({ ...table, placeOf }, data, context);
    }
    case 'npz': {
      const bytes = await files.read({ path: data.path, option: ['data', 'path'] });
      return asImages(readArrays(bytes, data, memory), data, context);
    }
    case 'npy': {
      const arrayOf = async (option: 'inputs' | 'targets'): Promise<NamedTensor> => {
        const bytes = await files.read({ path: data[option], option: ['data', option] });
        const { file } = bytes;
        memory.claim(bytes.bytes.length, `Reading ${file}`, { file });
        return { ...parseNpy(bytes), title: file, place: { file } };
      };
      const table = tableOfArrays(await arrayOf('inputs'), await arrayOf('targets'));
      return asImages(table, data, context);
    }
    case 'idx':
      return readImages(data, context);
    case 'png':
      return readFolders(data, context);
    default:
      return data satisfies never;
  }
}

type From<S extends DataSpec['source']> = Extract<DataSpec, { readonly source: S }>;

function generate(data: From<'generator'>, context: SourceContext): Source {
  const { network, memory, seed, math } = context;
  const place = network.placeOf(['data']);
  const shape = imageShape(data);
  // A byte for each pixel; points as float64 with a class number, and as much again while they are made.
  const bytes = shape === undefined ? 16 * (featureCount(data)! + 1) : featureCount(data)! + 1;
  memory.claim(bytes * data.samples, `Making ${data.samples} samples`, place);
  const table = generateSamples({ ...data, seed }, math);
  const scope = shape === undefined ? 'eachFeature' : 'allFeatures';
  return { table: { ...table, ...(shape && { inputShape: shape }), placeOf: () => place }, scope };
}

/** Rows of numbers, or images where the network file says so. */
function asImages(
  table: SourceTable,
  data: From<'csv' | 'npz' | 'npy'>,
  { network }: SourceContext,
): Source {
  const { inputShape } = data;
  if (inputShape === undefined) return { table, scope: 'eachFeature' };
  const pixels = inputShape.reduce((product, side) => product * side, 1);
  if (pixels !== table.features) {
    const message = `"inputShape" takes ${pixels} numbers, and each sample has ${table.features}.`;
    throw new DataError(message, network.placeOf(['data', 'inputShape']));
  }
  return { table: { ...table, inputShape }, scope: 'allFeatures' };
}

async function readFolders(data: From<'png'>, context: SourceContext): Promise<Source> {
  const { path, testPath, channels } = data;
  const folder = { path, option: ['data', 'path'] };
  const table = await readImageFolder({ ...folder, ...(channels && { channels }) }, context);
  if (testPath === undefined) return { table, scope: 'allFeatures' };
  const testFolder = { path: testPath, option: ['data', 'testPath'], channels: table.channels };
  const test = await readImageFolder(testFolder, context);
  if (test.classes.join('/') !== table.classes.join('/')) {
    const names = ({ classes }: LabelledImages) => classes.slice(0, 20).join(', ');
    const message =
      `The test images have the classes ${names(test)}, and the training images ${names(table)}. ` +
      'Use the same folders in both.';
    throw new DataError(message, context.network.placeOf(['data', 'testPath']));
  }
  return { table, test, scope: 'allFeatures' };
}

async function readImages(data: From<'idx'>, context: SourceContext): Promise<Source> {
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
