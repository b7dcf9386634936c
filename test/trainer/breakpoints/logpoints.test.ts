import { describe, expect, it } from 'vitest';

import { LogBook, ReversedPages } from '../../../src/trainer/breakpoints/logBook';
import type { TestNetwork } from '../../support/runs';
import { breakingRun, noBreakpoints } from './breakingRun';

const network: TestNetwork = {
  layers: [{ units: 2 }, { units: 1, activation: 'sigmoid' }],
  training: { batchSize: 50, epochs: 6 },
};

describe('a logpoint', () => {
  it('writes without stopping, backward in the opposite order', async () => {
    const { mover, instruction, logged } = breakingRun(network);
    mover.setBreakpoints({
      ...noBreakpoints,
      instructions: [
        { id: 1, instructions: [instruction('Z1')], logMessage: '{iteration}: {W1[0, 0]}' },
      ],
    });
    expect(await mover.resume('forward')).toMatchObject({ reason: 'end' });
    const there = logged.splice(0);
    expect(there).toHaveLength(12);
    expect(await mover.resume('backward')).toMatchObject({ reason: 'start' });
    expect(logged.toReversed()).toEqual(there);
  });

  it('writes where its condition holds and its hits count', async () => {
    const { mover, instruction, logged } = breakingRun(network);
    mover.setBreakpoints({
      ...noBreakpoints,
      instructions: [
        {
          id: 1,
          instructions: [instruction('Z1')],
          condition: 'iteration > 3',
          hitCondition: '% 3',
          logMessage: '{iteration}',
        },
      ],
    });
    await mover.resume('forward');
    expect(logged).toEqual(['6', '9']);
  });

  it('is silent about what lies beyond the stop, in either direction', async () => {
    const { mover, instruction, logged, timeline } = breakingRun(network);
    const instructions = [instruction('Z1')];
    mover.setBreakpoints({
      ...noBreakpoints,
      instructions: [
        { id: 1, instructions, logMessage: '{iteration}' },
        { id: 2, instructions, condition: 'iteration == 4 or iteration == 9' },
      ],
    });
    await mover.resume('forward');
    expect(logged.splice(0)).toEqual(['0', '1', '2', '3', '4']);
    await mover.seek(timeline.end);
    await mover.resume('backward');
    expect(logged.splice(0)).toEqual(['11', '10', '9']);
    await mover.resume('backward');
    expect(logged).toEqual(['8', '7', '6', '5', '4']);
  });
});

describe('the log', () => {
  it('holds at most 50 messages a second, and says how many it left out', () => {
    let now = 0;
    const written: string[] = [];
    const book = new LogBook({
      now: () => now,
      write: ({ messages }) => written.push(...messages.map(({ text }) => text)),
    });
    let made = 0;
    const add = (count: number): void => {
      for (let each = 0; each < count; each++) book.add({ id: 1, text: () => `m${made++}` });
    };
    add(60);
    now = 999;
    add(1);
    expect(written).toEqual(Array.from({ length: 50 }, (_, index) => `m${index}`));
    now = 1000;
    add(1);
    expect(written.slice(50)).toEqual([
      '… 11 more messages were left out: more than 50 in a second.',
      'm50',
    ]);
    book.tellLeftOut();
    expect(written).toHaveLength(52);
  });

  it('of a stretch keeps the last messages for the way back', () => {
    const written: string[] = [];
    const book = new LogBook({
      now: () => 0,
      write: ({ messages }) => written.push(...messages.map(({ text }) => text)),
    });
    const pages = new ReversedPages();
    for (let each = 0; each < 230; each++) pages.add({ id: 1, text: () => `m${each}` });
    expect(pages.count).toBe(230);
    pages.dropFirst(20);
    pages.tell(book);
    book.tellLeftOut();
    expect(written.slice(0, 2)).toEqual(['m229', 'm228']);
    expect(written.at(-1)).toBe('… 160 more messages were left out: more than 50 in a second.');
  });

  it('of a stretch forgets what lies before the stop', () => {
    const written: string[] = [];
    const book = new LogBook({
      now: () => 0,
      write: ({ messages }) => written.push(...messages.map(({ text }) => text)),
    });
    const pages = new ReversedPages();
    for (let each = 0; each < 130; each++) pages.add({ id: 1, text: () => `m${each}` });
    pages.dropFirst(128);
    pages.tell(book);
    book.tellLeftOut();
    expect(written).toEqual(['m129', 'm128']);
  });
});
