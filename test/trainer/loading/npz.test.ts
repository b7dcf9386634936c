import { readFileSync } from 'node:fs';
import path from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { memoryBudget } from '../../../src/trainer/loading/memoryBudget';
import { openNpz } from '../../../src/trainer/loading/npz';
import { writeNpz } from '../../../src/trainer/loading/npzWriter';
import { asFile, complaintOf, dataErrorOf, plenty } from '../../support/dataErrors';

const folder = path.join(import.meta.dirname, '../../fixtures/arrays');
const fixture = (name: string) => readFileSync(path.join(folder, name));

function readAll(bytes: Uint8Array) {
  const archive = openNpz(asFile(bytes), plenty);
  return archive.names.map((name) => ({ name, ...archive.read(name)! }));
}

const weights = [
  { name: 'W1', shape: [3, 2], values: Float64Array.of(0, 1, 2, 3, 4, 5) },
  { name: 'b1', shape: [3, 1], values: new Float64Array(3) },
];

const array = writeNpz([{ name: 'x', shape: [1], values: Float64Array.of(7) }]).subarray(
  35,
  35 + 136,
);

interface Flaws {
  readonly flags?: number;
  readonly method?: number;
  readonly length?: number;
  readonly localLength?: number;
  readonly localMethod?: number;
  readonly packedLength?: number;
  readonly checksum?: number;
  readonly offset?: number;
  readonly localName?: string;
  /** Bytes after the end of what is deflated. */
  readonly padding?: number;
  readonly count?: number;
}

/** A ZIP archive of these entries, each with whatever is to be wrong with it. */
function zipOf(
  entries: readonly [name: string, content: Uint8Array, flaws?: Flaws][],
  comment = '',
): Buffer {
  const contents: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content, flaws = {}] of entries) {
    const method = flaws.method ?? 0;
    const padding = Buffer.alloc(flaws.padding ?? 0);
    const packed =
      method === 8 ? Buffer.concat([deflateRawSync(content), padding]) : Buffer.from(content);
    const common = (length: number, named = method) => {
      const fields = Buffer.alloc(22);
      fields.writeUInt16LE(20, 0);
      fields.writeUInt16LE(flaws.flags ?? 0, 2);
      fields.writeUInt16LE(named, 4);
      fields.writeUInt32LE(flaws.checksum ?? crc32(content), 10);
      fields.writeUInt32LE(flaws.packedLength ?? packed.length, 14);
      fields.writeUInt32LE(length, 18);
      return fields;
    };
    const nameLength = (text: string) => Buffer.from([Buffer.byteLength(text), 0]);
    const localName = flaws.localName ?? name;
    const length = flaws.length ?? content.length;
    const local = [
      Buffer.from('PK\x03\x04', 'latin1'),
      common(flaws.localLength ?? length, flaws.localMethod),
      nameLength(localName),
      Buffer.alloc(2),
      Buffer.from(localName),
      packed,
    ];
    const place = Buffer.alloc(4);
    place.writeUInt32LE(flaws.offset ?? offset);
    directory.push(
      Buffer.from('PK\x01\x02\x14\x00', 'latin1'),
      common(length),
      nameLength(name),
      Buffer.alloc(12),
      place,
      Buffer.from(name),
    );
    contents.push(...local);
    offset += Buffer.concat(local).length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  const count = entries[0]?.[2]?.count ?? entries.length;
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...contents, ...directory, end, Buffer.from(comment)]);
}

