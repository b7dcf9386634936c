/** Generators and NumPy's numbers in network files: what is filled in, and what does not fit together. */
import { describe, expect, it } from 'vitest';

import { featureCount, imageShape, targetCount } from '../../../src/network/dataShape';
import { parseNetwork } from '../../../src/network/parse';
import { problemsIn } from '../networkText';

const network = (data: unknown, rest: object = {}): string =>
  JSON.stringify({ data, layers: [{ type: 'dense', units: 1 }], loss: 'squaredError', ...rest });
const read = (data: unknown, rest: object = {}) => {
  const { spec, problems } = parseNetwork(network(data, rest));
  if (spec === undefined) throw new Error(problems.map(({ message }) => message).join('\n'));
  return spec;
};

describe('generators', () => {
  it.each([
    ['gates', { gate: 'AND', samples: 4, noise: 0, classes: 2 }, 2],
    ['circles', { factor: 0.5, classes: 2 }, 2],
    ['flower', { noise: 0.2, classes: 2 }, 2],
    ['blobs', { noise: 1, classes: 3 }, 2],
    ['housing', { features: 4, classes: 0 }, 4],
    ['digits', { samples: 2000, classes: 10, scaling: 'minMax' }, 784],
    ['cats', { samples: 200, classes: 2, scaling: 'minMax' }, 12_288],
  ])('%s have their defaults', (kind, expected, features) => {
    const { data } = read(kind);
    expect(data).toMatchObject({ source: 'generator', kind, ...expected });
    expect([featureCount(data), targetCount(data)]).toEqual([features, 1]);
  });

  it('have the shapes of their images', () => {
    expect(imageShape(read('digits').data)).toEqual([1, 28, 28]);
    expect(imageShape(read('cats').data)).toEqual([3, 64, 64]);
    expect(imageShape(read('moons').data)).toBeUndefined();
    const npy = { source: 'npy', inputs: 'x.npy', targets: 'y.npy', inputShape: [3, 8, 8] };
    expect(imageShape(read(npy).data)).toEqual([3, 8, 8]);
    expect(featureCount(read(npy).data)).toBe(192);
  });

  it('have the inner circle of scikit-learn with NumPy’s numbers, unless told otherwise', () => {
    const random = { numpy: 1 };
    expect(read({ source: 'circles', random }).data).toMatchObject({ factor: 0.8, random });
    expect(read({ source: 'circles', random, factor: 0.3 }).data).toMatchObject({ factor: 0.3 });
  });

  it('refuse NumPy’s numbers where there is no recipe', () => {
    const [problem] = problemsIn(network({ source: 'spirals', random: { numpy: 1 } }));
    expect(problem).toMatchObject({ code: 'unknown-key', underlined: '"random"' });
  });
});

describe('NumPy’s numbers for weights and order', () => {
  it('are kept with both seeds', () => {
    const random = { numpy: 3, minibatches: 10 };
    expect(read('moons', { random }).random).toEqual(random);
    expect(read('moons').random).toBeUndefined();
  });

  it.each([-1, 4_294_967_296, 1.5])('are refused with the seed %d', (numpy) => {
    expect(problemsIn(network('moons', { random: { numpy } }))).toMatchObject([
      { underlined: String(numpy) },
    ]);
  });
});

it.each<[string, string, string]>([
  [
    'prices as probabilities',
    network('housing', {
      loss: undefined,
      layers: [{ type: 'dense', units: 1, activation: 'sigmoid' }],
    }),
    'has quantities',
  ],
  [
    'an image of two numbers',
    network({ source: 'npz', path: 'a.npz', inputShape: [28, 28] }),
    'inputShape',
  ],
  [
    'columns that are no image',
    network({
      source: 'csv',
      path: 'a.csv',
      targets: [0],
      features: [1, 2],
      inputShape: [1, 1, 3],
    }),
    'names 2 columns',
  ],
  [
    'too many orthogonal units',
    network('moons', {
      layers: [
        { type: 'dense', units: 1001, initializer: 'orthogonal' },
        { type: 'dense', units: 1 },
      ],
    }),
    'at most 1000',
  ],
])('%s is a problem', (_, text, says) => {
  const messages = problemsIn(text).map(({ message, underlined }) => `${underlined} ${message}`);
  expect(messages.join('\n')).toContain(says);
});
