import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type {
  CodeAction,
  CodeLens,
  CompletionList,
  DocumentSymbol,
  FoldingRange,
  Hover,
  InlayHint,
  MarkupContent,
  Position,
  TextEdit,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';

import { limits } from '../../src/network/limits';
import { classifier, convolution, fileOf, maxPool } from '../network/layerFile';
import { changed, rightNetwork } from '../network/networkText';
import { startLanguageClient, uri, type LanguageClient } from './languageClient';

let client: LanguageClient;

beforeEach(async () => {
  client = await startLanguageClient();
});

afterEach(() => {
  expect(client.log).toEqual([]);
  client.dispose();
});

/** The place just after the first `found` in the right network. */
function after(found: string, text = rightNetwork): Position {
  const document = TextDocument.create(uri, '', 0, text);
  return document.positionAt(text.indexOf(found) + found.length);
}

const convolutional = fileOf('"digits"', [
  convolution('"filters": 8, "activation": "relu"'),
  maxPool('"size": 2'),
  ...classifier,
]);

const everything = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };

async function hoverAfter(found: string, text = rightNetwork): Promise<string> {
  await client.open(text);
  const hover = await client.request<Hover>('textDocument/hover', { position: after(found, text) });
  return (hover.contents as MarkupContent).value;
}

async function completionsAfter(found: string, text: string): Promise<string[]> {
  await client.open(text);
  const position = after(found, text);
  const list = await client.request<CompletionList>('textDocument/completion', { position });
  return list.items.map(({ label }) => label);
}

describe('diagnostics', () => {
  it('are none for a right network', async () => {
    await client.open(rightNetwork);
    expect(await client.diagnostics()).toEqual([]);
  });

  it('stand where the problem is, with severity, code and reason', async () => {
    await client.open(changed('"units": 8', '"units": 0'));
    expect(await client.diagnostics()).toEqual([
      {
        range: { start: { line: 5, character: 32 }, end: { line: 5, character: 33 } },
        severity: 1,
        code: 'out-of-range',
        source: 'backstep',
        message: '"units" must be a whole number from 1 to 1,000,000; found 0.',
      },
    ]);
  });

  it('follow what is typed', async () => {
    await client.open(rightNetwork);
    const end = after('"tanh');
    const start = { ...end, character: end.character - 4 };
    await client.change([{ range: { start, end }, text: 'tahn' }]);
    expect(await client.diagnostics()).toMatchObject([{ code: 'unknown-value' }]);
  });

  it('are at most 200', async () => {
    await client.open(`{ ${'"x": 1, '.repeat(1000)} }`);
    expect(await client.diagnostics()).toHaveLength(200);
  });
});

describe('hover', () => {
  it('on a layer shows its shapes and why they fit', async () => {
    expect(await hoverAfter('"type": "de')).toContain(
      [
        'Layer 1: dense 16, relu',
        '',
        '```text',
        'W1 (16, 2)',
        'b1 (16, 1)',
        'Z1 (16, 32) = W1 (16, 2) · A0 (2, 32) + b1 (16, 1)',
        'A1 (16, 32) = relu(Z1)',
        '```',
      ].join('\n'),
    );
  });

  it.each([
    ['"activation": "re', /A = max\\?\(0, Z\\?\)/],
    ['"unit', /Number of units/],
    ['"initializer": "h', /half of them are cut/],
    ['"loss": "binary', /sigmoid on the last layer/],
    ['"learningR', /length of a move against the gradient/],
    ['"source": "mo', /half circles/],
    ['"batchS', /Samples per minibatch/],
  ])('after %s explains the word', async (found, explanation) => {
    expect((await hoverAfter(found)).replaceAll('\\', '')).toMatch(explanation);
  });

  it.each([
    [
      '"type": "conv',
      [
        'C1 (9, 26·26·32) = im2col of A0 (1, 28, 28, 32), 3×3 windows',
        '80 parameters. Images are (channels, height, width, samples).',
      ],
    ],
    ['"type": "max', ['A2 (8, 13, 13, 32) = max of each 2×2', 'No parameters. Images are (']],
    ['"type": "flat', ['A3 (1352, 32) = A2 (8, 13, 13, 32) as columns of 8·13·13']],
  ])('after %s shows images and windows', async (found, parts) => {
    for (const part of parts) expect(await hoverAfter(found, convolutional)).toContain(part);
  });

  it('on an option names its default in every dialect', async () => {
    const text = changed('"tanh"', '"tanh", "dropout": { "keep": 0.5, "form": "book" }');
    expect((await hoverAfter('"fo', text)).replaceAll('\\', '')).toContain(
      'Default: "inverted" (course, pytorch), "book" (book).',
    );
  });

  it('works while another part is wrong', async () => {
    expect(await hoverAfter('"units": 1', changed('"epochs": 200', '"epochs": '))).toContain(
      'W1 (16, 2)',
    );
  });

  it('repeats nothing that the file says, so nothing in it can become Markdown', async () => {
    const name = '](command:evil) <img src=x onerror=alert(1)> `';
    const text = changed('"relu"', `"${name}"`);
    await client.open(text);
    const position = after('"units": 16, "activation": "', text);
    const hover = await client.request<Hover | null>('textDocument/hover', { position });
    expect(JSON.stringify(hover)).not.toMatch(/evil|onerror/);
  });
});

