import path from 'node:path';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { contains, judgePath } from '../../../src/trainer/loading/pathRule';

const folders = { home: '/home/ada/nets', roots: ['/data', '/mnt/more data'] };
const judge = (text: string) => judgePath(text, folders);

describe.skipIf(process.platform === 'win32')('judgePath', () => {
  it.each([
    ['x.csv', '/home/ada/nets/x.csv'],
    ['data/../x.csv', '/home/ada/nets/x.csv'],
    ['./data/x.csv', '/home/ada/nets/data/x.csv'],
    ['..x/...csv', '/home/ada/nets/..x/...csv'],
    ['../../../data/x.csv', '/data/x.csv'],
    ['/data/sub/x.csv', '/data/sub/x.csv'],
    ['/mnt/more data/x.csv', '/mnt/more data/x.csv'],
  ])('allows %s', (text, target) => {
    expect(judge(text)).toEqual({ kind: 'allowed', path: target });
  });

  it.each([
    ['', 'empty'],
    ['../x.csv', 'leads out'],
    ['a/../../nets2/x.csv', 'leads out'],
    ['/etc/passwd', 'absolute path outside'],
    ['/data2/x.csv', 'absolute path outside'],
    ['/data/../etc/passwd', 'absolute path outside'],
    // Relative paths reach the file's own folder; an absolute one would not work on another machine.
    ['/home/ada/nets/x.csv', 'absolute path outside'],
    ['x\0.csv', 'NUL'],
    ['//server/share/x.csv', 'another machine'],
    ['\\\\server\\share\\x.csv', 'another machine'],
    ['https://example.org/x.csv', 'URL'],
    ['file:///etc/passwd', 'URL'],
    ['C:\\x.csv', 'drive letter'],
    ['c:x.csv', 'drive letter'],
  ])('refuses %j: %s', (text, reason) => {
    expect(judge(text)).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining(reason) as string,
    });
  });

  it('never allows what does not lie in one of the folders', () => {
    const part = fc.constantFrom('..', '.', '', 'data', 'data2', 'nets', 'x', '...', ' ', '~');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const judged = judge(parts.join('/'));
        if (judged.kind === 'refused') return;
        const allowed = [folders.home, ...folders.roots].map((folder) => `${folder}/`);
        expect(allowed.some((folder) => `${judged.path}/`.startsWith(folder))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('contains', () => {
  it.each([
    ['/a', '/a/b', true],
    ['/a', '/a', true],
    ['/', '/a', true],
    ['/a', '/ab', false],
    ['/a/b', '/a', false],
    ['/a', '/a/..b', true],
  ])('%s contains %s: %s', (folder, target, expected) => {
    expect(contains(path.normalize(folder), path.normalize(target))).toBe(expected);
  });
});
