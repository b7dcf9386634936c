/** The file of a journal: records one behind the other, and which of a run are among them. */
import type * as nodeFs from 'node:fs';

import { encodeRecord, preamble } from './encode';
import type { TraceRecord } from './format';

/** What a journal needs of `node:fs`; tests put failures in its place. */
export type JournalFiles = Pick<
  typeof nodeFs,
  'openSync' | 'writeSync' | 'write' | 'closeSync' | 'renameSync' | 'rmSync'
>;

/** What of a branch is in the file. */
interface WrittenPart {
  /** The iteration behind the last one whose scalars there are. */
  rows?: number;
  /** The iteration behind the last one that was evaluated. */
  evaluations?: number;
  /** How many. */
  edits: number;
  readonly keyframes: Set<number>;
}

export class JournalFile {
  /** Of `size` the bytes that are scalars. */
  scalarBytes = 0;
  private readonly descriptor: number;
  private readonly parts = new Map<number, WrittenPart>();
  private bytes = 0;

  /** A new and empty one, that nobody else may read. */
  constructor(
    file: string,
    private readonly files: JournalFiles,
  ) {
    this.descriptor = files.openSync(file, 'w', 0o600);
  }

  get size(): number {
    return this.bytes;
  }

  get keyframeCount(): number {
    return [...this.parts.values()].reduce((sum, { keyframes }) => sum + keyframes.size, 0);
  }

  partOf(branch: number): Readonly<WrittenPart> {
    return this.writtenPart(branch);
  }

  begin(): Promise<void> {
    return this.writeLater(preamble());
  }

  /** When this fails, what was written of them is written over by the next ones. */
  appendNow(records: readonly TraceRecord[]): void {
    const bytes = Buffer.concat(records.map(encodeRecord));
    for (let offset = 0; offset < bytes.length;) {
      const length = bytes.length - offset;
      const place = this.bytes + offset;
      offset += this.files.writeSync(this.descriptor, bytes, offset, length, place);
    }
    this.bytes += bytes.length;
    this.note(records);
  }

  /** As `appendNow`; nothing else may be written meanwhile. */
  async appendLater(records: readonly TraceRecord[]): Promise<void> {
    await this.writeLater(Buffer.concat(records.map(encodeRecord)));
    this.note(records);
  }

  close(): void {
    this.files.closeSync(this.descriptor);
  }

  private async writeLater(bytes: Uint8Array): Promise<void> {
    for (let offset = 0; offset < bytes.length;) {
      const from = offset;
      offset += await new Promise<number>((resolve, reject) => {
        const [length, place] = [bytes.length - from, this.bytes + from];
        this.files.write(this.descriptor, bytes, from, length, place, (error, count) => {
          if (error === null) resolve(count);
          else reject(error);
        });
      });
    }
    this.bytes += bytes.length;
  }

  private note(records: readonly TraceRecord[]): void {
    for (const record of records) {
      if (record.kind === 'header' || record.kind === 'end' || record.kind === 'position') continue;
      const part = this.writtenPart(record.branch);
      if (record.kind === 'edit') part.edits++;
      if (record.kind === 'evaluation') part.evaluations = record.iteration + 1;
      if (record.kind === 'keyframe') part.keyframes.add(record.iteration);
      if (record.kind !== 'scalars') continue;
      part.rows = record.firstIteration + record.values.length / record.columns;
      this.scalarBytes += record.values.byteLength;
    }
  }

  private writtenPart(branch: number): WrittenPart {
    const part = this.parts.get(branch) ?? { edits: 0, keyframes: new Set() };
    this.parts.set(branch, part);
    return part;
  }
}
