import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { DataError } from '../../../src/trainer/loading/dataError';
import { dataFiles } from '../../../src/trainer/loading/dataFiles';
import { memoryBudget } from '../../../src/trainer/loading/memoryBudget';
import { networkFile } from '../../../src/trainer/loading/networkFile';
import { temporaryFolder } from '../../support/temporaryFolder';

const folder = temporaryFolder();
const place = (...parts: string[]) => path.join(folder, ...parts);
mkdirSync(place('nets', 'data'), { recursive: true });
mkdirSync(place('shared'));
mkdirSync(place('secret'));
writeFileSync(place('nets', 'data', 'x.csv'), 'inside');
writeFileSync(place('nets', 'data', 'empty'), '');
writeFileSync(place('nets', 'data', 'd\u00e9.csv'), 'composed');
writeFileSync(place('shared', 'x.csv'), 'shared');
writeFileSync(place('secret', 'x.csv'), 'secret');
symlinkSync(place('secret', 'x.csv'), place('nets', 'linkedFile.csv'));
symlinkSync(place('secret'), place('nets', 'linkedFolder'));
symlinkSync(place('nets', 'data', 'x.csv'), place('nets', 'linkInside.csv'));
symlinkSync(place('nets', 'circle'), place('nets', 'circle'));
symlinkSync(place('nets'), place('linkedNets'));
linkSync(place('secret', 'x.csv'), place('nets', 'hardLink.csv'));
const isWindows = process.platform === 'win32';
if (!isWindows) execFileSync('mkfifo', [place('nets', 'fifo')]);

const text = '{\n  "data": { "source": "csv",\n    "path": "?" }\n}';

interface Setting {
  readonly home?: string;
  readonly roots?: readonly string[];
  readonly budget?: number;
}

async function read(file: string, { home = 'nets', roots = [], budget = 1000 }: Setting = {}) {
  const files = dataFiles({
    network: networkFile(place(home, 'net.nn.jsonc'), text),
    roots,
    memory: memoryBudget(budget),
  });
  const { bytes } = await files.read({ path: file, option: ['data', 'path'], advice: 'Make one.' });
  return Buffer.from(bytes).toString();
}

async function complaint(file: string, setting: Setting = {}): Promise<string> {
  const error = await read(file, setting).then(
    (content) => expect.fail(`It was read: ${content}`),
    (reason: unknown) => reason,
  );
  if (!(error instanceof DataError)) throw error;
  return `${path.basename(error.file)}:${error.line}:${error.column} ${error.message}`;
}

describe.skipIf(isWindows)('dataFiles', () => {
  it.each([
    ['a file of its own folder', 'data/x.csv', {}, 'inside'],
    ['an empty file', 'data/empty', {}, ''],
    ['a link within the folder', 'linkInside.csv', {}, 'inside'],
    // A hard link is the file itself: who can make one can read it.
    ['a hard link (case 120)', 'hardLink.csv', {}, 'secret'],
    ['a folder that is a link itself', 'data/x.csv', { home: 'linkedNets' }, 'inside'],
    ['an added folder', '../shared/x.csv', { roots: [place('shared')] }, 'shared'],
    ['an absolute path', place('shared', 'x.csv'), { roots: [place('shared')] }, 'shared'],
    ['a link into an added folder', 'linkedFolder/x.csv', { roots: [place('secret')] }, 'secret'],
  ])('reads %s', async (_, file, setting, content) => {
    expect(await read(file, setting)).toBe(content);
  });

  it.each([
    ['a path out of the folder', '../secret/x.csv', 'it leads out of the folder'],
    ['a link to a file outside (case 120)', 'linkedFile.csv', 'a link leads out'],
    ['a link to a folder outside (case 120)', 'linkedFolder/x.csv', 'a link leads out'],
    ['links in a circle', 'circle', 'go round in a circle'],
    ['a folder', 'data', 'is not a regular file'],
    ['a pipe, without hanging (case 120)', 'fifo', 'is not a regular file'],
    ['a part that is no folder', 'data/x.csv/y', 'a part of its path is not a folder'],
    ['a name that is too long', 'x'.repeat(300), 'its name is too long'],
    [
      'a missing file',
      'data/y.csv',
      `There is no file "y.csv" in ${place('nets', 'data')}. Make one.`,
    ],
    ['another case (case 121)', 'data/X.csv', 'Did you mean "x.csv"?'],
    ['a packed name for an unpacked file', 'data/x.csv.gz', 'Did you mean "x.csv"?'],
    ['accents written otherwise (case 121)', 'data/de\u0301.csv', 'Did you mean "d\u00e9.csv"?'],
  ])('refuses %s, where the network file names it', async (_, file, reason) => {
    const complained = await complaint(file);
    expect(complained).toContain(reason);
    expect(complained).toMatch(/^net\.nn\.jsonc:3:13 /);
  });

  it.each(['바이트.csv', '🧠 x.csv', 'a b#c%20d.csv', `${'x'.repeat(251)}.csv`])(
    'case 121: reads a file named %s',
    async (name) => {
      writeFileSync(place('nets', 'data', name), name);
      expect(await read(`data/${name}`)).toBe(name);
    },
  );

  it('does not tell whether a file outside exists', async () => {
    const known = await complaint('../secret/x.csv');
    const unknown = await complaint('../secret/y.csv');
    expect(unknown.replace('y.csv', 'x.csv')).toBe(known);
  });

  it('allows nothing by a root that does not exist', async () => {
    expect(await complaint('linkedFolder/x.csv', { roots: [place('nowhere')] })).toContain(
      'a link leads out',
    );
  });

  it('case 92: notices a file that is written, grows or shrinks while it is read', async () => {
    const file = place('nets', 'data', 'live.csv');
    const files = dataFiles({
      network: networkFile(place('nets', 'net.nn.jsonc'), text),
      roots: [],
      memory: memoryBudget(0),
    });
    const readWhile = async (change: () => void) => {
      writeFileSync(file, 'a,y\n1,2\n');
      utimesSync(file, 1, 1);
      const request = { path: 'data/live.csv', option: ['data', 'path'] };
      return files.stream(request, ({ size, read }) => {
        change();
        const bytes = Buffer.alloc(size);
        read(bytes, 0);
        return bytes.toString();
      });
    };
    expect(await readWhile(() => undefined)).toBe('a,y\n1,2\n');
    const message = 'live.csv changed while it was read';
    for (const content of ['a,y\n1,2\n3,4\n', 'a,y\n', 'a,y\n3,4\n']) {
      await expect(readWhile(() => writeFileSync(file, content))).rejects.toThrow(message);
    }
  });

  it('claims memory for a file before it is read', async () => {
    expect(await complaint('data/x.csv', { budget: 5 })).toContain('needs 6 bytes');
  });

  it.skipIf(process.getuid?.() === 0)('case 119: says so when permission is denied', async () => {
    writeFileSync(place('nets', 'closed.csv'), '', { mode: 0 });
    expect(await complaint('closed.csv')).toContain('permission is denied');
  });
});
