/**
 * A payload read strictly: every number in its range, every length what the payload holds.
 *
 * Checksums have been compared before; what is wrong here was written so, and is refused.
 */
import type { Position } from '../../core';
import type { Edit } from '../../core/timeline/edits';
import { limits } from '../../network/limits';
import type { ProcessIdentity } from '../loading/processIdentity';
import { evaluationOf } from './evaluationNumbers';
import { recordTypes, type TraceHeader, type TraceRecord } from './format';

/** Linux has 4096 bytes, Windows 32,767 characters. */
const longestPath = 2 ** 15;

/** A payload that no Backstep writes; the message is a clause for the user. */
export class PayloadError extends Error {
  override readonly name = 'PayloadError';
}

export function decodeRecord(type: number, payload: Buffer): TraceRecord {
  switch (type) {
    case recordTypes.header:
      return { kind: 'header', header: header(payload) };
    case recordTypes.keyframe:
      expect(20 <= payload.length, 'a keyframe is too short');
      return {
        kind: 'keyframe',
        branch: payload.readUInt32LE(0),
        iteration: count(payload.readDoubleLE(4), 'the iteration of a keyframe'),
        fingerprint: payload.toString('hex', 12, 20),
        bytes: payload.subarray(20),
      };
    case recordTypes.scalars:
      return scalars(payload);
    case recordTypes.evaluation:
      return evaluation(payload);
    case recordTypes.position:
      expect(payload.length === 16, 'a position has the wrong length');
      return {
        kind: 'position',
        branch: payload.readUInt32LE(0),
        position: position(payload.readDoubleLE(4), payload.readUInt32LE(12)),
      };
    case recordTypes.edit:
      return editRecord(payload);
    case recordTypes.end:
      expect(payload.length === 0, 'the end has the wrong length');
      return { kind: 'end' };
    default:
      throw new PayloadError(`there is a record of the unknown type ${type}`);
  }
}

function header(payload: Buffer): TraceHeader {
  // JSON escapes may double the text, and six bytes is the longest escape; more is not from us.
  expect(payload.length <= 8 * limits.bytes, 'its header is too long');
  const values = object(payload, 'its header');
  const owner = values.get('owner');
  const networkFile = values.has('networkFile') && text(values, 'networkFile', longestPath);
  const networkText = text(values, 'networkText', limits.bytes);
  return {
    numericsVersion: count(values.get('numericsVersion'), 'its numericsVersion'),
    kernels: word(values, 'kernels', ['strict', 'relaxed', 'turbo']),
    networkText,
    contentHash: matching(values, 'contentHash', /^[0-9a-f]{64}$/),
    seed: count(values.get('seed'), 'its seed'),
    precision: word(values, 'precision', ['float64', 'float32']),
    persistentBytes: count(values.get('persistentBytes'), 'its persistentBytes'),
    scalarNames: names(values.get('scalarNames')),
    ...(owner === undefined ? {} : { owner: processIdentity(owner) }),
    ...(networkFile === false ? {} : { networkFile }),
  };
}

function scalars(payload: Buffer): TraceRecord {
  expect(16 <= payload.length, 'a block of scalars is too short');
  const columns = payload.readUInt32LE(4);
  const bytes = payload.length - 16;
  const isWhole = 0 < columns && bytes % (8 * columns) === 0;
  expect(isWhole, 'a block of scalars is not made of whole rows');
  // Copied, because a typed array must begin at a multiple of its element's size.
  const values = new Float64Array(bytes / 8);
  new Uint8Array(values.buffer).set(payload.subarray(16));
  return {
    kind: 'scalars',
    branch: payload.readUInt32LE(0),
    firstIteration: count(payload.readDoubleLE(8), 'the first iteration of a block of scalars'),
    columns,
    values,
  };
}

function evaluation(payload: Buffer): TraceRecord {
  const isWhole = 12 <= payload.length && (payload.length - 12) % 8 === 0;
  expect(isWhole, 'an evaluation has the wrong length');
  const numbers = new Float64Array((payload.length - 12) / 8);
  new Uint8Array(numbers.buffer).set(payload.subarray(12));
  const splits = evaluationOf(numbers);
  if (splits === undefined) throw new PayloadError('an evaluation is none');
  return {
    kind: 'evaluation',
    branch: payload.readUInt32LE(0),
    iteration: count(payload.readDoubleLE(4), 'the iteration of an evaluation'),
    splits,
  };
}

function editRecord(payload: Buffer): TraceRecord {
  expect(28 <= payload.length && payload.length <= 28 + 4096, 'an edit has the wrong length');
  const what = object(payload.subarray(28), 'an edit');
  const place = {
    value: payload.readDoubleLE(8),
    position: position(payload.readDoubleLE(16), payload.readUInt32LE(24)),
  };
  const kind = word(what, 'kind', ['element', 'hyperparameter']);
  const edit: Edit =
    kind === 'hyperparameter'
      ? { kind, ...place, name: text(what, 'name', 256) }
      : {
          kind,
          ...place,
          tensor: text(what, 'tensor', 256),
          row: count(what.get('row'), 'the row of an edit'),
          column: count(what.get('column'), 'the column of an edit'),
        };
  return {
    kind: 'edit',
    branch: payload.readUInt32LE(0),
    parent: payload.readUInt32LE(4),
    edit,
  };
}

function position(iteration: number, instruction: number): Position {
  return { iteration: count(iteration, 'the iteration of a position'), instruction };
}

type Values = ReadonlyMap<string, unknown>;

/** A map, so that no key can reach a prototype. */
function object(bytes: Buffer, what: string): Values {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new PayloadError(`${what} is not JSON`);
  }
  return mapOf(value, what);
}

function mapOf(value: unknown, what: string): Values {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  expect(isObject, `${what} is not an object`);
  return new Map(Object.entries(value as object));
}

function count(value: unknown, what: string): number {
  expect(Number.isSafeInteger(value) && 0 <= (value as number), `${what} is not a whole number`);
  return value as number;
}

function text(values: Values, key: string, longest: number): string {
  const value = values.get(key);
  expect(typeof value === 'string' && value.length <= longest, `its ${key} is not a text`);
  return value as string;
}

function matching(values: Values, key: string, form: RegExp): string {
  const value = text(values, key, 256);
  expect(form.test(value), `its ${key} has the wrong form`);
  return value;
}

function word<W extends string>(values: Values, key: string, words: readonly W[]): W {
  const value = text(values, key, 64);
  const found = words.find((each) => each === value);
  if (found === undefined) throw new PayloadError(`its ${key} is none of ${words.join(', ')}`);
  return found;
}

function names(value: unknown): readonly string[] {
  const isList = Array.isArray(value) && 0 < value.length && value.length <= 100_000;
  const isListOfNames =
    isList && value.every((name) => typeof name === 'string' && name.length <= 256);
  expect(isListOfNames, 'its scalarNames are not a list of names');
  return value as string[];
}

function processIdentity(value: unknown): ProcessIdentity {
  const values = mapOf(value, 'its owner');
  return { pid: count(values.get('pid'), 'its owner'), started: text(values, 'started', 256) };
}

function expect(holds: boolean, otherwise: string): void {
  if (!holds) throw new PayloadError(otherwise);
}
