import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { parseNetwork } from '../../../src/network/parse';
import { DataError } from '../../../src/trainer/loading/dataError';
import { loadDataset, type LoadDatasetRequest } from '../../../src/trainer/loading/loadDataset';
import { writeNpy, writeNpz } from '../../../src/trainer/loading/npzWriter';
import { temporaryFolder } from '../../support/temporaryFolder';

const folder = temporaryFolder();
const fixtures = path.join(import.meta.dirname, '../../fixtures/arrays');
const mnist = path.resolve('../shared/data/mnist-small');

interface Network {
  readonly data: object;
  readonly units?: number;
  readonly loss?: string;
  readonly training?: object;
}

/** A network of one layer that fits the data; one line per property, so that places can be told. */
function networkText({ data, units = 1, loss, training = {} }: Network): string {
  const isClasses = 1 < units;
  const layer = { type: 'dense', units, activation: isClasses ? 'softmax' : 'sigmoid' };
  const network = {
    data,
    layers: [layer],
    loss: loss ?? (isClasses ? 'categoricalCrossEntropy' : 'binaryCrossEntropy'),
    training: { seed: 5, ...training },
  };
  return JSON.stringify(network, undefined, 2);
}

function load(network: Network, options: Partial<LoadDatasetRequest> = {}) {
  const text = networkText(network);
  const { spec, problems } = parseNetwork(text);
  if (spec === undefined) throw new Error(problems.map(({ message }) => message).join('\n'));
  return loadDataset({
    spec,
    networkFile: path.join(folder, 'net.nn.jsonc'),
    networkText: text,
    roots: [],
    memoryBudgetBytes: 2 ** 30,
    math: Math,
    ...options,
  });
}

/** The message, after the place of the text in the network file or the name and line of another file. */
async function complaint(network: Network, memoryBudgetBytes = 2 ** 30): Promise<string> {
  const error = await load(network, { memoryBudgetBytes }).then(
    () => expect.fail('It was loaded.'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof DataError)) throw error;
  const file = path.basename(error.file);
  if (file !== 'net.nn.jsonc') return `${file}:${error.line} ${error.message}`;
  const line = networkText(network).split('\n')[error.line - 1]!;
  return `${line.slice(error.column - 1).split(':')[0]!} ${error.message}`;
}

const write = (name: string, content: string | Uint8Array) =>
  writeFileSync(path.join(folder, name), content);

const everything = { train: 1, validation: 0, test: 0 };

