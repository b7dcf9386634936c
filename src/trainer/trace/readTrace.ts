/**
 * Reads a journal or a trace as far as it is good.
 *
 * A torn or damaged record and all that is behind it count as not written, which the result says; of a file that
 * is no trace, of a newer version, or that contradicts itself, nothing is read. Lengths are compared with
 * the file before anything of that length is made.
 */
import { crc32 } from 'node:zlib';

import type { EvaluatedIteration, Position } from '../../core';
import type { Edit } from '../../core/timeline/edits';
import { DataError } from '../loading/dataError';
import type { DataBytes } from '../loading/dataFiles';
import { decodeRecord, PayloadError } from './decode';
import {
  formatVersion,
  longestPayload,
  preambleBytes,
  recordHeadBytes,
  recordTailBytes,
  signature,
  type TraceHeader,
  type TraceRecord,
} from './format';

export interface Trace {
  readonly header: TraceHeader;
  /** The first is the run as it was made; each other one is its parent with edits of its own. */
  readonly branches: readonly TraceBranch[];
  /** Where the user was last told that the run stands. */
  readonly stand: { readonly branch: number; readonly position: Position };
  /** Whether it ends as a saved trace does; a journal never does. */
  readonly isComplete: boolean;
  /** What is wrong behind the last good record; a sentence. */
  readonly damage?: string;
}

export interface TraceBranch {
  readonly origin?: { readonly parent: number; readonly edits: readonly Edit[] };
  /** In the order in which they were written. */
  readonly keyframes: readonly TraceKeyframe[];
  /** Blocks of whole rows, without a gap; the first row is that of `firstIteration`. */
  readonly scalars: readonly Float64Array[];
  /** In the order of their iterations. */
  readonly evaluations: readonly EvaluatedIteration[];
  readonly firstIteration: number;
  /** Rows in all blocks. */
  readonly rows: number;
}

export interface TraceKeyframe {
  readonly iteration: number;
  readonly fingerprint: string;
  /** A part of the file's bytes. */
  readonly bytes: Uint8Array;
}

/** Throws a `DataError`. */
export function readTrace({ file, bytes }: DataBytes): Trace {
  const fail = (reason: string): never => {
    throw new DataError(`${file} cannot be read as a trace: ${reason}.`, { file });
  };
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isTrace =
    preambleBytes <= buffer.length && buffer.subarray(0, signature.length).equals(signature);
  if (!isTrace) fail('it does not begin as one');
  const version = buffer.readUInt32LE(signature.length);
  if (version < 1 || formatVersion < version) {
    fail(
      `its format has version ${version}, and this Backstep reads versions up to ${formatVersion}; use the Backstep that wrote it, or a newer one`,
    );
  }
  const reading = new Reading();
  let offset = preambleBytes;
  try {
    while (offset < buffer.length) {
      const frame = frameAt(buffer, offset);
      if (frame.kind === 'damaged') {
        reading.damage = `Its bytes from ${offset} on are damaged (${frame.reason}) and were left out.`;
        break;
      }
      reading.take(decodeRecord(frame.type, frame.payload));
      offset = frame.end;
    }
    return reading.finish();
  } catch (error) {
    if (error instanceof PayloadError) return fail(`${error.message} (at byte ${offset})`);
    throw error;
  }
}

type Frame =
  | {
      readonly kind: 'whole';
      readonly type: number;
      readonly payload: Buffer;
      readonly end: number;
    }
  | { readonly kind: 'damaged'; readonly reason: string };

function frameAt(buffer: Buffer, offset: number): Frame {
  const left = buffer.length - offset - recordHeadBytes - recordTailBytes;
  if (left < 0) return { kind: 'damaged', reason: 'the last record is cut off' };
  const length = buffer.readUInt32LE(offset);
  if (longestPayload < length || left < length) {
    return { kind: 'damaged', reason: 'a record is cut off' };
  }
  const start = offset + recordHeadBytes;
  const end = start + length;
  if (crc32(buffer.subarray(offset, end)) !== buffer.readUInt32LE(end)) {
    return { kind: 'damaged', reason: 'a checksum is wrong' };
  }
  return {
    kind: 'whole',
    type: buffer.readUInt32LE(offset + 4),
    payload: buffer.subarray(start, end),
    end: end + recordTailBytes,
  };
}

