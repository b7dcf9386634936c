/** Linear memory is asked for once, and refused before any of it is touched. */

/** The network and its data need more memory than the budget allows. */
export class MemoryBudgetError extends Error {
  constructor(
    readonly neededBytes: number,
    readonly budgetBytes: number,
    readonly largestTensor: string,
  ) {
    super(
      `The run needs ${neededBytes} bytes, the budget is ${budgetBytes}; the largest tensor is ${largestTensor}`,
    );
    this.name = 'MemoryBudgetError';
  }
}

export interface MemoryNeed {
  readonly neededBytes: number;
  /** Absent: as much as 32-bit addresses reach. */
  readonly budgetBytes?: number | undefined;
  /** The tensor to name when there is not enough. */
  readonly largestTensor: string;
}

const addressableBytes = 4 * 1024 * 1024 * 1024;
const pageBytes = 65_536;

/** Grows `memory` to what is needed, or throws a `MemoryBudgetError`. */
export function reserveMemory(
  memory: WebAssembly.Memory,
  { neededBytes, budgetBytes, largestTensor }: MemoryNeed,
): void {
  const limit = Math.min(budgetBytes ?? addressableBytes, addressableBytes);
  if (limit < neededBytes) throw new MemoryBudgetError(neededBytes, limit, largestTensor);
  const missing = neededBytes - memory.buffer.byteLength;
  if (missing <= 0) return;
  try {
    memory.grow(Math.ceil(missing / pageBytes));
  } catch {
    // The system has no more, whatever the budget allows; nothing has changed.
    throw new MemoryBudgetError(neededBytes, memory.buffer.byteLength, largestTensor);
  }
}