describe('completion', () => {
  it.each([
    [
      '"activation": ',
      changed('"activation": "relu"', '"activation": '),
      ['"relu"', '"tanh"', '"softmax"'],
    ],
    ['"units": 8, ', changed(', "activation": "tanh"', ', '), ['activation', 'initializer']],
    [
      '"optimizer": { "type": ',
      changed('"type": "adam"', '"type": '),
      ['"adam"', '"momentum"', '"gradientDescent"'],
    ],
    [
      '"type": "adam", ',
      changed('"learningRate": 0.01', ''),
      ['learningRate', 'beta1', 'beta2', 'epsilon'],
    ],
    ['"source": ', changed('"source": "moons"', '"source": '), ['"moons"', '"idx"', '"csv"']],
    [
      '"layers": [',
      changed('{ "type": "dense", "units": 16, "activation": "relu", "initializer": "he" },', ''),
      ['{ "type": "conv2d" }', '{ "type": "maxPool2d" }', '{ "type": "flatten" }'],
    ],
    [
      '"units": 8, ',
      changed(', "activation": "tanh"', ', '),
      ['batchNorm', 'dropout', 'initializer'],
    ],
    [
      '"dropout": ',
      changed('"activation": "tanh"', '"dropout": '),
      ['{ "keep": 0.8 }', '{ "ratio": 0.2 }'],
    ],
    ['"batchNorm": ', changed('"activation": "tanh"', '"batchNorm": '), ['true', 'false']],
    [
      '"schedule": ',
      changed('"learningRate": 0.01', '"schedule": '),
      ['"cosine"', '"inverseTime"', '{ "type": "step" }'],
    ],
    ['"form": ', changed('"learningRate": 0.01', '"form": '), ['"course"', '"book"']],
    ['"dialect": ', changed('"loss"', '"dialect": , "loss"'), ['"course"', '"book"', '"pytorch"']],
    ['"seed": 42', changed('"seed": 42', '"seed": 42, "'), []],
  ])('after %s offers what fits there', async (found, text, labels) => {
    expect(await completionsAfter(found, text)).toEqual(expect.arrayContaining(labels));
  });

  it.each([
    ['New network', '', ''],
    ['{ "type": "dense" }', '{ "data": { "source": "npz", "path": "a" }, "layers": [', '] }'],
    [
      '{ "type": "conv2d" }',
      '{ "data": "digits", "layers": [',
      `, ${maxPool('"size": 2')}, ${classifier.join()}] }`,
    ],
    [
      '{ "type": "step" }',
      '{ "data": "housing", "layers": [{ "type": "dense", "units": 1 }], "optimizer": { "type": "adam", "schedule": ',
      ' } }',
    ],
    [
      '{ "lambda": 0.1 }',
      '{ "data": "housing", "layers": [{ "type": "dense", "units": 1 }], "weightDecay": ',
      ' }',
    ],
    ['{ "source": "npz" }', '{ "data": ', ', "layers": [{ "type": "dense", "units": 1 }] }'],
  ])('offers %s, which is right as it is', async (label, before, behind) => {
    await client.open(before + behind);
    const position = { line: 0, character: before.length };
    const list = await client.request<CompletionList>('textDocument/completion', { position });
    const inserted = list.items.find((item) => item.label === label)?.textEdit?.newText ?? '';
    await client.open(before + inserted.replaceAll('\\}', '}') + behind);
    expect(inserted).not.toBe('');
    expect(await client.diagnostics()).toEqual([]);
  });

  it('offers only the options of the case that is meant', async () => {
    const labels = await completionsAfter('"type": "adam", ', changed('"learningRate": 0.01', ''));
    expect(labels).not.toContain('beta');
    expect(labels).not.toContain('type');
  });
});

describe('quick fixes', () => {
  it('change the text as they say', async () => {
    const text = changed('"units": 8', '"unit": 8');
    await client.open(text);
    const [diagnostic] = await client.diagnostics();
    const actions = await client.request<CodeAction[]>('textDocument/codeAction', {
      range: diagnostic?.range,
      context: { diagnostics: [diagnostic] },
    });
    expect(actions).toMatchObject([
      {
        title: 'Change to "units"',
        kind: 'quickfix',
        isPreferred: true,
        diagnostics: [diagnostic],
      },
    ]);
    const edits = actions[0]?.edit?.changes?.[uri] ?? [];
    const document = TextDocument.create(uri, '', 0, text);
    expect(TextDocument.applyEdits(document, edits)).toBe(rightNetwork);
  });

  it('are offered only where the problem is', async () => {
    await client.open(changed('"units": 8', '"unit": 8'));
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    const context = { diagnostics: [] };
    expect(await client.request('textDocument/codeAction', { range, context })).toEqual([]);
  });
});

