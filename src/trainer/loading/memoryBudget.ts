/**
 * The memory that reading data may use, asked for before it is allocated.
 *
 * Typed arrays lie outside the heap that Node can bound, so a file that declares 32 GiB must be refused here.
 * What is claimed stays claimed until loading ends: the sum bounds the peak.
 */
import { DataError, type Place } from './dataError';

export interface MemoryBudget {
  /** Throws a `DataError` at `place` when `purpose` would go beyond the budget. */
  claim(bytes: number, purpose: string, place: Place): void;
  /** In bytes. */
  left(): number;
  /** A budget of what is left, for what is dropped at once: its claims do not count here. */
  scratch(): MemoryBudget;
}

export function memoryBudget(limitBytes: number): MemoryBudget {
  let claimed = 0;
  return {
    claim(bytes, purpose, place) {
      // Not `>`: a size that is not a number is refused too.
      if (claimed + bytes <= limitBytes) {
        claimed += bytes;
        return;
      }
      throw new DataError(
        `${purpose} needs ${formatBytes(bytes)}, and ${formatBytes(limitBytes - claimed)} of the memory budget of ` +
          `${formatBytes(limitBytes)} are left. Use fewer samples, float32, or a larger budget.`,
        place,
      );
    },
    left: () => limitBytes - claimed,
    scratch: () => memoryBudget(limitBytes - claimed),
  };
}

export function formatBytes(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB'];
  let unit = 0;
  let amount = bytes;
  for (; 1024 <= amount && unit < units.length - 1; unit++) amount /= 1024;
  return `${unit === 0 ? amount : amount.toFixed(1)} ${units[unit]!}`;
}
