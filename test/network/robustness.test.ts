import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { limits } from '../../src/network/limits';
import { parseNetwork } from '../../src/network/parse';
import type { TextRange } from '../../src/network/problem';
import { describeShapes } from '../../src/network/shapes';
import { convolution, dense, fileOf, flatten, maxPool } from './layerFile';
import { rightNetwork } from './networkText';

/** With every kind of layer, and most options there are. */
const richNetwork = fileOf(
  '{ "source": "digits", "samples": 1000, "split": { "train": 0.5, "validation": 0.25 } }',
  [
    convolution('"filters": 4, "kernel": 5, "padding": [2, 2], "batchNorm": { "keep": 0.5 }'),
    maxPool('"size": [2, 2], "stride": 2, "ties": "first"'),
    convolution('"filters": 2, "stride": 1, "activation": "silu", "dropout": { "keep": 0.9 }'),
    '{ "type": "averagePool2d", "size": 2 }',
    flatten,
    dense('"units": 8, "activation": "relu", "batchNorm": true, "dropout": { "ratio": 0.5 }'),
    dense('"units": 10, "activation": "softmax", "initializer": { "type": "uniform" }'),
  ],
  `,
  "dialect": "book",
  "fused": false,
  "weightDecay": { "lambda": 0.01, "form": "course" },
  "optimizer": { "type": "momentum", "schedule": { "type": "step", "every": 2 }, "clip": { "norm": 1 } },
  "training": { "earlyStopping": { "patience": 3 }, "evaluateEvery": 10 }`,
);

describe('any text', () => {
  const scraps = [
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '"data"',
    '"layers"',
    '"units"',
    'null',
    '1e999',
    '-0',
    '\\',
    '//',
    '/*',
    '\n',
    '\r',
    '\0',
    '\uFEFF',
    '\uD83D',
    '"__proto__":',
    '"type":',
    '"dense"',
    '"conv2d"',
    '"flatten"',
    '"dropout":',
    '"kernel": [1, 1],',
    '"csv"',
    '"source":',
    '"targets":',
    '"split":',
    '{"train":1}',
  ];
  const edit = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    removed: fc.nat(40),
    inserted: fc.oneof(fc.constantFrom(...scraps), fc.string({ unit: 'binary', maxLength: 8 })),
  });
  const mutated = fc
    .tuple(
      fc.constantFrom(rightNetwork, richNetwork),
      fc.array(edit, { minLength: 1, maxLength: 6 }),
    )
    .map(([right, edits]) =>
      edits.reduce((text, { at, removed, inserted }) => {
        const start = Math.floor(at * text.length);
        return text.slice(0, start) + inserted + text.slice(start + removed);
      }, right),
    );

  it('begins with networks that are right', () => {
    expect(parseNetwork(rightNetwork).problems).toEqual([]);
    expect(parseNetwork(richNetwork).problems).toEqual([]);
  });

  it('is read without an exception, into a spec or into errors within the text', () => {
    fc.assert(
      fc.property(mutated, (text) => {
        const { spec, problems, draft, locations } = parseNetwork(text);
        const hasErrors = problems.some(({ severity }) => severity === 'error');
        const fixes = problems.flatMap(({ fix }) => (fix === undefined ? [] : [fix]));
        const parts = [...locations.layers, locations.data, locations.loss, locations.training];
        return (
          hasErrors === (spec === undefined) &&
          [...problems, ...fixes, ...parts].every(({ range }) => isWithin(range, text)) &&
          describeShapes(draft).length === draft.layers.length
        );
      }),
      { numRuns: 10_000 },
    );
  }, 60_000);

  it('that is any JSON value is read without an exception', () => {
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(null, true, -1, 1e308, '', 'adam', 'moons', 'dense', '__proto__'),
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(key, tie('tree'), { maxKeys: 5 }),
      ),
    }));
    fc.assert(
      fc.property(tree, (value) => 0 < parseNetwork(JSON.stringify(value)).problems.length),
      { numRuns: 1000 },
    );
  }, 60_000);

  const key = fc.constantFrom(
    'data',
    'layers',
    'loss',
    'optimizer',
    'training',
    'type',
    'units',
    'source',
    '__proto__',
    'split',
  );

  function isWithin({ start, end }: TextRange, text: string): boolean {
    return 0 <= start && start <= end && end <= text.length;
  }
});

describe('a text that is too much', () => {
  it.each([
    ['a million brackets (case 68)', '['.repeat(1_000_000), 'too-deep'],
    ['a million objects', '{"a":'.repeat(500_000), 'too-deep'],
    ['levels that stray brackets pretend to close', '[},'.repeat(300_000), 'too-deep'],
    ['65 levels', `${'['.repeat(65)}${']'.repeat(65)}`, 'too-deep'],
    ['a million values', `[${'1,'.repeat(1_000_000)}1]`, 'too-many-values'],
    ['a million zeros', `[${'0'.repeat(1_100_000)}]`, 'too-many-values'],
    ['more than 4 MB (case 78)', 'x'.repeat(limits.bytes + 1), 'too-large'],
    ['100 MB (case 78)', 'x'.repeat(100_000_000), 'too-large'],
    ['more than 4 MB in UTF-8 only', `"${'é'.repeat(limits.bytes / 2)}"`, 'too-large'],
    ['4 MB of spaces (case 67)', ' '.repeat(limits.bytes), 'empty'],
    ['4 MB of line breaks', '\r\n'.repeat(limits.bytes / 2), 'empty'],
  ])('%s is refused in a moment', (_, text, code) => {
    const start = performance.now();
    expect(parseNetwork(text).problems.map((problem) => problem.code)).toEqual([code]);
    // The promise is 100 ms; the rest is for a machine that does other things as well.
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('reads 64 levels', () => {
    const deep = `${'['.repeat(64)}${']'.repeat(64)}`;
    expect(parseNetwork(deep).problems.map(({ code }) => code)).toEqual(['wrong-type']);
  });

  it.each([
    ['equal keys (case 69)', `{${'"data":1,'.repeat(200_000)}}`],
    [
      'unknown keys',
      `{${Array.from({ length: 200_000 }, (_, index) => `"learningr${index}":1`).join()}}`,
    ],
    ['misspelled words', `{"layers":[${'{"type":"dens"},'.repeat(10_000)}]}`],
    [
      'windows that do not fit',
      `{"data":"digits","layers":[${'{"type":"maxPool2d","size":[1,9]},'.repeat(10_000)}]}`,
    ],
    ['missing commas', `{"layers":[${'1\n'.repeat(900_000)}]}`],
  ])('%s by the thousand take a moment and not a minute', (_, text) => {
    const start = performance.now();
    expect(parseNetwork(text).problems.length).toBeGreaterThan(0);
    expect(performance.now() - start).toBeLessThan(8000);
  });

  it('names at most 200 problems, and still has no spec when errors come after them', () => {
    const layers = Array.from({ length: 300 }, () => '{"type":"dense","units":2}').join(',');
    const text = `{"data":"moons","layers":[${layers},{"type":"dense","units":0}]}`;
    const { problems, spec } = parseNetwork(text);
    expect(problems).toHaveLength(limits.problems);
    expect(spec).toBeUndefined();
  });

  it.each([
    [10_000, true],
    [10_001, false],
  ])('case 71: %i layers: allowed is %s', (count, isAllowed) => {
    const layers = Array.from(
      { length: count },
      () => '{"type":"dense","units":1,"activation":"sigmoid"}',
    );
    const { spec } = parseNetwork(`{"data":"moons","layers":[${layers.join(',')}]}`);
    expect(spec !== undefined).toBe(isAllowed);
  });
});
