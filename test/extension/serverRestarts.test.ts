import { describe, expect, it } from 'vitest';

import { ServerRestarts } from '../../src/extension/serverRestarts';

describe('case 77: a language server that dies', () => {
  const after = (restarts: ServerRestarts, timesMs: readonly number[]) =>
    timesMs.map((timeMs) => {
      const next = restarts.died(timeMs);
      return next.kind === 'giveUp' ? 'giveUp' : next.delayMs;
    });

  it('is started at once, then later each time, and given up after the fifth in three minutes', () => {
    expect(after(new ServerRestarts(), [0, 10_000, 20_000, 30_000, 40_000])).toEqual([
      0,
      1000,
      2000,
      4000,
      'giveUp',
    ]);
  });

  it('that dies once an hour is always started at once', () => {
    const hours = Array.from({ length: 100 }, (_, hour) => hour * 3_600_000);
    expect(new Set(after(new ServerRestarts(), hours))).toEqual(new Set([0]));
  });

  it('is given up by the last three minutes alone', () => {
    const restarts = new ServerRestarts();
    expect(after(restarts, [0, 1000, 2000, 3000])).not.toContain('giveUp');
    expect(after(restarts, [180_500])).toEqual([4000]);
    expect(after(restarts, [180_600])).toEqual(['giveUp']);
  });
});
