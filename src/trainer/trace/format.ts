/**
 * The format of journals and traces: what a run was made from, and how far it has come.
 *
 * A file is a signature, a version, and records of { length, type, payload, CRC-32 }, all little-endian. The first
 * record is the header. It holds data only: no program and no code is ever taken from it, and no path from a file
 * that was handed on.
 */
import type { EvaluatedSplits, Position } from '../../core';
import type { Edit } from '../../core/timeline/edits';
import type { KernelBuild } from '../../network/spec';
import type { ProcessIdentity } from '../loading/processIdentity';

/** As PNG does it: a byte that is no text, a name, and line ends that a text transfer would change. */
export const signature: Uint8Array = Uint8Array.of(0x89, 0x4e, 0x4e, 0x54, 0x0d, 0x0a, 0x1a, 0x0a);

/** Raised when a reader of the old form would misread the new one. */
export const formatVersion = 1;

/** Signature and version. */
export const preambleBytes = signature.length + 4;

/** Length and type in front of a payload. */
export const recordHeadBytes = 8;

/** The CRC-32 of head and payload, behind them. */
export const recordTailBytes = 4;

/** Longer than any payload of ours; a length beyond it is damage. */
export const longestPayload = 2 ** 30;

export const recordTypes = {
  header: 1,
  keyframe: 2,
  scalars: 3,
  position: 4,
  edit: 5,
  end: 6,
  evaluation: 7,
} as const;

/** What a run was made from. Two runs of equal headers have equal bits at equal positions. */
export interface TraceHeader {
  /** Of the kernels' arithmetic; other versions have other bits. */
  readonly numericsVersion: number;
  readonly kernels: KernelBuild;
  readonly networkText: string;
  /** SHA-256 over the network's text and the numbers of its data, hexadecimal. */
  readonly contentHash: string;
  readonly seed: number;
  readonly precision: 'float64' | 'float32';
  readonly persistentBytes: number;
  /** `J`, `norm(dW1)`, …: the columns of the scalars. */
  readonly scalarNames: readonly string[];
  /** The process that keeps the journal; absent in a trace that was saved. */
  readonly owner?: ProcessIdentity;
  /**
   * Absolute path of the network file, or of the trace where there is none. Only in a journal, and not in those of
   * the first versions; it is shown to the user, and opened only when the user says so.
   */
  readonly networkFile?: string;
}

/** The run as it was first made is branch 0; an edit begins another branch, or joins those that began it. */
export type TraceRecord =
  | { readonly kind: 'header'; readonly header: TraceHeader }
  | {
      readonly kind: 'keyframe';
      readonly branch: number;
      readonly iteration: number;
      readonly fingerprint: string;
      readonly bytes: Uint8Array;
    }
  | {
      readonly kind: 'scalars';
      readonly branch: number;
      readonly firstIteration: number;
      readonly columns: number;
      /** Row after row. */
      readonly values: Float64Array;
    }
  /** What was found of whole splits after an iteration. */
  | {
      readonly kind: 'evaluation';
      readonly branch: number;
      readonly iteration: number;
      readonly splits: EvaluatedSplits;
    }
  /** Where the user was told that the run stands. */
  | { readonly kind: 'position'; readonly branch: number; readonly position: Position }
  | {
      readonly kind: 'edit';
      readonly branch: number;
      readonly parent: number;
      readonly edit: Edit;
    }
  /** A saved trace is complete. */
  | { readonly kind: 'end' };
