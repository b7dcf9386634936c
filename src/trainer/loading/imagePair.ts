/** Images and labels from a pair of IDX files. */
import path from 'node:path';

import { DataError } from './dataError';
import type { DataFiles } from './dataFiles';
import { parseIdx } from './idx';
import type { MemoryBudget } from './memoryBudget';
import { formatShape } from './npy';
import type { SourceTable } from './sourceTable';

export interface ImagePair {
  readonly images: string;
  readonly labels: string;
  /** Their properties in `data` of the network file. */
  readonly options: readonly [images: string, labels: string];
  /** All IDX files that the network file names. */
  readonly spelled: readonly string[];
}

export interface PairContext {
  readonly files: DataFiles;
  readonly memory: MemoryBudget;
}

/** Each image is a sample whose features are its pixels, row by row, as stored: bytes are 0 … 255. */
export async function readImagePair(
  pair: ImagePair,
  { files, memory }: PairContext,
): Promise<SourceTable> {
  const [imagesOption, labelsOption] = pair.options;
  const advice = adviceForMissing(pair.spelled);
  const imagesFile = await files.read({
    path: pair.images,
    option: ['data', imagesOption],
    advice,
  });
  const labelsFile = await files.read({
    path: pair.labels,
    option: ['data', labelsOption],
    advice,
  });
  const images = parseIdx(imagesFile, memory);
  const labels = parseIdx(labelsFile, memory);
  const [count = 0, ...sides] = images.shape;
  const features = sides.reduce((product, side) => product * side, 1);
  if (sides.length === 0 || count === 0 || features === 0) {
    const message = `${imagesFile.file} has the shape ${formatShape(images.shape)}, expected images: (count, rows, columns).`;
    throw new DataError(message, { file: imagesFile.file });
  }
  if (labels.shape.length !== 1) {
    const message = `${labelsFile.file} has the shape ${formatShape(labels.shape)}, expected labels: (count,).`;
    throw new DataError(message, { file: labelsFile.file });
  }
  if (labels.shape[0] !== count) {
    const message =
      `${labelsFile.file} has ${labels.shape[0]!} labels, and ${imagesFile.file} has ${count} images. ` +
      'Use the two files of one set.';
    throw new DataError(message, { file: labelsFile.file });
  }
  return {
    count,
    features,
    ...(sides.length === 2 && { inputShape: [1, sides[0]!, sides[1]!] as const }),
    outputs: 1,
    inputs: images.values,
    targets: labels.values,
    placeOf: () => ({ file: labelsFile.file }),
  };
}

const mnist = [
  'train-images-idx3-ubyte.gz',
  'train-labels-idx1-ubyte.gz',
  't10k-images-idx3-ubyte.gz',
  't10k-labels-idx1-ubyte.gz',
];

function adviceForMissing(spelled: readonly string[]): string {
  const names = spelled.map((file) => path.basename(file));
  const stems = mnist.map((name) => name.replace('.gz', ''));
  const isMnist = names.some((name) => stems.includes(name.replace(/\.gz$/, '')));
  if (!isMnist) return `The network file names ${names.join(', ')}: put them there.`;
  return (
    `Put the four files of MNIST there: ${mnist.join(', ')}. ` +
    'They are the public MNIST database of handwritten digits, offered by many mirrors and data set collections ' +
    'under these names; about 11 MB, gzipped or not.'
  );
}
