/**
 * A journal: the trace of a run that lives, on disk, so that a killed process loses nothing the user has seen.
 *
 * Before the user is told where the run stands, that position is in the file, and with it a keyframe from which it is
 * not far, unless that is large. Others follow now and then, one at a time and never for more than a hundredth of the
 * time; when the file is over its budget it is written anew from the keyframes that the timelines hold. A disk that
 * fails ends the journal, never the run.
 */
import { explain } from '../loading/systemError';
import type { TraceHeader, TraceRecord } from './format';
import { JournalFile, type JournalFiles } from './journalFile';
import { evaluationsOf, keyframeBefore, rowsOf, snapshotOf, type WrittenRun } from './snapshot';

export interface JournalOptions {
  /** Absolute; a file of this name is replaced. */
  readonly file: string;
  readonly header: TraceHeader;
  /** The run as it is now. */
  run(): Omit<WrittenRun, 'header'>;
  /** Most bytes of the file, apart from the scalars, which are always kept. */
  readonly budgetBytes: number;
  /** Milliseconds that only grow. */
  now(): number;
  readonly files: JournalFiles;
}

const keyframeIntervalMs = 250;
// Of the time that passes, a hundredth may go into writing.
const pause = 100;
const mostKeyframes = 512;
// Written in a fraction of a millisecond, while the user waits for the position.
const smallKeyframeBytes = 2 ** 16;
// So far may a position lie behind a keyframe of the file before one that is nearer is worth its bytes.
const nearIterations = 16;

export class Journal {
  private open: JournalFile | undefined;
  private writing: Promise<void> | undefined;
  private compacting: Promise<void> | undefined;
  private due = 0;
  /** Where the user was last told that the run stands. */
  private told: WrittenRun['stand'] | undefined;
  private unseenNotice: string | undefined;

  constructor(private readonly options: JournalOptions) {}

  /** Writes down the run as it is. Resolves also when the disk fails; `takeNotice` tells then. */
  async start(): Promise<void> {
    await this.writeAnew();
    this.due = this.options.now() + keyframeIntervalMs;
  }

  /** Whether there is a file; the disk may have failed. */
  get isKept(): boolean {
    return this.open !== undefined;
  }

  /** Call before the user is told that the run stands there. */
  async acknowledge(stand: WrittenRun['stand']): Promise<void> {
    await this.writing;
    this.told = stand;
    const { open } = this;
    if (open === undefined) return;
    try {
      const news = [...this.unwritten(open), ...this.smallKeyframeNear(open, stand)];
      open.appendNow([...news, { kind: 'position', ...stand }]);
    } catch (error) {
      this.giveUp(error);
      return;
    }
    this.keepUp();
  }

  /** Call now and then while the run moves; it returns at once. */
  keepUp(): void {
    const { open } = this;
    const { now } = this.options;
    if (open === undefined || this.isBusy) return;
    if (this.isOverBudget(open)) {
      this.compact();
      return;
    }
    if (now() < this.due) return;
    this.due = now() + keyframeIntervalMs;
    const keyframe = this.nextKeyframe(open, this.options.run().stand);
    if (keyframe === undefined) return;
    const began = now();
    const records = [...this.unwritten(open), keyframe];
    this.writing = open
      .appendLater(records)
      .catch((error: unknown) => this.giveUp(error))
      .finally(() => {
        this.writing = undefined;
        this.due = now() + Math.max(keyframeIntervalMs, pause * (now() - began));
      });
  }

  /** Resolves when nothing is being written. */
  async settled(): Promise<void> {
    await this.writing;
    await this.compacting;
  }

  /** What the user should know about the journal; said once. */
  takeNotice(): string | undefined {
    const notice = this.unseenNotice;
    this.unseenNotice = undefined;
    return notice;
  }

  /** The session is over: nothing will go on from here. */
  end(): void {
    this.close();
    this.options.files.rmSync(this.options.file, { force: true });
  }

  private get isBusy(): boolean {
    return this.writing !== undefined || this.compacting !== undefined;
  }

  private isOverBudget({ size, scalarBytes, keyframeCount }: JournalFile): boolean {
    return this.options.budgetBytes < size - scalarBytes || mostKeyframes < keyframeCount;
  }

  private compact(): void {
    this.compacting = this.writeAnew().finally(() => (this.compacting = undefined));
  }

  /** A new file in place of the old one, which stays valid until the new one is complete. */
  private async writeAnew(): Promise<void> {
    const { file, header, files, run, budgetBytes } = this.options;
    // So that it is not soon over its budget again.
    const half = { keyframeBytes: budgetBytes / 2, keyframes: mostKeyframes / 2 };
    const draft = `${file}.draft`;
    let fresh: JournalFile | undefined;
    try {
      fresh = new JournalFile(draft, files);
      await fresh.begin();
      for (const record of snapshotOf({ header, ...run() }, half)) {
        await fresh.appendLater([record]);
      }
      // What has happened meanwhile; from here on nothing can happen in between.
      const told: TraceRecord = { kind: 'position', ...(this.told ?? run().stand) };
      fresh.appendNow([...this.unwritten(fresh), told]);
      this.close();
      files.renameSync(draft, file);
      this.open = fresh;
    } catch (error) {
      fresh?.close();
      files.rmSync(draft, { force: true });
      this.giveUp(error);
    }
  }

  private giveUp(error: unknown): void {
    this.close();
    this.unseenNotice = `The journal of this run was given up: ${explain(error)}. Training goes on; after a crash the run would be computed again from its start.`;
  }

  private close(): void {
    this.open?.close();
    this.open = undefined;
  }

  /** Edits, scalars and evaluations that the file does not have yet. */
  private unwritten(open: JournalFile): readonly TraceRecord[] {
    return this.options.run().branches.flatMap((branch) => {
      const { id, origin, timeline, firstIteration } = branch;
      const { rows = firstIteration, evaluations = firstIteration, edits } = open.partOf(id);
      const newEdits = (origin?.edits ?? [])
        .slice(edits)
        .map((edit): TraceRecord => ({ kind: 'edit', branch: id, parent: origin!.parent, edit }));
      const newRows = rows < timeline.scalars.count ? rowsOf(branch, rows) : [];
      return [...newEdits, ...newRows, ...evaluationsOf(branch, evaluations)];
    });
  }

  /** So that a run that goes on from there is soon there. */
  private smallKeyframeNear(open: JournalFile, stand: WrittenRun['stand']): readonly TraceRecord[] {
    if (smallKeyframeBytes < this.options.header.persistentBytes) return [];
    const keyframe = this.nextKeyframe(open, stand);
    if (keyframe === undefined) return [];
    const { iteration } = stand.position;
    const isNear = [...open.partOf(keyframe.branch).keyframes].some(
      (written) => written <= iteration && iteration - written <= nearIterations,
    );
    return isNear ? [] : [keyframe];
  }

  /** The one nearest before a place, if it is not in the file. */
  private nextKeyframe(
    open: JournalFile,
    stand: WrittenRun['stand'],
  ): Extract<TraceRecord, { kind: 'keyframe' }> | undefined {
    const { branches } = this.options.run();
    const found = keyframeBefore(branches, stand);
    if (found === undefined) return undefined;
    const { keyframes } = open.partOf(found.branch.id);
    if (keyframes.has(found.keyframe.iteration)) return undefined;
    return { kind: 'keyframe', branch: found.branch.id, ...found.keyframe };
  }
}
