import { describe, expect, it } from 'vitest';

import { parseNetwork } from '../../../src/network/parse';
import { classifier, convolution, dense, fileOf, flatten, maxPool } from '../layerFile';
import { problemsIn, withFixApplied } from '../networkText';

const softmax = dense('"units": 10, "activation": "softmax"');
const conv = (options = '') => convolution(`"filters": 4, "activation": "relu"${options}`);
const csv = (options: string) => `{ "source": "csv", "path": "a.csv", "targets": ["y"]${options} }`;

type Row = [string, string, { code: string; underlined: string; says: RegExp }];

describe('layers of images', () => {
  it.each<Row>([
    [
      'a convolution over points',
      fileOf('{ "source": "moons" }', [conv(), flatten, dense('"units": 1')]),
      { code: 'flat-input', underlined: '"conv2d"', says: /moons makes columns of 2 numbers/ },
    ],
    [
      'a convolution over a table',
      fileOf(csv(', "features": ["a", "b", "c", "d"]'), [conv(), flatten, dense('"units": 1')]),
      { code: 'flat-input', underlined: '"conv2d"', says: /says nothing of images.*"inputShape"/ },
    ],
    [
      'pooling after a dense layer',
      fileOf('"digits"', [
        dense('"units": 49, "activation": "relu"'),
        maxPool('"size": 2'),
        ...classifier,
      ]),
      { code: 'flat-input', underlined: '"maxPool2d"', says: /layer 1 \(dense\) gives columns/ },
    ],
    [
      'a dense layer over images',
      fileOf('"digits"', [conv(), softmax]),
      {
        code: 'images-into-dense',
        underlined: '"dense"',
        says: /layer 1 gives images of \(4, 26, 26\).*"flatten"/,
      },
    ],
    [
      'images at the end',
      fileOf('"digits"', [conv(), maxPool('"size": 2')], ', "loss": "squaredError"'),
      { code: 'output-images', underlined: '"maxPool2d"', says: /gives images of \(4, 13, 13\)/ },
    ],
    [
      'a kernel larger than the image',
      fileOf('"digits"', [conv(', "kernel": [5, 29]'), ...classifier]),
      {
        code: 'window-too-large',
        underlined: '[5, 29]',
        says: /5×29 do not fit .* layer 1 reads, which are 28×28\. Make "kernel" at most 5×28/,
      },
    ],
    [
      'a kernel larger than the padded image',
      fileOf('"digits"', [conv(', "kernel": 33, "padding": 2'), ...classifier]),
      { code: 'window-too-large', underlined: '33', says: /with a padding of 2×2.*at most 32×32/ },
    ],
    [
      'pooling of less than a window',
      fileOf('"digits"', [
        conv(', "kernel": 27'),
        maxPool('"size": 2'),
        maxPool('"size": [1, 2]'),
        ...classifier,
      ]),
      { code: 'window-too-large', underlined: '[1, 2]', says: /1×1\. Make "size" at most 1×1/ },
    ],
    [
      'two numbers for an image',
      fileOf(csv(', "inputShape": [8, 8]'), [dense('"units": 1')]),
      {
        code: 'wrong-type',
        underlined: '[8, 8]',
        says: /must be \[channels, height, width\], whole numbers from 1 to 4,096; found a list/,
      },
    ],
    [
      'a kernel of one number in a list',
      fileOf('"digits"', [conv(', "kernel": [3]'), ...classifier]),
      { code: 'wrong-type', underlined: '[3]', says: /from 1 to 1,024, or \[height, width\]/ },
    ],
    [
      'no width of the stride',
      fileOf('"digits"', [conv(', "stride": [1, 0]'), ...classifier]),
      { code: 'out-of-range', underlined: '0', says: /The width must be a whole number from 1/ },
    ],
    [
      'images that are not the columns',
      fileOf(csv(', "features": ["a", "b"], "inputShape": [1, 2, 2]'), [dense('"units": 1')]),
      { code: 'input-shape', underlined: '[1, 2, 2]', says: /takes 4 numbers.*names 2 columns/ },
    ],
    [
      'too many parameters of a convolution',
      fileOf('"cats"', [
        convolution('"filters": 100000, "kernel": 30, "activation": "relu"'),
        flatten,
        dense('"units": 1, "activation": "sigmoid"'),
      ]),
      { code: 'too-many-parameters', underlined: '100000', says: /270,100,000 parameters/ },
    ],
  ])('%s: an error with its reason', (_, text, { code, underlined, says }) => {
    const [found, ...others] = problemsIn(text).filter(({ severity }) => severity === 'error');
    expect(others).toEqual([]);
    expect(found).toMatchObject({ code, underlined });
    expect(found?.message).toMatch(says);
  });

  it.each<Row>([
    [
      'pooling that leaves a rest',
      fileOf('"digits"', [conv(', "kernel": 4'), maxPool('"size": 2'), ...classifier]),
      {
        code: 'unread-pixels',
        underlined: '"maxPool2d"',
        says: /^Row 25 and column 25 of the 25×25 images that layer 2 reads are in no window/,
      },
    ],
    [
      'a stride that leaves more than a line',
      fileOf('"digits"', [conv(', "kernel": [5, 1], "stride": [10, 9]'), ...classifier]),
      {
        code: 'unread-pixels',
        underlined: '"conv2d"',
        says: /^5 rows between windows and rows 26 to 28 and 8 columns between windows of/,
      },
    ],
    [
      'a padding as large as the kernel',
      fileOf('"digits"', [conv(', "padding": [1, 3]'), ...classifier]),
      { code: 'padding', underlined: '[1, 3]', says: /see nothing but zeros/ },
    ],
    [
      'a convolution without an activation',
      fileOf('"digits"', [
        convolution('"filters": 4'),
        '{ "type": "averagePool2d", "size": 2 }',
        ...classifier,
      ]),
      {
        code: 'linear-layer',
        underlined: '{ "type": "conv2d", "filters": 4 }',
        says: /Layers 1 and 4 collapse into one: a weighted sum of weighted sums/,
      },
    ],
    [
      'columns to be flattened',
      fileOf('"moons"', [flatten, dense('"units": 1')]),
      { code: 'nothing-to-flatten', underlined: '"flatten"', says: /columns already/ },
    ],
  ])('%s: a warning, and it may be trained', (_, text, { code, underlined, says }) => {
    const found = problemsIn(text);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ code, severity: 'warning', underlined });
    expect(found[0]?.message).toMatch(says);
    expect(parseNetwork(text).spec).toBeDefined();
  });

  it.each([
    ['dense layers over images as columns', fileOf('"digits"', [softmax])],
    [
      'a maximum between two sums',
      fileOf('"digits"', [convolution('"filters": 4'), maxPool('"size": 2'), ...classifier]),
    ],
    ['flatten over images', fileOf('"digits"', [...classifier])],
    [
      'windows that fit with padding',
      fileOf('"digits"', [conv(', "padding": 1, "stride": 2'), ...classifier]),
    ],
    [
      'a rest of padding alone',
      fileOf('"digits"', [conv(', "padding": 1, "kernel": 5, "stride": 2'), ...classifier]),
    ],
    [
      'images of unknown size',
      fileOf('{ "source": "idx", "images": "i", "labels": "l" }', [
        conv(', "kernel": 100'),
        maxPool('"size": 7'),
        ...classifier,
      ]),
    ],
    [
      'a table of images',
      fileOf(csv(', "inputShape": [1, 8, 8]'), [conv(), flatten, dense('"units": 1')]),
    ],
  ])('%s: nothing to say', (_, text) => {
    expect(problemsIn(text)).toEqual([]);
    expect(parseNetwork(text).spec).toBeDefined();
  });

  it('is silent about what follows from a layer that is wrong', () => {
    const text = fileOf('"digits"', [conv(', "kernel": 0'), maxPool('"size": 99'), ...classifier]);
    expect(problemsIn(text).map(({ code }) => code)).toEqual(['out-of-range']);
  });

  it.each([
    ['flatten before a dense layer', fileOf('"digits"', [conv(), softmax])],
    ['a smaller kernel', fileOf('"digits"', [conv(', "kernel": [5, 29]'), ...classifier])],
    ['less padding', fileOf('"digits"', [conv(', "padding": 3'), ...classifier])],
    [
      'the shape of square images',
      fileOf(csv(', "features": [0, 1, 2, 3, 4, 5, 6, 7, 8]'), [
        conv(),
        flatten,
        dense('"units": 1'),
      ]),
    ],
  ])('offers %s, which leaves nothing wrong', (_, text) => {
    const problem = parseNetwork(text).problems.find(({ fix }) => fix !== undefined);
    const fixed = problem === undefined ? text : withFixApplied(text, problem);
    expect(fixed).not.toBe(text);
    expect(problemsIn(fixed)).toEqual([]);
  });

  it('writes flatten on a line of its own', () => {
    const text = fileOf('"digits"', [conv(), softmax]);
    const [problem] = parseNetwork(text).problems;
    expect(problem && withFixApplied(text, problem)).toBe(
      fileOf('"digits"', [conv(), flatten, softmax]),
    );
  });
});
