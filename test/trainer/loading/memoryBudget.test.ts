import { describe, expect, it } from 'vitest';

import { formatBytes, memoryBudget } from '../../../src/trainer/loading/memoryBudget';
import { complaintOf } from '../../support/dataErrors';

const place = { file: 'x.npz', line: 2 };

describe('memoryBudget', () => {
  it('allows claims until their sum is beyond the limit', () => {
    const memory = memoryBudget(100);
    memory.claim(60, 'One', place);
    memory.claim(40, 'Two', place);
    expect(complaintOf(() => memory.claim(1, 'Three', place))).toMatch(
      /^2:1 Three needs 1 bytes, and 0 bytes of the memory budget of 100 bytes are left/,
    );
  });

  it('lends what is left for things that are dropped at once', () => {
    const memory = memoryBudget(100);
    memory.claim(60, 'One', place);
    memory.scratch().claim(40, 'Two', place);
    memory.scratch().claim(40, 'Three', place);
    expect(complaintOf(() => memory.scratch().claim(41, 'Four', place))).toContain('40 bytes');
    memory.claim(40, 'Five', place);
  });

  it.each([Infinity, NaN])('refuses a size of %d', (bytes) => {
    expect(complaintOf(() => memoryBudget(100).claim(bytes, 'It', place))).toBeDefined();
  });
});

describe('formatBytes', () => {
  it.each([
    [0, '0 bytes'],
    [1023, '1023 bytes'],
    [1536, '1.5 KB'],
    [2 ** 35, '32.0 GB'],
    [2 ** 60, '1048576.0 TB'],
  ])('%d is %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});
