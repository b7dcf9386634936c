/** A disk in memory for journals: it can fail at any operation, and shows what a dead process would have left. */
import type { JournalFiles } from '../../../src/trainer/trace/journalFile';

export class MemoryDisk {
  /** What is on the disk, by name. */
  readonly contents = new Map<string, Buffer>();
  /** Operations so far. */
  count = 0;
  /** The operation of this number fails, and all behind it. */
  failsFrom = Infinity;
  private readonly open = new Map<number, { bytes: Buffer }>();
  private readonly named = new Map<string, { bytes: Buffer }>();
  private nextDescriptor = 3;

  constructor(
    /** Called behind every change, also in the middle of a write. */
    private readonly changed: () => void = () => undefined,
    /** What the failing disk says. */
    private readonly code = 'ENOSPC',
  ) {}

  /** As the journal uses them. */
  get files(): JournalFiles {
    return {
      openSync: (name: string) => {
        this.operate();
        const file = { bytes: Buffer.alloc(0) };
        this.named.set(name, file);
        this.open.set(this.nextDescriptor, file);
        this.publish();
        return this.nextDescriptor++;
      },
      writeSync: (descriptor: number, bytes: Buffer, from: number, length: number, at: number) => {
        this.operate();
        return this.put(descriptor, bytes.subarray(from, from + length), at);
      },
      write: (
        descriptor: number,
        bytes: Buffer,
        from: number,
        length: number,
        at: number,
        done: (error: Error | null, count: number) => void,
      ) => {
        setImmediate(() => {
          try {
            this.operate();
            done(null, this.put(descriptor, bytes.subarray(from, from + length), at));
          } catch (error) {
            done(error as Error, 0);
          }
        });
      },
      closeSync: (descriptor: number) => void this.open.delete(descriptor),
      renameSync: (from: string, to: string) => {
        this.operate();
        this.named.set(to, this.named.get(from)!);
        this.named.delete(from);
        this.publish();
      },
      rmSync: (name: string) => {
        this.named.delete(name);
        this.publish();
      },
    } as unknown as JournalFiles;
  }

  private operate(): void {
    if (this.failsFrom <= this.count++) {
      throw Object.assign(new Error('no space'), { code: this.code });
    }
  }

  /** In two halves, as a process may die between them; a short write is a write too. */
  private put(descriptor: number, bytes: Buffer, at: number): number {
    const file = this.open.get(descriptor)!;
    const taken = bytes.length < 2 ? bytes.length : bytes.length >> 1;
    file.bytes = Buffer.concat([file.bytes.subarray(0, at), bytes.subarray(0, taken)]);
    this.publish();
    return taken;
  }

  private publish(): void {
    this.contents.clear();
    for (const [name, { bytes }] of this.named) this.contents.set(name, bytes);
    this.changed();
  }
}