describe('loadDataset', () => {
  it('makes generated samples, the same for the same seed', async () => {
    const data = { source: 'moons', samples: 50, noise: 0.2 };
    const dataset = await load({ data });
    expect([dataset.features, dataset.outputs]).toEqual([2, 1]);
    expect([dataset.train.count, dataset.validation.count, dataset.test.count]).toEqual([40, 5, 5]);
    expect(await load({ data })).toEqual(dataset);
    expect(await load({ data, training: { seed: 6 } })).not.toEqual(dataset);
  });

  it('turns the classes of spirals into columns', async () => {
    const data = { source: 'spirals', samples: 30, classes: 3, split: everything };
    const { outputs, train } = await load({ data, units: 3 });
    expect(outputs).toBe(3);
    for (let sample = 0; sample < 30; sample++) {
      const row = [...train.targets.subarray(3 * sample, 3 * sample + 3)].sort();
      expect(row).toEqual([0, 0, 1]);
    }
  });

  it('reads CSV, and scales by the training samples', async () => {
    write('table.csv', 'a,b,y\n10,5,0\n20,5,1\n30,5,0\n');
    const data = {
      source: 'csv',
      path: 'table.csv',
      targets: ['y'],
      split: everything,
      scaling: 'minMax',
    };
    const { train } = await load({ data });
    const rows = [0, 1, 2].map((i) => [
      train.inputs[2 * i],
      train.inputs[2 * i + 1],
      train.targets[i],
    ]);
    expect(rows.sort()).toEqual([
      [0, 0, 0],
      [0.5, 0, 1],
      [1, 0, 0],
    ]);
  });

  it('reads NPZ that NumPy wrote, with images as rows of pixels, in the precision of the run', async () => {
    cpSync(path.join(fixtures, 'samples.npz'), path.join(folder, 'samples.npz'));
    const expected = (
      JSON.parse(readFileSync(path.join(fixtures, 'expected.json'), 'utf8')) as {
        samples: { inputs: number[] };
      }
    ).samples;
    const data = { source: 'npz', path: 'samples.npz', oneHot: true, split: everything };
    const { features, train } = await load({ data, units: 3, training: { precision: 'float32' } });
    expect(features).toBe(4);
    expect(train.inputs).toBeInstanceOf(Float32Array);
    expect([...train.inputs].sort()).toEqual([...expected.inputs].sort());
  });

  it('reads two NPY files, and their rows as images where it is told so', async () => {
    cpSync(path.join(fixtures, 'f8.npy'), path.join(folder, 'f8.npy'));
    const { f8 } = JSON.parse(readFileSync(path.join(fixtures, 'expected.json'), 'utf8')) as {
      f8: { shape: number[]; values: number[] };
    };
    const [count = 0, width = 0] = f8.shape;
    const targets = Float64Array.from({ length: count }, (_, row) => row % 2);
    write('targets.npy', writeNpy({ name: 'targets', shape: [count], values: targets }));
    const data = { source: 'npy', inputs: 'f8.npy', targets: 'targets.npy', split: everything };
    const { features, train, inputShape } = await load({ data });
    expect({ features, inputShape }).toEqual({ features: width, inputShape: undefined });
    expect([...train.inputs]).toEqual(f8.values);
    expect([...train.targets]).toEqual([...targets]);
    const shaped = await load({ data: { ...data, inputShape: [1, 1, width] } });
    expect(shaped.inputShape).toEqual([1, 1, width]);
    expect(await complaint({ data: { ...data, inputShape: [1, 1, width + 1] } })).toBe(
      `[ "inputShape" takes ${width + 1} numbers, and each sample has ${width}.`,
    );
    write('short.npy', writeNpy({ name: 'targets', shape: [1], values: Float64Array.of(1) }));
    expect(await complaint({ data: { ...data, targets: 'short.npy' } })).toContain(
      `has ${count} samples and ${path.join(folder, 'short.npy')} has 1.`,
    );
  });

  describe('folders of PNG images', () => {
    const images = path.join(import.meta.dirname, '../../fixtures/png');
    const put = (target: string, picture: string): void => {
      mkdirSync(path.dirname(path.join(folder, target)), { recursive: true });
      cpSync(path.join(images, `${picture}.png`), path.join(folder, target));
    };

    it('become samples with a shape, the test folder a split of its own', async () => {
      put('train/cat/1.png', 'grey8');
      put('train/dog/1.png', 'rgb8');
      put('test/cat/1.png', 'grey4');
      put('test/dog/1.png', 'grey2');
      const data = { source: 'png', path: 'train', testPath: 'test', split: everything };
      const dataset = await load({ data });
      expect(dataset).toMatchObject({ features: 297, inputShape: [3, 11, 9] });
      expect([...dataset.train.targets]).toEqual([0, 1]);
      expect(dataset.test.count).toBe(2);
      expect(Math.min(...dataset.train.inputs)).toBe(0);
      expect(Math.max(...dataset.train.inputs)).toBe(1);
    });

    it('must have the same classes and sizes in both', async () => {
      put('other/cat/1.png', 'grey8');
      put('other/fox/1.png', 'grey8');
      const data = { source: 'png', path: 'train', split: everything };
      expect(await complaint({ data: { ...data, testPath: 'other' } })).toContain(
        'The test images have the classes cat, fox, and the training images cat, dog.',
      );
      put('large/cat/1.png', 'pillow');
      put('large/dog/1.png', 'pillow');
      expect(await complaint({ data: { ...data, testPath: 'large' } })).toContain(
        'The test set has 768 numbers per sample, and the training set has 297.',
      );
    });

    it('say what was passed over', async () => {
      put('train/cat/.DS_Store', 'grey8');
      const warnings: unknown[] = [];
      const data = { source: 'png', path: 'train', split: everything };
      await load({ data }, { warn: (warning) => warnings.push(warning) });
      const file = path.join(folder, 'train');
      expect(warnings).toEqual([
        { file, line: 1, column: 1, message: expect.stringContaining('1 entry that is no PNG') },
      ]);
    });
  });

  it('makes digits and cats as images of bytes, within the budget', async () => {
    const split = { train: 1 };
    const digits = await load({ data: { source: 'digits', samples: 20, split }, units: 10 });
    expect(digits).toMatchObject({ features: 784, inputShape: [1, 28, 28], outputs: 10 });
    expect(Math.max(...digits.train.inputs)).toBe(1);
    const cats = { data: { source: 'cats', samples: 10, split } };
    expect(await load(cats)).toMatchObject({ features: 12_288, inputShape: [3, 64, 64] });
    expect(await complaint(cats, 100_000)).toContain('memory budget');
  });

  it('refuses data that does not fit the network, in its own file', async () => {
    write('classes.csv', 'a,y\n1,0\n2,1\n3,2\n4,2.5\n');
    const data = { source: 'csv', path: 'classes.csv', targets: ['y'], split: everything };
    expect(await complaint({ data: { ...data, oneHot: true }, units: 3 })).toBe(
      'classes.csv:5 Sample 3 has the label 2.5; expected a class number from 0 to 2, because the last layer has 3 units.',
    );
    expect(await complaint({ data })).toContain(
      'classes.csv:4 Sample 2 has the target 2; binaryCrossEntropy',
    );
    const vector = { name: 'targets', shape: [2], values: Float64Array.of(0, 1) };
    write('one.npz', writeNpz([{ ...vector, name: 'inputs' }, vector]));
    const npz = { source: 'npz', path: 'one.npz', oneHot: false };
    expect(await complaint({ data: npz, units: 2, loss: 'squaredError' })).toBe(
      'one.npz:1 The data has 1 target numbers per sample, and the last layer has 2 units. ' +
        'Give the last layer 1 units, or set "oneHot" for class numbers.',
    );
  });

  it('takes targets that are one-hot already as they are, and refuses others that are not', async () => {
    const inputs = { name: 'inputs', shape: [3, 1], values: Float64Array.of(5, 6, 7) };
    const write2 = (values: readonly number[]): void =>
      write(
        'hot.npz',
        writeNpz([inputs, { name: 'targets', shape: [3, 2], values: Float64Array.from(values) }]),
      );
    const data = { source: 'npz', path: 'hot.npz', split: everything };
    const network = { data, units: 2, loss: 'categoricalCrossEntropy' };
    write2([0, 1, 1, 0, 0, 1]);
    const { outputs, train } = await load(network);
    expect(outputs).toBe(2);
    const samples = Array.from({ length: 3 }, (_, i) => [
      train.inputs[i],
      ...train.targets.slice(2 * i, 2 * i + 2),
    ]);
    expect(samples.sort()).toEqual([
      [5, 0, 1],
      [6, 1, 0],
      [7, 0, 1],
    ]);
    write2([0, 1, 0.25, 0.75, 0, 1]);
    expect(await complaint(network)).toBe(
      'hot.npz:1 The data has 2 target numbers per sample, and those of sample 1 are not one 1 among zeros. ' +
        'Give one class number per sample, or set "oneHot": false for targets that are used as they are.',
    );
    const asTheyAre = await load({ ...network, data: { ...data, oneHot: false } });
    expect([...asTheyAre.train.targets].sort()).toEqual([0, 0, 0.25, 0.75, 1, 1]);
  });

  it('refuses numbers that are not finite', async () => {
    const inputs = { name: 'inputs', shape: [2, 2], values: Float64Array.of(1, 2, 3, NaN) };
    const targets = { name: 'targets', shape: [2], values: Float64Array.of(0, 1) };
    write('nan.npz', writeNpz([inputs, targets]));
    const data = { source: 'npz', path: 'nan.npz', split: everything };
    expect(await complaint({ data })).toContain(
      'nan.npz:1 Number 1 of the inputs of sample 1 is NaN',
    );
    write('large.npz', writeNpz([{ ...inputs, values: Float64Array.of(1, 2, 3, 1e300) }, targets]));
    expect((await load({ data: { ...data, path: 'large.npz' } })).train.count).toBe(2);
    const training = { precision: 'float32' };
    expect(await complaint({ data: { ...data, path: 'large.npz' }, training })).toContain(
      'too large for float32',
    );
  });

  it.each([
    ['counts that differ', [2, 1], [3], 'shapes.npz has 2 samples and "targets" of '],
    ['no samples', [0, 1], [0], 'has the shape (0, 1), expected (samples, numbers per sample)'],
    ['a scalar', [], [1], 'has the shape ()'],
  ])('refuses arrays with %s', async (_, inputs, targets, reason) => {
    const zeros = (name: string, shape: number[]) => {
      const count = shape.reduce((product, side) => product * side, 1);
      return { name, shape, values: new Float64Array(count) };
    };
    write('shapes.npz', writeNpz([zeros('inputs', inputs), zeros('targets', targets)]));
    expect(await complaint({ data: { source: 'npz', path: 'shapes.npz' } })).toContain(reason);
  });

  it('case 96: refuses images and labels that are not as many', async () => {
    write('two.images', Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 0, 255));
    write('three.labels', Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 3, 0, 1, 0));
    const data = { source: 'idx', images: 'two.images', labels: 'three.labels' };
    const complained = await complaint({ data, units: 2 });
    expect(complained).toContain('3 labels');
    expect(complained).toContain('2 images');
  });

  it('lists the arrays there are when one is missing', async () => {
    write('other.npz', writeNpz([{ name: 'x', shape: [1], values: Float64Array.of(1) }]));
    const reason = await complaint({ data: { source: 'npz', path: 'other.npz' } });
    expect(reason).toContain('has no array "inputs". It holds "x".');
  });

  it('refuses a split that leaves nothing for training', async () => {
    write('two.csv', 'a,y\n1,0\n2,1\n');
    const split = { train: 0.2, validation: 0.8, test: 0 };
    const data = { source: 'csv', path: 'two.csv', targets: ['y'], split };
    expect(await complaint({ data })).toContain('Of 2 samples, the split leaves none for training');
  });

  it('learns from a single sample', async () => {
    write('one.csv', 'a,y\n1,0\n');
    const dataset = await load({ data: { source: 'csv', path: 'one.csv', targets: ['y'] } });
    expect([dataset.train.count, dataset.validation.count, dataset.test.count]).toEqual([1, 0, 0]);
  });

  it('says where a path is wrong, and what would need too much memory', async () => {
    const data = { source: 'csv', path: 'none.csv', targets: ['y'] };
    expect(await complaint({ data })).toMatch(/^"none.csv", There is no file "none.csv" in /);
    expect(
      await complaint({ data: { source: 'moons', samples: 1_000_000 } }, 10_000_000),
    ).toContain('needs 45.8 MB');
  });

  it('says which files of MNIST belong where', async () => {
    const reason = await complaint({ data: mnistData('data/mnist'), units: 10 });
    for (const name of [
      'train-images-idx3-ubyte.gz',
      'train-labels-idx1-ubyte.gz',
      't10k-images-idx3-ubyte.gz',
      't10k-labels-idx1-ubyte.gz',
    ]) {
      expect(reason).toContain(name);
    }
    expect(reason).toContain(path.join(folder, 'data', 'mnist'));
  });
});