interface GrowingBranch {
  readonly origin?: { readonly parent: number; readonly edits: Edit[] };
  readonly keyframes: TraceKeyframe[];
  readonly scalars: Float64Array[];
  readonly evaluations: EvaluatedIteration[];
  firstIteration: number;
  rows: number;
}

/** What has been read so far; it is consistent after every record. */
class Reading {
  damage: string | undefined;
  private header: TraceHeader | undefined;
  private readonly branches: GrowingBranch[] = [newBranch()];
  private stand: Trace['stand'] = { branch: 0, position: { iteration: 0, instruction: 0 } };
  private isComplete = false;

  take(record: TraceRecord): void {
    if (this.isComplete) throw new PayloadError('there is a record behind the end');
    if (record.kind === 'header') {
      if (this.header !== undefined) throw new PayloadError('there are two headers');
      this.header = record.header;
      return;
    }
    if (this.header === undefined) throw new PayloadError('its first record is not the header');
    switch (record.kind) {
      case 'keyframe':
        this.takeKeyframe(record, this.header);
        return;
      case 'scalars':
        this.takeScalars(record, this.header);
        return;
      case 'evaluation':
        this.takeEvaluation(record);
        return;
      case 'position':
        this.branch(record.branch);
        this.stand = { branch: record.branch, position: record.position };
        return;
      case 'edit':
        this.takeEdit(record);
        return;
      case 'end':
        this.isComplete = true;
        return;
      default:
        return record satisfies never;
    }
  }

  finish(): Trace {
    const { header, branches, stand, isComplete, damage } = this;
    if (header === undefined) throw new PayloadError('its header is damaged');
    return { header, branches, stand, isComplete, ...(damage === undefined ? {} : { damage }) };
  }

  private takeKeyframe(
    { branch, iteration, fingerprint, bytes }: Extract<TraceRecord, { kind: 'keyframe' }>,
    { persistentBytes }: TraceHeader,
  ): void {
    if (bytes.length !== persistentBytes) {
      throw new PayloadError(
        `a keyframe has ${bytes.length} bytes, and its header says ${persistentBytes}`,
      );
    }
    this.branch(branch).keyframes.push({ iteration, fingerprint, bytes });
  }

  private takeScalars(
    record: Extract<TraceRecord, { kind: 'scalars' }>,
    { scalarNames }: TraceHeader,
  ): void {
    const { firstIteration, columns, values } = record;
    const branch = this.branch(record.branch);
    if (columns !== scalarNames.length) {
      throw new PayloadError(`a row has ${columns} scalars, and ${scalarNames.length} are named`);
    }
    if (branch.rows === 0 && branch.origin !== undefined) branch.firstIteration = firstIteration;
    const next = branch.firstIteration + branch.rows;
    if (firstIteration !== next) {
      throw new PayloadError(`the scalars of iteration ${next} are missing`);
    }
    branch.scalars.push(values);
    branch.rows += values.length / columns;
  }

  private takeEvaluation({
    branch,
    iteration,
    splits,
  }: Extract<TraceRecord, { kind: 'evaluation' }>): void {
    const { evaluations } = this.branch(branch);
    if (iteration <= (evaluations.at(-1)?.iteration ?? -1)) {
      throw new PayloadError(`the evaluation after iteration ${iteration} comes late`);
    }
    evaluations.push({ iteration, splits });
  }

  private takeEdit({ branch, parent, edit }: Extract<TraceRecord, { kind: 'edit' }>): void {
    const { origin } = this.branches[branch] ?? {};
    if (origin?.parent === parent) {
      origin.edits.push(edit);
      return;
    }
    this.branch(parent);
    if (branch !== this.branches.length) {
      throw new PayloadError(`branch ${branch} follows ${this.branches.length} branches`);
    }
    this.branches.push(newBranch({ parent, edits: [edit] }));
  }

  private branch(id: number): GrowingBranch {
    const found = this.branches[id];
    if (found === undefined) throw new PayloadError(`there is no branch ${id}`);
    return found;
  }
}

function newBranch(origin?: GrowingBranch['origin']): GrowingBranch {
  return {
    ...(origin === undefined ? {} : { origin }),
    keyframes: [],
    scalars: [],
    evaluations: [],
    firstIteration: 0,
    rows: 0,
  };
}