describe('what is shown beside the text', () => {
  it('inlay hints give output shape and parameters at the end of each layer', async () => {
    await client.open(rightNetwork);
    const hints = await client.request<InlayHint[]>('textDocument/inlayHint', {
      range: everything,
    });
    expect(hints.map(({ label, position }) => [label, position.line])).toEqual([
      ['A1 (16, 32), 48 parameters', 4],
      ['A2 (8, 32), 136 parameters', 5],
      ['A3 (1, 32), 9 parameters', 6],
    ]);
  });

  it('inlay hints of layers that learn nothing have no parameters', async () => {
    await client.open(convolutional);
    const hints = await client.request<InlayHint[]>('textDocument/inlayHint', {
      range: everything,
    });
    expect(hints.map(({ label }) => label)).toEqual([
      'A1 (8, 26, 26, 32), 80 parameters',
      'A2 (8, 13, 13, 32)',
      'A3 (1352, 32)',
      'A4 (10, 32), 13,530 parameters',
    ]);
  });

  it('inlay hints are given for the visible lines only', async () => {
    await client.open(rightNetwork);
    const range = { start: { line: 5, character: 0 }, end: { line: 5, character: 80 } };
    expect(await client.request('textDocument/inlayHint', { range })).toHaveLength(1);
  });

  it('a lens starts the debugger with the address as text', async () => {
    await client.open(rightNetwork);
    const [lens] = await client.request<CodeLens[]>('textDocument/codeLens');
    expect(lens?.range.start).toEqual({ line: 0, character: 0 });
    expect(lens?.command).toEqual({
      title: '$(debug-alt) Debug training',
      command: 'backstep.debug',
      arguments: [uri],
    });
  });

  it('the outline lists the parts in the order of the file', async () => {
    await client.open(rightNetwork);
    const symbols = await client.request<DocumentSymbol[]>('textDocument/documentSymbol');
    expect(symbols.map(({ name, detail }) => `${name}: ${detail}`)).toEqual([
      'data: moons',
      'layer 1: dense 16, relu',
      'layer 2: dense 8, tanh',
      'layer 3: dense 1, sigmoid',
      'loss: binaryCrossEntropy',
      'optimizer: adam',
      'training: 200 epochs',
    ]);
  });

  it('the file can be folded and formatted', async () => {
    await client.open(rightNetwork.replaceAll(' ', ''));
    const folds = await client.request<FoldingRange[]>('textDocument/foldingRange');
    expect(folds.map(({ startLine }) => startLine).sort()).toEqual([0, 3]);
    const options = { tabSize: 2, insertSpaces: true };
    const edits = await client.request<TextEdit[]>('textDocument/formatting', { options });
    const document = TextDocument.create(uri, '', 0, rightNetwork.replaceAll(' ', ''));
    expect(TextDocument.applyEdits(document, edits)).toContain('\n  "name": "Twomoons",\n');
  });
});

describe('a document that asks for trouble', () => {
  const requests = [
    'hover',
    'completion',
    'inlayHint',
    'documentSymbol',
    'foldingRange',
    'codeLens',
    'formatting',
    'codeAction',
  ];
  const params = {
    position: { line: 0, character: 1 },
    range: everything,
    options: { tabSize: 2, insertSpaces: true },
    context: { diagnostics: [] },
  };

  it.each([
    ['an empty one', '', 'empty'],
    ['one of a million levels', '{"layers":'.repeat(100_000), 'too-deep'],
    ['one of more than 4 MB', `"${'x'.repeat(limits.bytes)}"`, 'too-large'],
  ])('such as %s gets one diagnostic and an answer to every request', async (_, text, code) => {
    await client.open(text);
    expect(await client.diagnostics()).toMatchObject([{ code }]);
    for (const request of requests) await client.request(`textDocument/${request}`, params);
  });

  it('that is not open is answered with nothing', async () => {
    expect(await client.diagnostics()).toEqual([]);
    for (const request of requests) await client.request(`textDocument/${request}`, params);
  });
});

it('a handler that fails is logged and answered with nothing, and the server lives on', async () => {
  const broken = await startLanguageClient();
  await broken.open(rightNetwork);
  const logged = new Promise((resolve) =>
    broken.connection.onNotification('window/logMessage', resolve),
  );
  expect(await broken.request('textDocument/hover', { position: null })).toBeNull();
  expect(await logged).toMatchObject({ type: 1 });
  expect(await broken.diagnostics()).toEqual([]);
  broken.dispose();
});
