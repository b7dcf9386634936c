/** What the parsers of data files are tested with: bytes in memory, and what is thrown. */
import type { DataBytes } from '../../src/trainer/loading/dataFiles';
import { streamOf, type DataStream } from '../../src/trainer/loading/dataStream';
import { DataError } from '../../src/trainer/loading/dataError';
import { memoryBudget } from '../../src/trainer/loading/memoryBudget';

export const plenty = memoryBudget(Infinity);

export function asFile(bytes: Uint8Array | string, file = 'data'): DataBytes {
  return { file, bytes: typeof bytes === 'string' ? Buffer.from(bytes) : Uint8Array.from(bytes) };
}

export function asStream(bytes: Uint8Array | string): DataStream {
  return streamOf(asFile(bytes));
}

/** The `DataError` that `read` throws; undefined when it throws nothing. Any other error is passed on. */
export function dataErrorOf(read: () => unknown): DataError | undefined {
  try {
    read();
  } catch (error) {
    if (error instanceof DataError) return error;
    throw error;
  }
  return undefined;
}

/** `line:column message`, as the command line prints it. */
export function complaintOf(read: () => unknown): string | undefined {
  const error = dataErrorOf(read);
  return error && `${error.line}:${error.column} ${error.message}`;
}
