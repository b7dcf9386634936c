import { describe, expect, it } from 'vitest';

import { offersOf } from '../../src/extension/interruptedOffers';

const run = (session: string, file: string, iteration: number, obstacle?: string) => ({
  session,
  journal: `/journals/${session}.nnjournal`,
  file,
  position: { iteration, instruction: 3 },
  lastWritten: 0,
  ...(obstacle !== undefined && { obstacle }),
});

describe('runs that were interrupted', () => {
  it('are not offered when there are none', () => {
    expect(offersOf([])).toEqual([]);
  });

  it('are offered once for each file: the latest, with the number of the others', () => {
    const runs = [
      run('e', '/nets/moons.nn.jsonc', 50),
      run('d', '/nets/xor.nn.jsonc', 40),
      run('c', '/nets/moons.nn.jsonc', 30),
      run('b', '/nets/xor.nn.jsonc', 20),
      run('a', '/nets/moons.nn.jsonc', 10),
    ];
    expect(offersOf(runs)).toEqual([
      {
        run: runs[0],
        journals: ['e', 'c', 'a'].map((session) => `/journals/${session}.nnjournal`),
        text: 'The training of moons.nn.jsonc was interrupted at 50:3. So were 2 others.',
        discard: 'Discard All',
      },
      {
        run: runs[1],
        journals: ['d', 'b'].map((session) => `/journals/${session}.nnjournal`),
        text: 'The training of xor.nn.jsonc was interrupted at 40:3. So was another one.',
        discard: 'Discard All',
      },
    ]);
  });

  it('are offered where one can go on, though the latest cannot', () => {
    const file = '/nets/moons.nn.jsonc';
    const runs = [run('b', file, 50, 'Its network file has changed.'), run('a', file, 10)];
    expect(offersOf(runs)).toMatchObject([{ run: runs[1], discard: 'Discard All' }]);
  });

  it('say why the latest cannot go on', () => {
    const [offer] = offersOf([
      run('a', '/nets/moons.nn.jsonc', 7, 'Its network file has changed.'),
    ]);
    expect(offer?.text).toBe(
      'The training of moons.nn.jsonc was interrupted at 7:3. It cannot go on from there. Its network file has changed.',
    );
    expect(offer?.discard).toBe('Discard');
  });
});
