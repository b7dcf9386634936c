/** X of image data: as images for layers that read images, as columns for a dense one. */
import { expect, it } from 'vitest';

import { parseNetwork } from '../../../src/network/parse';
import { compileProgram } from '../../../src/core/program/compile';

const output = { type: 'dense', units: 10, activation: 'softmax' };

it.each([
  ['dense', [output], [784, 8]],
  ['flatten', [{ type: 'flatten' }, output], [1, 28, 28, 8]],
  [
    'conv2d',
    [{ type: 'conv2d', filters: 2, kernel: [5, 5] }, { type: 'flatten' }, output],
    [1, 28, 28, 8],
  ],
])('before %s', (_, layers, shape) => {
  const { spec } = parseNetwork(JSON.stringify({ data: 'digits', layers }));
  const sizes = { features: 784, inputShape: [1, 28, 28], outputs: 10, count: 8 };
  const { tensors } = compileProgram(spec!, { ...sizes, columns: 8, batchSize: 8 });
  expect(tensors.find(({ name }) => name === 'X')?.shape).toEqual(shape);
});
