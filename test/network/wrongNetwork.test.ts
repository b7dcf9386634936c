import { describe, expect, it } from 'vitest';

import { parseNetwork } from '../../src/network/parse';
import { changed, problemsIn, rightNetwork } from './networkText';

describe('a wrong network', () => {
  const rows: [string, string, { code: string; underlined: string; says: RegExp }][] = [
    // Syntax.
    [
      'no text (case 67)',
      '',
      { code: 'empty', underlined: '', says: /is empty.*"data" and "layers"/ },
    ],
    [
      'a byte order mark alone (case 67)',
      '\uFEFF',
      { code: 'empty', underlined: '', says: /is empty/ },
    ],
    ['comments alone', '// nothing', { code: 'empty', underlined: '', says: /is empty/ }],
    [
      'UTF-16 read as UTF-8 (case 67)',
      '{\0"\0a\0',
      { code: 'not-text', underlined: '\0', says: /UTF-8/ },
    ],
    [
      'a missing comma',
      changed('42 }', '42 "shuffle": true }'),
      { code: 'syntax', underlined: '"shuffle"', says: /comma is missing/ },
    ],
    [
      'a missing colon',
      changed('"seed": 42', '"seed" 42'),
      { code: 'syntax', underlined: '42', says: /colon is missing/ },
    ],
    [
      'a missing value',
      changed('"seed": 42', '"seed": '),
      { code: 'syntax', underlined: '}', says: /value is missing/ },
    ],
    [
      'a missing brace',
      rightNetwork.trimEnd().slice(0, -1),
      { code: 'syntax', underlined: '', says: /missing \}/ },
    ],
    ['a missing bracket', '{"layers": [', { code: 'syntax', underlined: '', says: /missing \]/ }],
    [
      'text after the end',
      `${rightNetwork}{}`,
      { code: 'syntax', underlined: '{', says: /ends before this/ },
    ],
    [
      'a text that is not closed',
      changed('"relu"', '"relu'),
      { code: 'syntax', underlined: '" },', says: /a " is missing here, or further left/ },
    ],
    [
      'a comment that is not closed (case 73)',
      `${rightNetwork}/* end`,
      { code: 'syntax', underlined: '/* end', says: /\*\// },
    ],
    [
      'single quotes',
      changed('"relu"', "'relu'"),
      { code: 'syntax', underlined: "'relu'", says: /as "relu"/ },
    ],
    [
      'a key without quotes',
      changed('"loss"', 'loss'),
      { code: 'syntax', underlined: 'loss', says: /as "loss"/ },
    ],
    [
      'Python',
      changed('42 }', '42, "shuffle": True }'),
      { code: 'syntax', underlined: 'True', says: /as true/ },
    ],
    [
      'a number that is not one',
      changed('0.01', 'NaN'),
      { code: 'syntax', underlined: 'NaN', says: /means nothing here/ },
    ],
    [
      'a number without digits',
      changed('0.01', '.01'),
      { code: 'syntax', underlined: '.01', says: /as 0.01/ },
    ],
    [
      'a backslash',
      changed('"Two moons"', '"C:\\moons"'),
      { code: 'syntax', underlined: '"C:\\moons"', says: /write \/ instead/ },
    ],
    // Form.
    [
      'a list',
      '[]',
      { code: 'wrong-type', underlined: '[]', says: /must be an object in braces; found a list/ },
    ],
    [
      'no layers key (case 49)',
      '{"data": "xor"}',
      { code: 'missing-key', underlined: '{', says: /^A network file needs "layers"/ },
    ],
    [
      'no layers (case 49)',
      changed(rightNetwork.slice(rightNetwork.indexOf('['), rightNetwork.indexOf(']') + 1), '[]'),
      { code: 'out-of-range', underlined: '[]', says: /no layers.*at least one/ },
    ],
    [
      'an unknown key',
      changed('"seed"', '"sead"'),
      {
        code: 'unknown-key',
        underlined: '"sead"',
        says: /Unknown key "sead" in a training\. Did you mean "seed"/,
      },
    ],
    [
      'a key of another program',
      changed('"learningRate"', '"lr"'),
      { code: 'unknown-key', underlined: '"lr"', says: /mean "learningRate"/ },
    ],
    [
      'a key like no other',
      changed('"seed"', '"zzz"'),
      {
        code: 'unknown-key',
        underlined: '"zzz"',
        says: /It may have "batchSize", "epochs", "seed"/,
      },
    ],
    [
      'a key twice (case 69)',
      changed('"loss"', '"name": "x", "loss"'),
      { code: 'duplicate-key', underlined: '"name"', says: /second time; the first is on line 2/ },
    ],
    [
      '__proto__',
      changed('"loss"', '"__proto__": { "polluted": 1 }, "loss"'),
      { code: 'forbidden-key', underlined: '"__proto__"', says: /not allowed/ },
    ],
    [
      'constructor',
      changed('"units": 8', '"units": 8, "constructor": 1'),
      { code: 'forbidden-key', underlined: '"constructor"', says: /not allowed/ },
    ],
    [
      'prototype',
      changed('"seed": 42', '"seed": 42, "prototype": 1'),
      { code: 'forbidden-key', underlined: '"prototype"', says: /not allowed/ },
    ],
    [
      'no units',
      changed('"units": 8, ', ''),
      {
        code: 'missing-key',
        underlined: '{ "type": "dense", "activation": "tanh" }',
        says: /A dense layer needs "units": number of units/,
      },
    ],
    [
      'no layer type',
      changed('"type": "dense", ', ''),
      {
        code: 'missing-key',
        underlined: '{ "units": 16, "activation": "relu", "initializer": "he" }',
        says: /A layer needs "type"/,
      },
    ],
    [
      'an unknown layer',
      changed('"dense"', '"convolution"'),
      {
        code: 'unknown-value',
        underlined: '"convolution"',
        says: /"convolution" is not a layer.*Did you mean "conv2d"/,
      },
    ],
    [
      'an unknown activation',
      changed('"tanh"', '"tahn"'),
      { code: 'unknown-value', underlined: '"tahn"', says: /is not an activation.*mean "tanh"/ },
    ],
    [
      'an unknown optimizer',
      changed('"adam"', '"SGD"'),
      {
        code: 'unknown-value',
        underlined: '"SGD"',
        says: /is not an optimizer.*mean "gradientDescent"/,
      },
    ],
    [
      'an unknown dialect',
      changed('"loss"', '"dialect": "keras", "loss"'),
      {
        code: 'unknown-value',
        underlined: '"keras"',
        says: /is not a dialect.*Use "course", "book" or "pytorch"/,
      },
    ],
    [
      'a layer that is a word',
      changed('{ "type": "dense", "units": 8, "activation": "tanh" }', '"dense"'),
      {
        code: 'wrong-type',
        underlined: '"dense"',
        says: /A layer must be an object in braces with a "type"; found the text "dense"/,
      },
    ],
    [
      'null',
      changed('"units": 8', '"units": null'),
      { code: 'wrong-type', underlined: 'null', says: /whole number.*found null/ },
    ],
    [
      'a number in quotes (case 71)',
      changed('"units": 8', '"units": "3"'),
      {
        code: 'wrong-type',
        underlined: '"3"',
        says: /"units" must be a whole number from 1 to 1,000,000; found the text "3"/,
      },
    ],
    [
      'a flag in quotes',
      changed('42 }', '42, "shuffle": "yes" }'),
      { code: 'wrong-type', underlined: '"yes"', says: /"shuffle" must be true or false/ },
    ],
    [
      'a short form that is too short',
      changed('"initializer": "he"', '"initializer": "file"'),
      { code: 'missing-key', underlined: '"file"', says: /A file initializer needs "path"/ },
    ],
    // Numbers.
    [
      'no unit (case 49)',
      changed('"units": 8', '"units": 0'),
      { code: 'out-of-range', underlined: '0', says: /from 1 to 1,000,000; found 0/ },
    ],
    [
      '10⁹ units (case 71)',
      changed('"units": 8', '"units": 1000000000'),
      { code: 'out-of-range', underlined: '1000000000', says: /found 1000000000/ },
    ],
    [
      'half a unit (case 71)',
      changed('"units": 8', '"units": 1.5'),
      { code: 'out-of-range', underlined: '1.5', says: /whole number/ },
    ],
    [
      'minus one (case 71)',
      changed('"epochs": 200', '"epochs": -1'),
      { code: 'out-of-range', underlined: '-1', says: /found -1/ },
    ],
    [
      'more than a double holds (case 71)',
      changed('0.01', '1e400'),
      {
        code: 'out-of-range',
        underlined: '1e400',
        says: /greater than 0 and at most 1,000; found 1e400/,
      },
    ],
    [
      'case 71: more than a whole double',
      changed('"seed": 42', '"seed": 9007199254740993'),
      { code: 'out-of-range', underlined: '9007199254740993', says: /4,294,967,295/ },
    ],
    [
      'a batch of 2³¹ (case 71)',
      changed('"batchSize": 32', '"batchSize": 2147483648'),
      { code: 'out-of-range', underlined: '2147483648', says: /1,000,000/ },
    ],
    [
      'a learning rate of 0',
      changed('0.01', '0'),
      { code: 'out-of-range', underlined: '0', says: /greater than 0/ },
    ],
    [
      'a decay of 1',
      changed('"learningRate"', '"beta1": 1, "learningRate"'),
      { code: 'out-of-range', underlined: '1', says: /less than 1/ },
    ],
    // Paths.
    [
      'an address',
      changed(
        '"initializer": "he"',
        '"initializer": { "type": "file", "path": "https://example.com/w.npz" }',
      ),
      { code: 'bad-path', underlined: '"https://example.com/w.npz"', says: /files only/ },
    ],
    [
      'a share',
      changed('"initializer": "he"', '"initializer": { "type": "file", "path": "//host/w.npz" }'),
      { code: 'bad-path', underlined: '"//host/w.npz"', says: /another machine/ },
    ],
    [
      'an empty path',
      changed('"initializer": "he"', '"initializer": { "type": "file", "path": "" }'),
      { code: 'bad-path', underlined: '""', says: /empty/ },
    ],
    [
      'an endless name',
      changed('"Two moons"', `"${'x'.repeat(2000)}"`),
      { code: 'out-of-range', underlined: `"${'x'.repeat(2000)}"`, says: /2,000 characters/ },
    ],
  ];

  it.each(rows)('with %s says so where it is', (_, text, { code, underlined, says }) => {
    const found = problemsIn(text);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ code, severity: 'error', underlined });
    expect(found[0]?.message).toMatch(says);
    expect(parseNetwork(text).spec).toBeUndefined();
  });

  it('case 70: never lets a key reach the prototype of objects', () => {
    parseNetwork(
      '{"__proto__": {"polluted": 1}, "data": {"__proto__": {"polluted": 1}, "source": "xor"}}',
    );
    expect('polluted' in {}).toBe(false);
  });

  it('shows what cannot be seen, and little of what is long', () => {
    const [found] = problemsIn(changed('"seed"', `"\u202Eabc${'d'.repeat(100)}"`));
    expect(found?.message).toMatch(/^Unknown key "\\u202eabcd{36}…"/);
  });

  it('case 67: warns where the text was read in the wrong encoding', () => {
    const text = changed('Two moons', 'Zwei \uFFFDpfel');
    expect(problemsIn(text)).toMatchObject([
      { code: 'not-utf-8', severity: 'warning', underlined: '\uFFFD' },
    ]);
    expect(parseNetwork(text).spec).toBeDefined();
  });

  it('case 76: counts UTF-16 units before a problem', () => {
    const text = changed(
      '"name": "Two moons",',
      '"name": "𝒳\t👩‍🔬", "unit": 1,'.replace('\t', '\\t'),
    );
    expect(problemsIn(text)).toMatchObject([{ code: 'unknown-key', underlined: '"unit"' }]);
  });
});

/** Layers are a list in which each reads the one before, so there is no cycle that a file could say. */
describe('case 72: a reference from one layer to another', () => {
  it.each([
    ['to a layer that there is not', '"inputs": ["absent"]'],
    ['to itself', '"input": 2'],
    ['to a later one', '"from": 3'],
    ['of two layers to each other', '"after": "third", "before": "first"'],
  ])('%s is refused where it stands', (_, reference) => {
    const text = changed('"activation": "tanh"', `"activation": "tanh", ${reference}`);
    const { spec, problems } = parseNetwork(text);
    expect(spec).toBeUndefined();
    expect(problems.length).toBe(reference.split(',').length);
    for (const { code, range, message } of problems) {
      expect(code).toBe('unknown-key');
      expect(reference).toContain(text.slice(range.start, range.end));
      expect(message).toMatch(/^Unknown key ".*" in a dense layer\./);
    }
  });
});
