/**
 * Files that nobody wrote on purpose: whatever the bytes are, a parser returns or throws a `DataError`.
 *
 * `dataErrorOf` passes every other error on, so a stack overflow, a RangeError or a hang fails these tests.
 */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

import fc from 'fast-check';
import { describe, it } from 'vitest';

import { parseCsv } from '../../../src/trainer/loading/csvTable';
import { parseIdx } from '../../../src/trainer/loading/idx';
import { memoryBudget } from '../../../src/trainer/loading/memoryBudget';
import { parseNpy } from '../../../src/trainer/loading/npy';
import { openNpz } from '../../../src/trainer/loading/npz';
import { parsePng } from '../../../src/trainer/loading/png/png';
import { openSafetensors } from '../../../src/trainer/loading/safetensors';
import { asFile, asStream, dataErrorOf } from '../../support/dataErrors';

const folder = path.join(import.meta.dirname, '../../fixtures');
const fixtures = (kind: string, extension: string) =>
  readdirSync(path.join(folder, kind))
    .filter((name) => name.endsWith(extension))
    .map((name) => readFileSync(path.join(folder, kind, name)));
const idx = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3, 4, 5, 255);
const csv = 'a,"b ""c""",y\r\n1,-2.5e3,0\r\n"4",5,1\r\n';
const budget = () => memoryBudget(2 ** 20);

const parsers: readonly [string, readonly Uint8Array[], (bytes: Uint8Array) => unknown][] = [
  ['NPY', fixtures('arrays', '.npy'), (bytes) => parseNpy(asFile(bytes))],
  [
    'NPZ',
    fixtures('arrays', '.npz'),
    (bytes) => {
      const archive = openNpz(asFile(bytes), budget());
      return archive.names.map((name) => archive.read(name));
    },
  ],
  ['PNG', fixtures('png', '.png'), (bytes) => parsePng(asFile(bytes), budget())],
  [
    'safetensors',
    fixtures('safetensors', '.safetensors'),
    (bytes) => {
      const archive = openSafetensors(asFile(bytes), budget());
      return archive.names.map((name) => archive.read(name));
    },
  ],
  ['IDX', [idx, gzipSync(idx)], (bytes) => parseIdx(asFile(bytes), budget())],
  [
    'CSV',
    [Buffer.from(csv)],
    (bytes) => parseCsv(asStream(bytes), { header: true, targets: [0] }, budget()),
  ],
];

/** Some bytes replaced, a stretch taken out, a stretch repeated or inserted. */
function mutation(whole: Uint8Array): fc.Arbitrary<Uint8Array> {
  const place = fc.nat(whole.length);
  const span = fc.tuple(place, place).map((ends) => ends.sort((a, b) => a - b));
  const tellingByte = fc.constantFrom(0, 1, 8, 0x22, 0x2c, 0x7f, 0x80, 0xfe, 0xff);
  return fc.oneof(
    fc
      .array(fc.tuple(place, fc.oneof(tellingByte, fc.nat(255))), { minLength: 1, maxLength: 8 })
      .map((edits) => {
        const bytes = Uint8Array.from(whole);
        for (const [at, byte] of edits) if (at < bytes.length) bytes[at] = byte;
        return bytes;
      }),
    span.map(([from, to]) => Buffer.concat([whole.subarray(0, from), whole.subarray(to)])),
    span.map(([from, to]) => Buffer.concat([whole.subarray(0, to), whole.subarray(from)])),
    fc
      .tuple(place, fc.uint8Array({ maxLength: 16 }))
      .map(([at, more]) => Buffer.concat([whole.subarray(0, at), more, whole.subarray(at)])),
  );
}

describe.each(parsers)('%s', (_, wholes, parse) => {
  it('survives any mutation of a good file', () => {
    const mutant = fc.constantFrom(...wholes).chain(mutation);
    fc.assert(
      fc.property(mutant, (bytes) => void dataErrorOf(() => parse(bytes))),
      { numRuns: Number(process.env.BACKSTEP_FUZZ_RUNS ?? 1500) },
    );
  });

  it('survives any bytes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        (bytes) => void dataErrorOf(() => parse(bytes)),
      ),
    );
  });

  it('survives a good file that is cut off anywhere', () => {
    for (const whole of wholes) {
      for (let length = 0; length < whole.length; length++) {
        dataErrorOf(() => parse(whole.subarray(0, length)));
      }
    }
  });
});
