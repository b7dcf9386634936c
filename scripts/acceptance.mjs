/**
 * `npm run acceptance -- --mnist FOLDER`: the published accuracies that take all of MNIST and many minutes.
 *
 * FOLDER has the four files of MNIST as they are published, gzipped or not; they are only read. Exit code 1 when an
 * accuracy is not reached, 2 when the files are not there. The shorter published numbers are in `npm test`.
 */
import { spawn } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import readline from 'node:readline';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';

import { build } from './build.mjs';
import { projectRoot } from './vscodeHost/prepared.mjs';

const usage = `Usage: npm run acceptance -- --mnist FOLDER

FOLDER has the four files of MNIST, as they are published:
  train-images-idx3-ubyte.gz   train-labels-idx1-ubyte.gz   (60,000 images)
  t10k-images-idx3-ubyte.gz    t10k-labels-idx1-ubyte.gz    (10,000 images)
Backstep does not ship or download them. They may also be unpacked, without .gz.`;

/** The networks of the public repository of Saitoh, "Deep Learning from Scratch", chapters 5 and 7. */
const cases = [
  {
    title: 'two layers, 784-50-10, SGD 0.1, 10,000 iterations',
    atLeast: 0.965,
    iterations: 10_000,
    layers: [
      { type: 'dense', units: 50, activation: 'relu' },
      { type: 'dense', units: 10, activation: 'softmax' },
    ],
    optimizer: { type: 'gradientDescent', learningRate: 0.1 },
    epochs: 17,
  },
  {
    title: 'simple convnet, 30 filters 5 × 5, Adam 0.001, 20 epochs',
    atLeast: 0.985,
    iterations: 12_000,
    layers: [
      { type: 'conv2d', filters: 30, kernel: 5, activation: 'relu' },
      { type: 'maxPool2d', size: 2 },
      { type: 'flatten' },
      { type: 'dense', units: 100, activation: 'relu' },
      { type: 'dense', units: 10, activation: 'softmax' },
    ],
    optimizer: { type: 'adam', learningRate: 0.001 },
    epochs: 20,
  },
];

const files = {
  'train-images': { name: 'train-images-idx3-ubyte', count: 60_000 },
  'train-labels': { name: 'train-labels-idx1-ubyte', count: 60_000 },
  't10k-images': { name: 't10k-images-idx3-ubyte', count: 10_000 },
  't10k-labels': { name: 't10k-labels-idx1-ubyte', count: 10_000 },
};

/** What the user can do something about. */
class RefusedError extends Error {}

try {
  process.exitCode = await acceptance(mnistFolder());
} catch (error) {
  if (!(error instanceof RefusedError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}

function mnistFolder() {
  try {
    const { values } = parseArgs({ options: { mnist: { type: 'string' } } });
    if (values.mnist !== undefined) return path.resolve(values.mnist);
  } catch (error) {
    throw new RefusedError(`${error.message}\n\n${usage}`);
  }
  throw new RefusedError(usage);
}

async function acceptance(mnist) {
  const found = await findFiles(mnist);
  await build();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'backstep-acceptance-'));
  try {
    await mkdir(path.join(folder, 'mnist'));
    for (const { source, copy } of found) await copyFile(source, path.join(folder, 'mnist', copy));
    let code = 0;
    for (const each of cases) {
      const accuracy = await train(each, folder, found);
      const isReached = each.atLeast <= accuracy;
      const verdict = isReached ? 'reached' : 'NOT REACHED';
      console.log(`${each.title}: accuracy ${accuracy}, at least ${each.atLeast}: ${verdict}`);
      if (!isReached) code = 1;
    }
    return code;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The four files, each with the name of its copy; a `RefusedError` unless all of them are there and whole. */
async function findFiles(mnist) {
  const names = await readdir(mnist).catch((error) => {
    throw new RefusedError(`${mnist} cannot be read (${error.code}).\n\n${usage}`);
  });
  return Promise.all(
    Object.values(files).map(async ({ name, count }) => {
      const copy = [`${name}.gz`, name].find((each) => names.includes(each));
      if (copy === undefined)
        throw new RefusedError(`${mnist} has no ${name}.gz and no ${name}.\n\n${usage}`);
      const source = path.join(mnist, copy);
      const samples = await sampleCount(source);
      if (samples === count) return { source, copy };
      throw new RefusedError(
        `${source} has ${samples} samples; the published numbers are of all ${count}.`,
      );
    }),
  );
}

/** An IDX file has its number of samples behind four bytes. */
async function sampleCount(file) {
  const bytes = await readFile(file);
  try {
    return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).readUInt32BE(4);
  } catch (error) {
    throw new RefusedError(`${file} is not a whole IDX file: ${error.message}.`);
  }
}

/** The accuracy on the test images in the end. */
async function train({ title, iterations, layers, optimizer, epochs }, folder, found) {
  const [images, labels, testImages, testLabels] = found.map(({ copy }) => `mnist/${copy}`);
  const initializer = { type: 'normal', standardDeviation: 0.01 };
  const network = {
    name: title,
    dialect: 'book',
    data: {
      ...{ source: 'idx', images, labels, testImages, testLabels },
      ...{ scaling: 'minMax', oneHot: true, split: { train: 1 } },
    },
    layers: layers.map((layer) => ('activation' in layer ? { ...layer, initializer } : layer)),
    loss: 'categoricalCrossEntropy',
    optimizer,
    training: { batchSize: 100, epochs, precision: 'float32' },
  };
  const file = path.join(folder, 'network.nn.jsonc');
  await writeFile(file, JSON.stringify(network));
  const backstep = path.join(projectRoot, 'dist', 'cli.js');
  const args = [backstep, 'train', file, '--json', '--iterations', String(iterations)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('close', resolve));
  let accuracy = NaN;
  for await (const line of readline.createInterface({ input: child.stdout })) {
    const { epoch, train: whole, test } = JSON.parse(line);
    if (whole !== undefined) console.log(`${title}: epoch ${epoch}, training ${whole.accuracy}`);
    accuracy = test?.accuracy ?? accuracy;
  }
  const code = await ended;
  if (code !== 0) throw new RefusedError(`The training has ended with exit code ${code}.`);
  return accuracy;
}
