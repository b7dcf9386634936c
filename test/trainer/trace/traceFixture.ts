/** Traces made by hand, for tests of the reader. */
import { readFileSync, writeFileSync } from 'node:fs';

import { encodeRecord, preamble } from '../../../src/trainer/trace/encode';
import type { TraceHeader, TraceRecord } from '../../../src/trainer/trace/format';
import { readTrace } from '../../../src/trainer/trace/readTrace';

export const header: TraceHeader = {
  numericsVersion: 1,
  kernels: 'strict',
  networkText: '{ "name": "é\\u0000\u{1f600}" }',
  contentHash: '0123456789abcdef'.repeat(4),
  seed: 42,
  precision: 'float64',
  persistentBytes: 24,
  scalarNames: ['J', 'norm(dW1)'],
  owner: { pid: 4711, started: '1234' },
};

export const records: readonly TraceRecord[] = [
  { kind: 'header', header },
  keyframe(0, 0),
  {
    kind: 'scalars',
    branch: 0,
    firstIteration: 0,
    columns: 2,
    values: Float64Array.of(0.5, NaN, -0, Infinity, 5e-324, -Infinity),
  },
  { kind: 'position', branch: 0, position: { iteration: 2, instruction: 17 } },
  {
    kind: 'edit',
    branch: 1,
    parent: 0,
    edit: {
      kind: 'element',
      position: { iteration: 2, instruction: 17 },
      tensor: 'W1',
      row: 3,
      column: 1,
      value: NaN,
    },
  },
  keyframe(1, 3),
  { kind: 'scalars', branch: 1, firstIteration: 2, columns: 2, values: Float64Array.of(1, 2) },
  { kind: 'scalars', branch: 1, firstIteration: 3, columns: 2, values: Float64Array.of(3, 4) },
  {
    kind: 'edit',
    branch: 2,
    parent: 1,
    edit: {
      kind: 'hyperparameter',
      position: { iteration: 3, instruction: 0 },
      name: 'learningRate',
      value: 0.1,
    },
  },
  { kind: 'position', branch: 2, position: { iteration: 9_007_199_254_740_991, instruction: 0 } },
  {
    kind: 'evaluation',
    branch: 0,
    iteration: 1,
    splits: {
      validation: {
        cost: NaN,
        accuracy: 0.75,
        classes: {
          samples: Uint32Array.of(3, 1),
          right: Uint32Array.of(2, 1),
          confusion: Uint32Array.of(2, 1, 0, 1),
        },
      },
      test: { cost: Infinity, meanAbsoluteError: 2 },
    },
  },
  { kind: 'end' },
];

export function traceBytes(written: readonly TraceRecord[] = records): Buffer {
  return Buffer.concat([preamble(), ...written.map(encodeRecord)]);
}

/** Offset behind the preamble, then behind each record. */
export function boundaries(written: readonly TraceRecord[] = records): readonly number[] {
  return written.reduce<number[]>(
    (ends, record) => [...ends, ends.at(-1)! + encodeRecord(record).length],
    [preamble().length],
  );
}

/** Gives a file another header, as if another process had written it, or from other data. */
export function rewriteHeader(file: string, change: (header: TraceHeader) => TraceHeader): void {
  const bytes = readFileSync(file);
  const written = readTrace({ file, bytes }).header;
  const rest = bytes.subarray(
    preamble().length + encodeRecord({ kind: 'header', header: written }).length,
  );
  const fresh = encodeRecord({ kind: 'header', header: change(written) });
  writeFileSync(file, Buffer.concat([preamble(), fresh, rest]));
}

/** No process has this number on any system. */
export const deadOwner = { pid: 2 ** 31 - 1, started: 'long ago' };

function keyframe(branch: number, iteration: number): TraceRecord {
  const bytes = Uint8Array.from({ length: header.persistentBytes }, (_, index) => index + branch);
  return { kind: 'keyframe', branch, iteration, fingerprint: '00c0ffee00c0ffee', bytes };
}
