import { crc32 } from 'node:zlib';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { DataError } from '../../../src/trainer/loading/dataError';
import { encodeRecord, preamble } from '../../../src/trainer/trace/encode';
import type { TraceHeader, TraceRecord } from '../../../src/trainer/trace/format';
import { readTrace, type Trace } from '../../../src/trainer/trace/readTrace';
import { boundaries, header, records, traceBytes } from './traceFixture';

const file = '/lessons/run.nntrace';
const read = (bytes: Uint8Array): Trace => readTrace({ file, bytes });
const refusal = (bytes: Uint8Array): string => {
  try {
    read(bytes);
  } catch (error) {
    if (error instanceof DataError) return error.message;
    throw error;
  }
  return 'accepted';
};

describe('a trace', () => {
  it('says what was written, to the last bit', () => {
    const trace = read(traceBytes());
    expect(trace.header).toEqual(header);
    expect(trace.isComplete).toBe(true);
    expect(trace.damage).toBeUndefined();
    expect(trace.stand).toEqual({
      branch: 2,
      position: { iteration: Number.MAX_SAFE_INTEGER, instruction: 0 },
    });
    const [root, first, second] = trace.branches;
    expect(root).toMatchObject({ firstIteration: 0, rows: 3 });
    expect(root?.scalars[0]).toEqual(Float64Array.of(0.5, NaN, -0, Infinity, 5e-324, -Infinity));
    expect(root?.keyframes).toMatchObject([{ iteration: 0, fingerprint: '00c0ffee00c0ffee' }]);
    expect([...(root?.keyframes[0]?.bytes ?? [])]).toEqual([...Array(24).keys()]);
    expect(first).toMatchObject({ firstIteration: 2, rows: 2 });
    expect(first?.origin).toEqual({ parent: 0, edits: [(records[4] as { edit: unknown }).edit] });
    expect(second?.origin).toEqual({ parent: 1, edits: [(records[8] as { edit: unknown }).edit] });
  });

  it('reads the same from the middle of a larger buffer', () => {
    const bytes = traceBytes();
    for (let shift = 1; shift < 8; shift++) {
      const large = Buffer.concat([Buffer.alloc(shift), bytes, Buffer.alloc(9)]);
      expect(read(large.subarray(shift, -9))).toEqual(read(bytes));
    }
  });

  it('has the checksum of zlib behind every record', () => {
    const bytes = encodeRecord({ kind: 'end' });
    expect(bytes.readUInt32LE(bytes.length - 4)).toBe(crc32(bytes.subarray(0, -4)));
  });
});

it('has all edits with which a branch began', () => {
  const again = { ...(records[4] as Extract<TraceRecord, { kind: 'edit' }>) };
  const trace = read(traceBytes([...records.slice(0, 5), again, again]));
  expect(trace.branches).toHaveLength(2);
  expect(trace.branches[1]?.origin?.edits).toHaveLength(3);
});

describe('a trace that was cut off', () => {
  it('is read up to its last whole record, wherever the cut', () => {
    const bytes = traceBytes();
    const ends = boundaries();
    for (let length = ends[1]!; length < bytes.length; length++) {
      const trace = read(bytes.subarray(0, length));
      const whole = ends.filter((end) => end <= length).length - 1;
      const { damage, ...expected } = read(traceBytes(records.slice(0, whole)));
      expect(damage).toBeUndefined();
      expect(trace).toMatchObject(expected);
      expect(trace.isComplete).toBe(false);
      expect(trace.damage === undefined).toBe(ends.includes(length));
    }
  });

  it('is refused when not even the header is whole', () => {
    const bytes = traceBytes();
    for (let length = 0; length < boundaries()[1]!; length++) {
      expect(refusal(bytes.subarray(0, length))).toContain('cannot be read as a trace');
    }
  });
});

describe('case 124: a flipped bit', () => {
  it('is found at every byte, and what lies before its record is read', () => {
    const bytes = traceBytes();
    const ends = boundaries();
    for (let at = 0; at < bytes.length; at++) {
      const flipped = Buffer.from(bytes);
      flipped[at]! ^= 1 << (at % 8);
      if (at < ends[1]!) {
        expect(refusal(flipped)).toContain('cannot be read as a trace');
        continue;
      }
      const trace = read(flipped);
      const whole = ends.filter((end) => end <= at).length - 1;
      expect(trace.damage).toContain(`from ${ends[whole]!} on are damaged`);
      const { branches, stand } = read(traceBytes(records.slice(0, whole)));
      expect(trace).toMatchObject({ branches, stand, isComplete: false });
    }
  });
});

describe('case 125: another version', () => {
  it.each([0, 2, 3, 0xffffffff])('%i is refused with its number', (version) => {
    const bytes = traceBytes();
    bytes.writeUInt32LE(version, 8);
    expect(refusal(bytes)).toContain(
      `its format has version ${version}, and this Backstep reads versions up to 1`,
    );
  });
});