function mnistData(home: string) {
  return {
    source: 'idx',
    images: `${home}/train-images-idx3-ubyte.gz`,
    labels: `${home}/train-labels-idx1-ubyte.gz`,
    testImages: `${home}/t10k-images-idx3-ubyte.gz`,
    testLabels: `${home}/t10k-labels-idx1-ubyte.gz`,
    oneHot: true,
  };
}

const missing = existsSync(mnist) ? '' : ` (skipped: there is no folder ${mnist})`;

describe.skipIf(missing !== '')(`loadDataset with real images${missing}`, () => {
  const home = 'mnist';

  it('reads 2,000 and 500 digits, with pixels from 0 to 1', async () => {
    cpSync(mnist, path.join(folder, home), { recursive: true });
    const dataset = await load({ data: mnistData(home), units: 10 });
    expect([dataset.features, dataset.outputs]).toEqual([784, 10]);
    expect([dataset.train.count, dataset.validation.count, dataset.test.count]).toEqual([
      1800, 200, 500,
    ]);
    const perDigit = (targets: ArrayLike<number>) =>
      Array.from({ length: 10 }, (_, digit) =>
        Array.from(targets).reduce((sum, target, i) => sum + (i % 10 === digit ? target : 0), 0),
      );
    expect(perDigit(dataset.test.targets)).toEqual(Array(10).fill(50));
    const both = [...perDigit(dataset.train.targets)].map(
      (count, digit) => count + perDigit(dataset.validation.targets)[digit]!,
    );
    expect(both).toEqual(Array(10).fill(200));
    const pixels = dataset.train.inputs;
    expect(
      pixels.every(
        (pixel) => 0 <= pixel && pixel <= 1 && Number.isInteger(Math.fround(pixel * 255)),
      ),
    ).toBe(true);
    expect([Math.min(...pixels.subarray(0, 7840)), Math.max(...pixels.subarray(0, 78400))]).toEqual(
      [0, 1],
    );
  });

  it('case 96: refuses labels of another set', async () => {
    const data = { ...mnistData(home), labels: `${home}/t10k-labels-idx1-ubyte.gz` };
    expect(await complaint({ data, units: 10 })).toContain('500 labels');
  });

  it('refuses a file that is cut off', async () => {
    const file = path.join(folder, home, 'train-images-idx3-ubyte.gz');
    const whole = readFileSync(file);
    rmSync(file, { force: true });
    writeFileSync(file, whole.subarray(0, 100_000));
    expect(await complaint({ data: mnistData(home), units: 10 })).toContain('Download it again');
    mkdirSync(path.join(folder, home), { recursive: true });
    writeFileSync(file, whole);
  });
});
