/** The command line as a process: what it prints, what it writes, and how it ends. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { buildCommandLine, finished, type BuiltCommandLine } from '../support/builtCommandLine';
import { readNpzFile } from '../support/npzFile';
import { StdioDapClient } from '../support/stdioDapClient';
import { relativeDifference } from '../core/reference/closeness';

// Each test starts processes, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const reference = 'test/fixtures/reference';
let backstep: BuiltCommandLine;

beforeAll(async () => {
  backstep = await buildCommandLine();
});
afterAll(() => backstep.remove());

/** Writes a network file into the test's folder. */
function networkFile(name: string, text: string): string {
  const file = path.join(backstep.folder, name);
  writeFileSync(file, text);
  return file;
}

function referenceNetwork(name: string): string {
  return path.join(reference, name, 'network.nn.jsonc');
}

describe('train', () => {
  it('prints a JSON line for every iteration, with metrics where an epoch ends', async () => {
    const expected = readNpzFile(path.join(reference, 'two-epochs', 'expected.npz'));
    const { code, stdout } = await backstep.run(
      'train',
      referenceNetwork('two-epochs'),
      '--json',
      '--iterations',
      '4',
    );
    expect(code).toBe(0);
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ iteration, epoch }) => [iteration, epoch])).toEqual([
      [0, 0],
      [1, 0],
      [2, 1],
      [3, 1],
    ]);
    lines.forEach(({ cost }, iteration) => {
      expect(
        relativeDifference(expected.get(`${iteration}.J`)!.values, [cost as number]),
      ).toBeLessThan(1e-10);
    });
    expect(lines.map((line) => 'train' in line)).toEqual([false, true, false, true]);
    expect(lines.some((line) => 'validation' in line)).toBe(false);
  });

  it('saves the parameters it ends with', async () => {
    const save = path.join(backstep.folder, 'saved.npz');
    const done = await backstep.run(
      'train',
      referenceNetwork('adam'),
      '--iterations',
      '4',
      '--save',
      save,
    );
    expect(done.code).toBe(0);
    const expected = readNpzFile(path.join(reference, 'adam', 'expected.npz'));
    const saved = readNpzFile(save);
    expect([...saved.keys()]).toEqual(['W1', 'b1', 'W2', 'b2', 'W3', 'b3']);
    for (const [name, { values }] of saved) {
      expect(relativeDifference(expected.get(`3.${name}`)!.values, values)).toBeLessThan(1e-10);
    }
  });

  it('learns what can be learned', async () => {
    const file = networkFile('moons.nn.jsonc', moonsText(200));
    const { code, stdout } = await backstep.run('train', file, '--json');
    expect(code).toBe(0);
    const last = JSON.parse(stdout.trimEnd().split('\n').at(-1)!) as Record<
      'train' | 'test',
      { accuracy: number }
    >;
    expect(last.train.accuracy).toBeGreaterThan(0.95);
    expect(last.test.accuracy).toBeGreaterThan(0.9);
  });

  it('ends after the current iteration when it is interrupted, and saves', async () => {
    const save = path.join(backstep.folder, 'interrupted.npz');
    const file = networkFile('long.nn.jsonc', moonsText(1_000_000));
    const child = backstep.start('train', file, '--json', '--save', save);
    const end = finished(child);
    await once(child.stdout, 'data');
    child.kill('SIGINT');
    const { code, stderr } = await end;
    expect([code, stderr]).toEqual([130, '']);
    expect(readNpzFile(save).get('W1')?.shape).toEqual([8, 2]);
    expect(readdirSync(backstep.folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('ends quietly when nobody reads any more', async () => {
    const file = networkFile('unread.nn.jsonc', moonsText(1_000_000));
    const child = backstep.start('train', file, '--json');
    const end = finished(child);
    await once(child.stdout, 'data');
    child.stdout.destroy();
    expect(await end).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('check', () => {
  it('finds nothing wrong with a sound network', async () => {
    const { code, stdout } = await backstep.run('check', referenceNetwork('hidden-tanh'));
    expect(stdout).toMatch(/alerts {5}none at 9:end/);
    expect(stdout).toMatch(/W1 +correct/);
    expect(stdout).not.toMatch(/wrong/);
    expect(code).toBe(0);
  });

  it('tells what is allowed but hardly meant', async () => {
    const { code, stdout } = await backstep.run('check', referenceNetwork('hidden-identity'));
    expect(stdout).toMatch(/^warning +\S+network\.nn\.jsonc:\d+:\d+: .*collapse/m);
    expect(code).toBe(0);
  });

  it('exits with 1 when the gradient vanishes', async () => {
    const layer = { type: 'dense', units: 8, activation: 'sigmoid', initializer: 'xavier' };
    const layers = [...Array.from({ length: 10 }, () => layer), { ...layer, units: 1 }];
    const text = JSON.stringify({ ...(JSON.parse(moonsText(2)) as object), layers });
    const { code, stdout } = await backstep.run('check', networkFile('deep.nn.jsonc', text));
    expect(stdout).toMatch(/alert +Vanishing gradient/);
    expect(code).toBe(1);
  });
});

describe('trace', () => {
  it('writes a run that a debugger goes on with, forward and backward', async () => {
    const file = networkFile('traced.nn.jsonc', moonsText(30));
    const out = path.join(backstep.folder, 'run.nntrace');
    const tensors = path.join(backstep.folder, 'traced.npz');
    expect(await backstep.run('trace', file, '--iterations', '20', '--out', out)).toMatchObject({
      code: 0,
      stderr: '',
    });
    await backstep.run('dump', file, '--at', '19:end', '--out', tensors);
    const client = new StdioDapClient(backstep.start('dap'));
    const initialized = client.event('initialized');
    await client.request('initialize', { adapterID: 'backstep' });
    await client.request('attach', { trace: out });
    await initialized;
    const entry = client.event('stopped');
    await client.request('configurationDone', {});
    await entry;
    expect(await client.evaluate('iteration')).toBe(19);
    const cost = readNpzFile(tensors).get('J')!.values[0]!;
    expect(await client.evaluate('J')).toBeCloseTo(cost, 3);
    await client.move('stepBack');
    await client.move('stepOut');
    await client.move('stepOut');
    expect(await client.evaluate('iteration')).toBeGreaterThan(19);
    await client.request('disconnect', {});
    expect(await client.end).toMatchObject({ code: 0, stderr: '' });
  });

  it('refuses to debug what is no trace', async () => {
    const client = new StdioDapClient(backstep.start('dap'));
    await client.request('initialize', { adapterID: 'backstep' });
    const trace = path.resolve(referenceNetwork('adam'));
    await expect(client.request('attach', { trace })).rejects.toThrow('does not begin as one');
    await client.request('disconnect', {});
    await client.end;
  });
});

describe('program', () => {
  it('prints the listing', async () => {
    const { code, stdout } = await backstep.run('program', referenceNetwork('adam'));
    expect(code).toBe(0);
    expect(stdout).toMatch(/^forward +Z1 = W1 · X \+ b1/m);
    expect(stdout).toMatch(/^end$/m);
  });
});

describe('what cannot be used', () => {
  const good = JSON.parse(moonsText(3)) as Record<string, unknown>;
  const changed = (change: object): string => JSON.stringify({ ...good, ...change });

  it.each([
    ['a syntax error', '{ "data": }', /^[^:]+:1:11: /],
    ['an unknown key', changed({ optimiser: 'adam' }), /optimiser/],
    ['a wrong type', changed({ training: { epochs: '3' } }), /epochs/],
    ['too many units', changed({ layers: [{ type: 'dense', units: 1e9 }] }), /units/],
    ['a forbidden key', `{ "__proto__": {}, ${moonsText(3).slice(1)}`, /__proto__/],
    ['an empty file', '', /:1:1: /],
    ['a file of brackets', '['.repeat(100_000), /deep/],
    [
      'missing data',
      changed({ data: { source: 'csv', path: 'nowhere.csv', targets: ['y'] } }),
      /nowhere\.csv/,
    ],
    [
      'data outside the folder',
      changed({ data: { source: 'csv', path: '../../etc/passwd', targets: [0] } }),
      /refused|folder/,
    ],
    [
      'a ragged table',
      changed({ data: { source: 'csv', path: 'ragged.csv', targets: ['y'] } }),
      /ragged\.csv:3:\d+: /,
    ],
    [
      'a truncated archive',
      changed({ data: { source: 'npz', path: 'short.npz', inputs: 'inputs', targets: 'targets' } }),
      /short\.npz/,
    ],
  ])('%s is refused with its place and exit code 2', async (_, text, message) => {
    writeFileSync(path.join(backstep.folder, 'ragged.csv'), 'a,y\n1,0\n1,2,3\n');
    const archive = readFileSync(path.join(reference, 'adam', 'data.npz'));
    writeFileSync(path.join(backstep.folder, 'short.npz'), archive.subarray(0, 300));
    const file = networkFile('bad.nn.jsonc', text);
    const refused = await backstep.run('check', file);
    expect([refused.code, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr).toMatch(message);
    expectPlaces(refused.stderr);
  });

  it('is refused by every command in the same words', async () => {
    const file = networkFile('bad.nn.jsonc', changed({ optimiser: 'adam' }));
    const check = await backstep.run('check', file);
    expect(await backstep.run('train', file)).toEqual(check);
    expect(await backstep.run('program', file)).toEqual(check);
    expect(await backstep.run('dump', file, '--at', '0:X', '--out', 'never.npz')).toEqual(check);
  });

  it.each([
    ['a file that does not exist', (folder: string) => path.join(folder, 'absent.nn.jsonc')],
    ['a folder', (folder: string) => folder],
    ['a device', () => '/dev/zero'],
  ])('%s is refused', async (_, fileIn) => {
    const { code, stderr } = await backstep.run('train', fileIn(backstep.folder));
    expect(code).toBe(2);
    expectPlaces(stderr);
  });

  it('case 78: a file of 100 MB is refused by its size', async () => {
    const file = networkFile('huge.nn.jsonc', '');
    truncateSync(file, 100_000_000);
    const { code, stderr } = await backstep.run('check', file);
    expect(code).toBe(2);
    expect(stderr).toContain(
      'huge.nn.jsonc:1:1: This file has 100000000 bytes; a network file has at most',
    );
  });

  it('wrong arguments are explained', async () => {
    const { code, stdout, stderr } = await backstep.run('trian');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^backstep: There is no command "trian"/);
  });

  it.each([
    ['train', '--save'],
    ['dump', '--at', '0:X', '--out'],
    ['trace', '--iterations', '2', '--out'],
  ])('a folder that does not exist is named before anything is computed: %s', async (...words) => {
    const [command, ...options] = words;
    const out = path.join(backstep.folder, 'no', 'such', 'folder.npz');
    const file = networkFile('quick.nn.jsonc', moonsText(1));
    const { code, stdout, stderr } = await backstep.run(command, file, ...options, out);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(
      /folder\.npz cannot be written: there is no folder .*such\. Choose another place\./,
    );
  });

  // The limit on the size of files stands for a disk that fills up: part of the file is written.
  it.skipIf(process.platform === 'win32')(
    'case 117: weights that the disk has no room for leave those that were there before',
    async () => {
      const home = path.join(backstep.folder, 'full');
      mkdirSync(home);
      const save = path.join(home, 'weights.npz');
      writeFileSync(save, 'old');
      const file = networkFile(
        'wide.nn.jsonc',
        moonsText(1).replace(/"units":\s*\d+/, '"units": 900'),
      );
      const limited = ['-c', 'ulimit -f 8; exec "$0" "$@"', process.execPath, backstep.script];
      const child = spawn('/bin/sh', [...limited, 'train', file, '--save', save]);
      const { code, stderr } = await finished(child);
      expect(stderr).toContain(`${save} cannot be written: it would be larger than`);
      expect(code).toBe(2);
      expect(readFileSync(save, 'utf8')).toBe('old');
      expect(readdirSync(home)).toEqual(['weights.npz']);
    },
  );
});

describe('dap', () => {
  it('answers over standard output and ends after disconnect', async () => {
    const child = backstep.start('dap');
    const end = finished(child);
    for (const [index, command] of ['initialize', 'disconnect'].entries()) {
      const body = JSON.stringify({ seq: index + 1, type: 'request', command, arguments: {} });
      child.stdin.write(`Content-Length: ${body.length}\r\n\r\n${body}`);
    }
    const { code, stdout, stderr } = await end;
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/"supportsStepBack":true/);
  });

  it('debugs a network, forward and backward', async () => {
    const numberIn = (archive: string, tensor: string): number =>
      readNpzFile(path.join(reference, 'adam', `${archive}.npz`)).get(tensor)!.values[0]!;
    const client = new StdioDapClient(backstep.start('dap'));
    const initialized = client.event('initialized');
    await client.request('initialize', { adapterID: 'backstep' });
    await client.request('launch', { program: path.resolve(referenceNetwork('adam')) });
    await initialized;
    const entry = client.event('stopped');
    await client.request('configurationDone', {});
    await entry;
    await expect(client.evaluate('J + 0')).rejects.toThrow('has not been computed yet');
    await client.move('stepOut');
    expect(await client.evaluate('J')).toBeCloseTo(numberIn('expected', '0.J'), 3);
    expect(await client.evaluate('W3[0, 0]')).toBeCloseTo(numberIn('expected', '0.W3'), 3);
    await client.move('stepBack');
    expect(await client.evaluate('W3[0, 0]')).toBeCloseTo(numberIn('weights', 'W3'), 3);
    await client.request('disconnect', {});
    expect(await client.end).toMatchObject({ code: 0, stderr: '' });
  });

  it('says so when it is not spoken to in the protocol', async () => {
    const child = backstep.start('dap');
    const end = finished(child);
    child.stdin.write('hello\r\n\r\n');
    expect(await end).toMatchObject({ code: 2, stderr: expect.stringMatching(/Content-Length/) });
  });
});

it('tells its version and how to use it', async () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  expect(await backstep.run('--version')).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  expect((await backstep.run('--help')).stdout).toMatch(/dump FILE --at POSITION --out FILE\.npz/);
});

function moonsText(epochs: number): string {
  return JSON.stringify({
    data: {
      source: 'moons',
      samples: 200,
      noise: 0.1,
      split: { train: 0.8, validation: 0, test: 0.2 },
    },
    layers: [
      { type: 'dense', units: 8, activation: 'tanh' },
      { type: 'dense', units: 1, activation: 'sigmoid' },
    ],
    loss: 'binaryCrossEntropy',
    optimizer: { type: 'adam', learningRate: 0.02 },
    training: { batchSize: 32, epochs, seed: 3 },
  });
}

/** Every line begins with file:line:column and none belongs to a stack trace. */
function expectPlaces(stderr: string): void {
  for (const line of stderr.trimEnd().split('\n')) {
    expect(line).toMatch(/^[^:]+:\d+:\d+: \S/);
    expect(line).not.toMatch(/^\s+at /);
  }
}
