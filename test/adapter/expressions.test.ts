/** Expressions over the protocol, with the real trainer: watch, hover, console, clipboard, memory, files. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { describe, expect, it } from 'vitest';

import { findPython, type Python } from '../core/reference/pythonReference';
import type { DapClient } from '../support/dapClient';
import { temporaryFolder } from '../support/temporaryFolder';
import { launched, newClient, stoppedAtEnd, stoppedAtEntry } from './lessonSession';

const python = findPython();
const noPython = 'There is no Python with NumPy to compare with.';

describe('a watch', () => {
  it.each([
    ['shape(W1)', '(1, 2) float64 [2 … 3]'],
    ['A1.T @ A1', '(4, 4) float64'],
    ['W1[0, :]', '(1, 2) float64'],
    ['iteration + 0.5', '0.5'],
    ['norm(W1) > 0 and not any(isNaN(W1))', 'true'],
    ['2 ** 10', '1024'],
    ['0 / 0', 'NaN'],
  ])('%s is %s', async (expression, result) => {
    const client = await stoppedAtEnd();
    const body = await client.request('evaluate', { expression, context: 'watch' });
    expect(body.result).toMatch(new RegExp(`^${result.replace(/[()[\]]/g, '\\$&')}`));
  });

  it('of a matrix opens into rows and elements that can be watched themselves', async () => {
    const client = await stoppedAtEnd();
    const matrix = await client.request('evaluate', { expression: 'W1 * 2', context: 'watch' });
    const opened = await children(client, matrix.variablesReference);
    const rows = opened.filter(({ name }) => name.startsWith('['));
    expect(rows.map(({ evaluateName }) => evaluateName)).toEqual(
      [0, 1, 2].map((row) => `(W1 * 2)[${row}, :]`),
    );
    const elements = await children(client, rows[2]!.variablesReference);
    for (const { evaluateName = '', value } of elements) {
      const again = await client.request('evaluate', { expression: evaluateName });
      expect(again.result).toBe(value);
    }
    expect(elements[1]?.evaluateName).toBe('(W1 * 2)[2, 1]');
  });

  it('of a tensor that comes later says so', async () => {
    const client = await stoppedAtEntry();
    const body = await client.request('evaluate', { expression: 'dW1', context: 'watch' });
    expect(body).toMatchObject({
      result: 'dW1 is not computed yet in this iteration',
      variablesReference: 0,
    });
  });
});

it('gives every variable an expression that evaluates to it', async () => {
  const client = await stoppedAtEnd();
  const { stackFrames } = await client.request('stackTrace', { threadId: 1 });
  const { scopes } = await client.request('scopes', { frameId: stackFrames[0]!.id });
  let watched = 0;
  for (const scope of scopes) {
    for (const variable of await children(client, scope.variablesReference)) {
      const inner =
        variable.variablesReference === 0
          ? []
          : await children(client, variable.variablesReference);
      for (const { name, evaluateName, value } of [variable, ...inner]) {
        if (evaluateName === undefined) continue;
        const { result } = await client.request('evaluate', { expression: evaluateName });
        const isSummed = ['mean', 'norm'].includes(name);
        if (isSummed) expect(Number(result)).toBeCloseTo(Number(value), 12);
        else if (!name.startsWith('[') || !value.startsWith('[')) expect(result).toBe(value);
        watched++;
      }
    }
  }
  expect(watched).toBeGreaterThan(100);
});

describe('under the pointer', () => {
  it('a tensor shows its shape and its statistics', async () => {
    const client = await stoppedAtEnd();
    const body = await client.request('evaluate', { expression: 'W1', context: 'hover' });
    expect(body.result).toMatch(/^float64 \(3, 2\), min \S+, max \S+, mean \S+, norm \S+$/);
    expect(body.variablesReference).toBeGreaterThan(0);
  });
});

describe('the console', () => {
  it('says at which column an expression is wrong', async () => {
    const client = await stoppedAtEnd();
    await expect(
      client.request('evaluate', { expression: 'W1 + dw1', context: 'repl' }),
    ).rejects.toThrow('Column 6: There is nothing named "dw1". Did you mean "dW1"?');
  });

  it.each([
    ['norm(dw', 8, ['dW1', 'dW2'], 6, 2],
    ['nor', 4, ['norm'], 1, 3],
    ['1 + learn', 10, ['learningRate'], 5, 5],
  ])('completes %j', async (text, column, labels, start, length) => {
    const client = await stoppedAtEnd();
    const { targets } = await client.request('completions', { text, column });
    expect(targets.map(({ label }) => label)).toEqual(labels);
    expect(targets[0]).toMatchObject({ start, length });
  });

  it('shows in red what is not finite, to a client that colors text', async () => {
    const client = newClient();
    await launched(client, { supportsANSIStyling: true });
    const ask = async (expression: string, context: string) =>
      (await client.request('evaluate', { expression, context })).result;
    expect(await ask('0 / 0', 'repl')).toBe('\u001b[31mNaN\u001b[39m');
    expect(await ask('-1 / 0', 'repl')).toBe('\u001b[31m-Inf\u001b[39m');
    expect(await ask('W1 / 0', 'repl')).toContain('\u001b[31m6 not finite\u001b[39m');
    expect(await ask('0 / 0', 'watch')).toBe('\u001b[31mNaN\u001b[39m');
    expect(await ask('W1 / 0', 'hover')).toContain('\u001b[31m6 not finite\u001b[39m');
    expect(await ask('J', 'repl')).not.toContain('\u001b');
    // What is copied is read by other programs.
    expect(await ask('0 / 0', 'clipboard')).toBe('np.nan');
  });

  it('shows so in the variables, too, and takes such a text back as a number', async () => {
    const client = newClient();
    await launched(client, { supportsANSIStyling: true });
    const red = '\u001b[31mNaN\u001b[39m';
    const change = (expression: string, value: string) =>
      client.request('setExpression', { expression, value });
    expect((await change('W1[0, 0]', 'NaN')).value).toBe(red);
    const { variablesReference } = await client.request('evaluate', { expression: 'W1' });
    const rows = await children(client, variablesReference);
    const first = rows.find(({ name }) => name === '[0]')!;
    expect(first.value).toMatch(/^\[\u001b\[31mNaN\u001b\[39m, /);
    const [element] = await children(client, first.variablesReference);
    expect(element?.value).toBe(red);
    // Editors hand the text back as it was shown, with what the user has changed in it.
    expect((await change('W1[0, 1]', element!.value)).value).toBe(red);
  });

  it('completes in the columns that the client counts from zero', async () => {
    const client = newClient();
    await launched(client, { columnsStartAt1: false });
    const { targets } = await client.request('completions', { text: '1 + nor', column: 7 });
    expect(targets).toEqual([
      { label: 'norm', text: 'norm(', type: 'function', start: 4, length: 3 },
    ]);
  });

  it('offers all names and functions where nothing is begun', async () => {
    const client = await stoppedAtEnd();
    const { targets } = await client.request('completions', { text: '', column: 1 });
    const labels = targets.map(({ label }) => label);
    expect(labels).toEqual(expect.arrayContaining(['X', 'J', 'iteration', 'argmax', 'isFinite']));
  });
});

describe('copied for NumPy', () => {
  it('every value gives the same bits back', async ({ skip }) => {
    if (python === undefined) return skip(noPython);
    const client = await stoppedAtEnd();
    const expressions = ['W1', 'b1', 'X', 'A1 / 3', 'J', 'W1[0, 0]', '1e300 * 1e300 - W1', '-0.0'];
    const texts = [];
    for (const expression of expressions) {
      texts.push((await client.request('evaluate', { expression, context: 'clipboard' })).result);
    }
    expect(texts[0]).toMatch(/^np\.array\(\[\[.+\], \[.+\], \[.+\]\]\)$/);
    const bytes = pythonBytes(python, texts);
    const tensors = await Promise.all(['W1', 'b1', 'X'].map((name) => memoryOf(client, name)));
    expect(bytes.slice(0, 3)).toEqual(tensors.map((each) => each.toString('hex')));
    expect(bytes.at(-1)).toBe('0000000000000080');
  });

  it('a float32 tensor keeps its type, a convolution its four dimensions', async ({ skip }) => {
    if (python === undefined) return skip(noPython);
    const client = newClient();
    await launched(client, {}, convolution);
    const { result } = await client.request('evaluate', { expression: 'W1', context: 'clipboard' });
    expect(result).toMatch(/^np\.array\(\[\[\[\[.+\]\]\]\], dtype=np\.float32\)$/);
    const bytes = pythonBytes(python, [
      `(lambda a: a if a.shape == (2, 1, 3, 3) else 0)(${result})`,
    ]);
    expect(bytes).toEqual([(await memoryOf(client, 'W1')).toString('hex')]);
  });

  it('a tensor without a value is refused', async () => {
    const client = await stoppedAtEntry();
    await expect(
      client.request('evaluate', { expression: 'dW1', context: 'clipboard' }),
    ).rejects.toThrow('dW1 is not computed yet in this iteration');
  });
});

describe('the memory of a tensor', () => {
  it('has its bytes, from any offset', async () => {
    const client = await stoppedAtEnd();
    const whole = await memoryOf(client, 'W1');
    expect(whole.byteLength).toBe(48);
    const first = await client.request('evaluate', { expression: 'W1[0, 1]' });
    expect(whole.readDoubleLE(8)).toBe(Number(first.result));
    expect(
      await client.request('readMemory', { memoryReference: 'W1', offset: 40, count: 20 }),
    ).toEqual({
      address: '40',
      data: whole.subarray(40).toString('base64'),
      unreadableBytes: 12,
    });
  });

  it.each([
    [48, 8, { address: '48', unreadableBytes: 8 }],
    [-8, 4, { address: '-8', unreadableBytes: 4 }],
    [0, 0, { address: '0' }],
  ])('has nothing at %i', async (offset, count, body) => {
    const client = await stoppedAtEnd();
    expect(await client.request('readMemory', { memoryReference: 'W1', offset, count })).toEqual(
      body,
    );
  });

  it('is refused for what is no tensor', async () => {
    const client = await stoppedAtEnd();
    await expect(client.request('readMemory', { memoryReference: 'W9', count: 8 })).rejects.toThrow(
      'expected the name of a tensor',
    );
  });

  it('is told to have changed when the run has moved, and only where somebody looked', async () => {
    const client = newClient();
    await launched(client, { supportsMemoryEvent: true, supportsMemoryReferences: true });
    const W1 = await client.request('evaluate', { expression: 'W1', context: 'watch' });
    expect(W1.memoryReference).toBe('W1');
    await client.request('readMemory', { memoryReference: 'W1', offset: 8, count: 8 });
    await client.request('stepOut', { threadId: 1 });
    expect(await client.event('memory')).toEqual({ memoryReference: 'W1', offset: 0, count: 16 });
  });
});

describe('saved to a file', () => {
  it('as .npy and .csv a tensor is what NumPy reads', async ({ skip }) => {
    if (python === undefined) return skip(noPython);
    const folder = temporaryFolder();
    const client = await stoppedAtEnd();
    const [npy, csv] = [path.join(folder, 'W1.npy'), path.join(folder, 'half.csv')];
    await client.request('backstep/save', { expression: 'W1', file: npy });
    await client.request('backstep/save', { expression: 'W1 / 2', file: csv });
    expect(readdirSync(folder).toSorted()).toEqual(['W1.npy', 'half.csv']);
    const memory = (await memoryOf(client, 'W1')).toString('hex');
    expect(readFileSync(npy).subarray(-48).toString('hex')).toBe(memory);
    const bytes = pythonBytes(python, [
      `np.load(${JSON.stringify(npy)})`,
      `2 * np.loadtxt(${JSON.stringify(csv)}, delimiter=',')`,
    ]);
    expect(bytes).toEqual([memory, memory]);
  });

  it.each([
    ['W1', 'W1.txt', 'neither a .npy nor a .csv'],
    ['W9', 'W9.npy', 'There is nothing named "W9"'],
    ['W1', 'no/such/folder.npy', 'cannot be written'],
  ])('%s as %s is refused', async (expression, name, message) => {
    const client = await stoppedAtEnd();
    const file = path.join(temporaryFolder(), name);
    await expect(client.request('backstep/save', { expression, file })).rejects.toThrow(message);
  });
});

const convolution = `{
  "data": { "source": "digits", "samples": 12 },
  "layers": [
    { "type": "conv2d", "filters": 2, "kernel": 3, "activation": "relu" },
    { "type": "flatten" },
    { "type": "dense", "units": 10, "activation": "softmax" }
  ],
  "loss": "categoricalCrossEntropy",
  "optimizer": { "type": "gradientDescent", "learningRate": 0.1 },
  "training": { "batchSize": 4, "epochs": 1, "seed": 7, "precision": "float32" }
}`;

async function children(client: DapClient, variablesReference: number): Promise<Dap.Variable[]> {
  const { variables } = await client.request('variables', { variablesReference });
  return variables;
}

async function memoryOf(client: DapClient, memoryReference: string): Promise<Buffer> {
  const body = await client.request('readMemory', { memoryReference, count: 1_000_000 });
  return Buffer.from(body?.data ?? '', 'base64');
}

/** The bytes of each value as NumPy holds it. */
function pythonBytes({ command }: Python, texts: readonly string[]): string[] {
  const script = [
    'import sys, json, numpy as np',
    'for text in json.load(sys.stdin):',
    '    print(np.asarray(eval(text)).tobytes().hex())',
  ].join('\n');
  const input = JSON.stringify(texts);
  return execFileSync(command, ['-c', script], { input, encoding: 'utf8' }).trim().split('\n');
}