describe('openNpz', () => {
  it.each(['stored.npz', 'deflated.npz'])('reads what NumPy wrote: %s', (name) => {
    expect(readAll(fixture(name))).toEqual(weights);
  });

  it('reads a hand-made archive, which the refused ones are variants of', () => {
    expect(readAll(zipOf([['x.npy', array]]))[0]!.values).toEqual(Float64Array.of(7));
    expect(readAll(zipOf([['x.npy', array, { method: 8 }]]))[0]!.values).toEqual(
      Float64Array.of(7),
    );
    expect(readAll(zipOf([['x.npy', array]], 'a comment'))[0]!.name).toBe('x');
    expect(readAll(zipOf([]))).toEqual([]);
  });

  it.each([0, 8])(
    'puts bytes in Fortran order right, whether they are packed or not: %i',
    (method) => {
      const file = fixture('u1-fortran.npy');
      const [entry] = readAll(zipOf([['x.npy', file, { method }]]));
      expect([...entry!.values]).toEqual([0, 1, 2, 3, 100, 127]);
    },
  );

  it('has no array of another name, not even an inherited one', () => {
    const archive = openNpz(asFile(fixture('stored.npz')), plenty);
    expect(archive.read('W2')).toBeUndefined();
    expect(archive.read('constructor')).toBeUndefined();
  });

  it.each<[string, string, readonly [string, Uint8Array, Flaws?][]]>([
    [
      'two entries of one name (case 111)',
      'two entries named "x.npy"',
      [
        ['x.npy', array],
        ['x.npy', array],
      ],
    ],
    ['a name with a folder (case 111)', 'the name "../x.npy"', [['../x.npy', array]]],
    ['an absolute name (case 111)', 'the name "/x.npy"', [['/x.npy', array]]],
    ['a Windows name (case 111)', String.raw`the name "C:\\x.npy"`, [['C:\\x.npy', array]]],
    ['a prototype (case 111)', '__proto__', [['__proto__.npy', array]]],
    ['something else than arrays (case 109)', 'no .npy array', [['inner.npz', array]]],
    ['encryption (case 109)', 'is encrypted', [['x.npy', array, { flags: 1 }]]],
    ['another compression', 'compressed by method 12', [['x.npy', array, { method: 12 }]]],
    ['zip64 (case 109)', 'needs zip64', [['x.npy', array, { length: 0xffffffff }]]],
    ['a zip64 archive', 'zip64 archive', [['x.npy', array, { count: 0xffff }]]],
    ['more entries than there are (case 109)', 'damaged', [['x.npy', array, { count: 2 }]]],
    ['fewer entries than there are', 'does not end', [['x.npy', array, { count: 0 }]]],
    ['a wrong checksum (case 110)', 'does not unpack', [['x.npy', array, { checksum: 1 }]]],
    [
      'a wrong checksum, deflated (case 110)',
      'does not unpack',
      [['x.npy', array, { checksum: 1, method: 8 }]],
    ],
    ['a length that is too small', 'does not unpack', [['x.npy', array, { length: 9, method: 8 }]]],
    [
      'a length that is too large (case 109)',
      'does not unpack',
      [['x.npy', array, { length: 999, method: 8 }]],
    ],
    [
      'bytes after what is deflated',
      'does not unpack',
      [['x.npy', array, { padding: 3, method: 8 }]],
    ],
    ['two lengths', 'two lengths', [['x.npy', array, { length: 9 }]]],
    ['a lie in its own header', 'contradicts', [['x.npy', array, { localLength: 9 }]]],
    [
      'another compression in its own header',
      'contradicts',
      [['x.npy', array, { localMethod: 8 }]],
    ],
    ['another name in its own header', 'contradicts', [['x.npy', array, { localName: 'y.npy' }]]],
    ['an offset beyond the file', 'damaged', [['x.npy', array, { offset: 4000 }]]],
    ['a wrong offset', 'not where it should be', [['x.npy', array, { offset: 3 }]]],
    [
      'more bytes than there are',
      'incomplete',
      [['x.npy', array, { packedLength: 9999, length: 9999 }]],
    ],
  ])('refuses %s: %s', (_, reason, entries) => {
    expect(complaintOf(() => readAll(zipOf(entries)))).toContain(reason);
  });

  it('case 109: refuses entries that overlap', () => {
    const inner = zipOf([['x.npy', array]]).subarray(0, 35 + array.length);
    const entries: [string, Uint8Array, Flaws?][] = [
      ['y.npy', inner],
      ['x.npy', array, { offset: 35 }],
    ];
    expect(complaintOf(() => readAll(zipOf(entries)))).toContain('overlaps');
  });

  it('case 109: refuses what does not fit into the memory budget before it unpacks it', () => {
    const bomb = zipOf([['x.npy', new Uint8Array(1_000_000), { method: 8 }]]);
    const archive = openNpz(asFile(bomb), memoryBudget(100_000));
    expect(complaintOf(() => archive.read('x'))).toContain('memory budget');
  });

  describe('case 109: a bomb of a thousand to one', () => {
    const unpacked = 300_000_000;
    const bomb = new Uint8Array(unpacked);
    const honest = zipOf([['x.npy', bomb, { method: 8 }]]);
    const budget = memoryBudget(64_000_000);
    const readBomb = (bytes: Uint8Array) =>
      complaintOf(() => openNpz(asFile(bytes), budget).read('x'));

    it('that says how large it is does not fit into the memory budget', () => {
      expect(unpacked / honest.length).toBeGreaterThan(1000);
      expect(readBomb(honest)).toContain('memory budget');
    });

    it('that says it is small is not unpacked further than that', () => {
      const liar = Buffer.from(honest);
      for (const place of [22, liar.indexOf('PK\x01\x02', 0, 'latin1') + 24]) {
        expect(liar.readUInt32LE(place)).toBe(unpacked);
        liar.writeUInt32LE(1000, place);
      }
      const before = process.memoryUsage().external;
      expect(readBomb(liar)).toContain('does not unpack');
      expect(process.memoryUsage().external - before).toBeLessThan(64_000_000);
    });
  });

  it('case 109: reads 10,000 entries and refuses as many as a ZIP archive can have', () => {
    const names = Array.from({ length: 10_000 }, (_, index) => `${index}.npy`);
    const archive = openNpz(asFile(zipOf(names.map((name) => [name, array]))), plenty);
    expect([...archive.read('9999')!.values]).toEqual([7]);
    const claiming = zipOf([['x.npy', array, { count: 65_534 }]]);
    expect(complaintOf(() => readAll(claiming))).toContain('65534 entries, expected at most 10000');
  });

  it.each(['stored.npz', 'deflated.npz'])('refuses %s when it is cut off anywhere', (name) => {
    const whole = fixture(name);
    for (let length = 0; length < whole.length; length++) {
      expect(dataErrorOf(() => readAll(whole.subarray(0, length)))).toBeDefined();
    }
  });

  it.each(['stored.npz', 'deflated.npz'])(
    'reads the same numbers from %s or none, whichever bit is flipped',
    (name) => {
      const whole = fixture(name);
      for (let bit = 0; bit < 8 * whole.length; bit++) {
        const flipped = Uint8Array.from(whole);
        flipped[bit >> 3]! ^= 1 << (bit & 7);
        const error = dataErrorOf(() => {
          const arrays = readAll(flipped);
          expect(arrays.map(({ shape, values }) => ({ shape, values }))).toEqual(
            weights.map(({ shape, values }) => ({ shape, values })),
          );
        });
        if (error !== undefined) expect(error.message).toContain('data');
      }
    },
  );
});

describe('writeNpz', () => {
  it.each(['f8', 'f4', 'i4', 'i2', 'i1', 'u4', 'u2', 'u1', 'f8-scalar', 'f8-empty', 'version-1'])(
    'writes the very bytes that NumPy writes: %s',
    (name) => {
      const file = fixture(`${name}.npy`);
      const [entry] = readAll(zipOf([['x.npy', file]]));
      const archive = Buffer.from(writeNpz([entry!]));
      expect(archive.subarray(35, 35 + file.length).equals(file)).toBe(true);
    },
  );

  it('writes what it reads', () => {
    expect(readAll(writeNpz(weights))).toEqual(weights);
    expect(readAll(writeNpz([]))).toEqual([]);
  });

  it('writes a part of a larger array', () => {
    const values = Float64Array.of(1, 2, 3, 4).subarray(1, 3);
    expect(readAll(writeNpz([{ name: 'x', shape: [2], values }]))[0]!.values).toEqual(
      Float64Array.of(2, 3),
    );
  });

  it('refuses a shape that does not fit', () => {
    expect(() => writeNpz([{ ...weights[0]!, shape: [2, 2] }])).toThrow('W1 has 6 numbers');
  });
});
