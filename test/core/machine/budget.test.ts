import { describe, expect, it } from 'vitest';

import { MemoryBudgetError, reserveMemory } from '../../../src/core/machine/budget';

const page = 65_536;

describe('linear memory', () => {
  it('is grown to what is needed', () => {
    const memory = new WebAssembly.Memory({ initial: 1 });
    reserveMemory(memory, { neededBytes: 3 * page + 1, largestTensor: 'W1' });
    expect(memory.buffer.byteLength).toBe(4 * page);
  });

  it('case 5: is refused before any of it is taken when it is more than the budget', () => {
    const memory = new WebAssembly.Memory({ initial: 1 });
    const need = { neededBytes: 10 * page, budgetBytes: 9 * page, largestTensor: 'W3' };
    expect(() => reserveMemory(memory, need)).toThrow(
      new MemoryBudgetError(10 * page, 9 * page, 'W3'),
    );
    expect(memory.buffer.byteLength).toBe(page);
  });

  it('case 6: is refused in the same words when the system has no more, and is as it was', () => {
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 4 });
    const need = { neededBytes: 10 * page, budgetBytes: 100 * page, largestTensor: 'W3' };
    expect(() => reserveMemory(memory, need)).toThrow(new MemoryBudgetError(10 * page, page, 'W3'));
    expect(memory.buffer.byteLength).toBe(page);
  });
});
