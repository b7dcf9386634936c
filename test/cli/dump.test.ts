/** Tensors at one position, written by the command line as a process. */
import { once } from 'node:events';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { buildCommandLine, type BuiltCommandLine } from '../support/builtCommandLine';
import { readNpzFile } from '../support/npzFile';
import { relativeDifference } from '../core/reference/closeness';

// Each test starts processes, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const reference = 'test/fixtures/reference';
let backstep: BuiltCommandLine;

beforeAll(async () => {
  backstep = await buildCommandLine();
});
afterAll(() => backstep.remove());

describe('dump', () => {
  it.each(['adam', 'categorical-cross-entropy', 'squared-error-softmax'])(
    'writes the tensors that NumPy has for %s',
    async (name) => {
      const expected = readNpzFile(path.join(reference, name, 'expected.npz'));
      const out = path.join(backstep.folder, `${name}.npz`);
      for (const iteration of [0, 3]) {
        const at = `${iteration}:end`;
        const { code, stderr } = await backstep.run(
          'dump',
          referenceNetwork(name),
          '--at',
          at,
          '--out',
          out,
        );
        expect([code, stderr]).toEqual([0, '']);
        const dumped = readNpzFile(out);
        const names = [...expected.keys()].filter((key) => key.startsWith(`${iteration}.`));
        expect(dumped.size).toBe(names.length);
        for (const key of names) {
          const tensor = dumped.get(key.slice(2));
          const difference = relativeDifference(expected.get(key)!.values, tensor?.values ?? []);
          expect(difference, key).toBeLessThanOrEqual(1e-10);
        }
      }
    },
  );

  it('writes no tensor that has not been computed yet', async () => {
    const out = path.join(backstep.folder, 'early.npz');
    await backstep.run('dump', referenceNetwork('adam'), '--at', '2:dW2', '--out', out);
    const names = [...readNpzFile(out).keys()];
    expect(names).toEqual(expect.arrayContaining(['X', 'W1', 'vW1', 'A3', 'dZ2', 'dW3']));
    expect(names.filter((name) => ['dW2', 'dA1', 'dZ1', 'dW1'].includes(name))).toEqual([]);
  });

  it('starts from the parameters of --init', async () => {
    const original = referenceNetwork('momentum');
    const text = readFileSync(original, 'utf8').replaceAll(/,\s*"initializer": \{[^}]*\}/g, '');
    expect(text).not.toContain('weights.npz');
    const data = JSON.stringify(
      path.basename(copyIntoFolder(path.join(reference, 'momentum', 'data.npz'))),
    );
    const file = path.join(backstep.folder, 'he.nn.jsonc');
    writeFileSync(file, text.replace('"data.npz"', data));
    const out = path.join(backstep.folder, 'init.npz');
    const init = path.join(reference, 'momentum', 'weights.npz');
    const done = await backstep.run('dump', file, '--at', '0:Z1', '--out', out, '--init', init);
    expect(done).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(readNpzFile(out).get('W2')).toEqual(readNpzFile(init).get('W2'));
  });

  it('says which position does not exist', async () => {
    const out = path.join(backstep.folder, 'never.npz');
    for (const [at, message] of [
      ['0:dW9', /No instruction is named "dW9"/],
      ['99:end', /16 iterations and ends at 15:end/],
      ['soon', /Write ITERATION:INSTRUCTION/],
    ] as const) {
      const { code, stderr } = await backstep.run(
        'dump',
        referenceNetwork('adam'),
        '--at',
        at,
        '--out',
        out,
      );
      expect(code).toBe(2);
      expect(stderr).toMatch(message);
    }
    expect(existsSync(out)).toBe(false);
  });

  it('replaces nothing but files', async () => {
    const socket = path.join(backstep.folder, 'socket');
    const server = createServer().listen(socket);
    await once(server, 'listening');
    const network = referenceNetwork('adam');
    const done = await backstep.run('dump', network, '--at', '0:X', '--out', socket);
    expect(done.code).toBe(2);
    expect(done.stderr).toMatch(/not a regular file/);
    expect(statSync(socket).isSocket()).toBe(true);
    server.close();
  });
});

function referenceNetwork(name: string): string {
  return path.join(reference, name, 'network.nn.jsonc');
}

function copyIntoFolder(file: string): string {
  const copy = path.join(backstep.folder, path.basename(file));
  writeFileSync(copy, readFileSync(file));
  return copy;
}
