/** Records as bytes. What is given is copied, so that a run may go on while the bytes are written. */
import { crc32 } from 'node:zlib';

import type { Edit } from '../../core/timeline/edits';
import { evaluationNumbers } from './evaluationNumbers';
import {
  formatVersion,
  preambleBytes,
  recordHeadBytes,
  recordTailBytes,
  recordTypes,
  signature,
  type TraceRecord,
} from './format';

/** The beginning of every file. */
export function preamble(): Buffer {
  const bytes = Buffer.alloc(preambleBytes);
  bytes.set(signature);
  bytes.writeUInt32LE(formatVersion, signature.length);
  return bytes;
}

export function encodeRecord(record: TraceRecord): Buffer {
  switch (record.kind) {
    case 'header':
      return framed(recordTypes.header, [Buffer.from(JSON.stringify(record.header))]);
    case 'keyframe': {
      const head = Buffer.alloc(20);
      head.writeUInt32LE(record.branch, 0);
      head.writeDoubleLE(record.iteration, 4);
      head.write(record.fingerprint, 12, 'hex');
      return framed(recordTypes.keyframe, [head, record.bytes]);
    }
    case 'scalars': {
      const head = Buffer.alloc(16);
      head.writeUInt32LE(record.branch, 0);
      head.writeUInt32LE(record.columns, 4);
      head.writeDoubleLE(record.firstIteration, 8);
      const { buffer, byteOffset, byteLength } = record.values;
      return framed(recordTypes.scalars, [head, Buffer.from(buffer, byteOffset, byteLength)]);
    }
    case 'evaluation': {
      const head = Buffer.alloc(12);
      head.writeUInt32LE(record.branch, 0);
      head.writeDoubleLE(record.iteration, 4);
      const { buffer } = evaluationNumbers(record.splits);
      return framed(recordTypes.evaluation, [head, Buffer.from(buffer)]);
    }
    case 'position': {
      const payload = Buffer.alloc(16);
      payload.writeUInt32LE(record.branch, 0);
      payload.writeDoubleLE(record.position.iteration, 4);
      payload.writeUInt32LE(record.position.instruction, 12);
      return framed(recordTypes.position, [payload]);
    }
    case 'edit':
      return framed(recordTypes.edit, editParts(record));
    case 'end':
      return framed(recordTypes.end, []);
    default:
      return record satisfies never;
  }
}

/** The value may be NaN or infinite, which JSON does not know. */
function editParts({ branch, parent, edit }: Extract<TraceRecord, { kind: 'edit' }>): Buffer[] {
  const head = Buffer.alloc(28);
  head.writeUInt32LE(branch, 0);
  head.writeUInt32LE(parent, 4);
  head.writeDoubleLE(edit.value, 8);
  head.writeDoubleLE(edit.position.iteration, 16);
  head.writeUInt32LE(edit.position.instruction, 24);
  return [head, Buffer.from(JSON.stringify(whatOf(edit)))];
}

function whatOf(edit: Edit): object {
  if (edit.kind === 'hyperparameter') return { kind: edit.kind, name: edit.name };
  const { kind, tensor, row, column } = edit;
  return { kind, tensor, row, column };
}

function framed(type: number, parts: readonly Uint8Array[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const bytes = Buffer.allocUnsafe(recordHeadBytes + length + recordTailBytes);
  bytes.writeUInt32LE(length, 0);
  bytes.writeUInt32LE(type, 4);
  let offset = recordHeadBytes;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  bytes.writeUInt32LE(crc32(bytes.subarray(0, offset)), offset);
  return bytes;
}
