/**
 * Node's file functions with faults: any one call fails with a code of the system's, all of them transfer a few bytes at
 * a time, or somebody changes the files between two of them.
 *
 * A test replaces the modules by `vi.mock`, each with the function here that is made for it.
 */
import type * as NodeFiles from 'node:fs';
import type * as NodePromises from 'node:fs/promises';

interface Faults {
  /** Which call fails, counted from 0; none when it is infinite. */
  readonly failing?: number;
  /** What it fails with. */
  readonly code?: string;
  /** The most that a read transfers. */
  readonly bytesPerRead?: number;
  /** What somebody else does just before a call, counted from 0. */
  readonly meanwhile?: (call: number) => void;
}

let faults: Faults = {};
let calls = 0;

/** Runs `action` with these faults; resolves to the number of calls that it made. */
export async function withFaults(chosen: Faults, action: () => Promise<void>): Promise<number> {
  faults = chosen;
  calls = 0;
  try {
    await action();
    return calls;
  } finally {
    faults = {};
  }
}

/** In the place of `node:fs/promises`. */
export function faultyPromises(real: typeof NodePromises): typeof NodePromises {
  const replaced = Object.fromEntries(
    (['realpath', 'stat', 'lstat', 'readdir', 'rename', 'rm'] as const).map((name) => [
      name,
      counted(real[name] as AnyFunction, name),
    ]),
  );
  const open = counted(real.open as AnyFunction, 'open');
  return {
    ...real,
    ...replaced,
    open: async (...args: unknown[]) =>
      faultyHandle((await open(...args)) as NodePromises.FileHandle),
  };
}

/** In the place of `node:fs`. */
export function faultyFiles(real: typeof NodeFiles): typeof NodeFiles {
  const read = counted(real.readSync as AnyFunction, 'read');
  return {
    ...real,
    readSync: ((fd: number, into: Uint8Array, offset: number, length: number, position: number) =>
      read(fd, into, offset, shortened(length), position)) as typeof NodeFiles.readSync,
  };
}

type AnyFunction = (...args: unknown[]) => unknown;

function counted(real: AnyFunction, name: string): AnyFunction {
  return (...args) => {
    const call = calls++;
    faults.meanwhile?.(call);
    if (call !== faults.failing) return real(...args);
    const code = faults.code ?? 'EIO';
    const error = Object.assign(new Error(`${code}: injected, ${name}`), { code, syscall: name });
    if (name === 'read') throw error;
    return Promise.reject(error);
  };
}

function faultyHandle(handle: NodePromises.FileHandle): NodePromises.FileHandle {
  const method = (name: 'stat' | 'writeFile' | 'datasync'): AnyFunction =>
    counted((...args) => (handle[name] as AnyFunction).apply(handle, args), name);
  const replaced: Readonly<Record<string, unknown>> = {
    stat: method('stat'),
    writeFile: method('writeFile'),
    datasync: method('datasync'),
    // A descriptor is given back also where closing it reports an error.
    close: async () => {
      await handle.close();
      await counted(() => undefined, 'close')();
    },
    read: async (into: Uint8Array, offset: number, length: number, position: number) => {
      await counted(() => undefined, 'pread')();
      return handle.read(into, offset, shortened(length), position);
    },
  };
  return new Proxy(handle, {
    get: (target, key) => replaced[String(key)] ?? (Reflect.get(target, key, target) as unknown),
  });
}

function shortened(length: number): number {
  return Math.min(length, faults.bytesPerRead ?? Infinity);
}