describe('a file that contradicts itself', () => {
  const scalars = (branch: number, firstIteration: number): TraceRecord => ({
    kind: 'scalars',
    branch,
    firstIteration,
    columns: 2,
    values: Float64Array.of(1, 2),
  });
  const edit = (branch: number, parent: number): TraceRecord => ({
    ...(records[4] as Extract<TraceRecord, { kind: 'edit' }>),
    branch,
    parent,
  });
  const keyframe = records[1] as Extract<TraceRecord, { kind: 'keyframe' }>;
  const first: TraceRecord = { kind: 'header', header };

  it.each<[string, readonly TraceRecord[]]>([
    ['its first record is not the header', [scalars(0, 0)]],
    ['there are two headers', [first, first]],
    ['there is a record behind the end', [first, { kind: 'end' }, { kind: 'end' }]],
    ['the scalars of iteration 0 are missing', [first, scalars(0, 1)]],
    ['the scalars of iteration 1 are missing', [first, scalars(0, 0), scalars(0, 2)]],
    ['the scalars of iteration 1 are missing', [first, scalars(0, 0), scalars(0, 0)]],
    ['there is no branch 1', [first, scalars(1, 0)]],
    ['there is no branch 3', [first, { kind: 'position', branch: 3, position: at(0) }]],
    ['branch 2 follows 1 branches', [first, edit(2, 0)]],
    ['there is no branch 1', [first, edit(1, 1)]],
    [
      'a keyframe has 23 bytes, and its header says 24',
      [first, { ...keyframe, bytes: keyframe.bytes.subarray(1) }],
    ],
    ['the iteration of a keyframe is not a whole number', [first, { ...keyframe, iteration: 0.5 }]],
    ['the iteration of a keyframe is not a whole number', [first, { ...keyframe, iteration: -1 }]],
    [
      'the iteration of a position is not',
      [first, { kind: 'position', branch: 0, position: at(NaN) }],
    ],
    [
      'a row has 1 scalars, and 2 are named',
      [first, { ...scalars(0, 0), columns: 1 } as TraceRecord],
    ],
  ])('%s: is refused', (message, written) => {
    expect(refusal(traceBytes(written))).toContain(message);
  });

  it.each<[string, Partial<Record<keyof TraceHeader, unknown>>]>([
    ['its kernels is none of strict, relaxed, turbo', { kernels: '../../evil.js' }],
    ['its contentHash has the wrong form', { contentHash: 'x' }],
    ['its networkText is not a text', { networkText: 7 }],
    ['its seed is not a whole number', { seed: -1 }],
    ['its persistentBytes is not a whole number', { persistentBytes: 1e300 }],
    ['its scalarNames are not a list of names', { scalarNames: [1] }],
    ['its scalarNames are not a list of names', { scalarNames: [] }],
    ['its owner is not an object', { owner: [] }],
    ['its networkFile is not a text', { networkFile: ['/etc/passwd'] }],
    ['its networkFile is not a text', { networkFile: 'x'.repeat(2 ** 16) }],
    ['its precision is none of', { precision: '__proto__' }],
  ])('%s: is refused', (message, part) => {
    const wrong = { ...header, ...part } as TraceHeader;
    expect(refusal(traceBytes([{ kind: 'header', header: wrong }]))).toContain(message);
  });

  it('refuses a type that it does not know, though its checksum is right', () => {
    const bytes = encodeRecord({ kind: 'end' });
    bytes.writeUInt32LE(99, 4);
    bytes.writeUInt32LE(crc32(bytes.subarray(0, 8)), 8);
    const whole = Buffer.concat([preamble(), encodeRecord(first), bytes]);
    expect(refusal(whole)).toContain('there is a record of the unknown type 99');
  });
});

describe('a length', () => {
  it('is compared with the file before anything is made of it', () => {
    for (const length of [0x7fffffff, 0xffffffff, 2 ** 30 + 1, 100_000]) {
      const bytes = traceBytes();
      bytes.writeUInt32LE(length, boundaries()[1]);
      expect(read(bytes).damage).toContain('a record is cut off');
    }
  });
});

it('has no property of a prototype for what its header names', () => {
  const text = `{"__proto__":{"polluted":1},${JSON.stringify(header).slice(1)}`;
  const payload = Buffer.from(text);
  const head = Buffer.alloc(8);
  head.writeUInt32LE(payload.length, 0);
  head.writeUInt32LE(1, 4);
  const tail = Buffer.alloc(4);
  tail.writeUInt32LE(crc32(Buffer.concat([head, payload])));
  expect(read(Buffer.concat([preamble(), head, payload, tail])).header).toEqual(header);
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
});

it('comes back from any bytes with a trace or a DataError', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const behindSignature = Buffer.concat([preamble(), bytes]);
      expect(typeof refusal(bytes)).toBe('string');
      expect(typeof refusal(behindSignature)).toBe('string');
    }),
  );
});

function at(iteration: number): { iteration: number; instruction: number } {
  return { iteration, instruction: 0 };
}
