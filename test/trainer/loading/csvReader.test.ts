import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { CsvReader } from '../../../src/trainer/loading/csvReader';
import { asStream, complaintOf, dataErrorOf, plenty } from '../../support/dataErrors';

function recordsOf(text: string): string[][] {
  const reader = new CsvReader(asStream(text), plenty);
  const records: string[][] = [];
  while (reader.next()) {
    records.push(Array.from({ length: reader.cells }, (_, cell) => reader.text(cell)));
  }
  return records;
}

/** Another reader's opinion; undefined where it finds the text wrong. */
function recordsByCsvParse(text: string): string[][] | undefined {
  try {
    return parse(text, { record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true });
  } catch {
    return undefined;
  }
}

describe('CsvReader', () => {
  it('case 85: reads what was written by the rules of RFC 4180', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', 'é', '1') });
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1 });
    fc.assert(
      fc.property(table, fc.constantFrom('\n', '\r\n', '\r'), (records, lineEnd) => {
        const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const text = records.map((record) => record.map(quoted).join(',')).join(lineEnd);
        expect(recordsOf(text)).toEqual(records);
      }),
    );
  });

  it('case 83: takes the mark of UTF-8 at the beginning for no part of the first cell', () => {
    expect(recordsOf('\uFEFF"a",b\n1,2')).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });

  it('reads the same wherever the windows end that it reads in', () => {
    const line = '1,"é, ""quoted""\r\n",😀,x\r\n';
    for (let shift = 0; shift < line.length; shift++) {
      const lines = Math.ceil(2 ** 20 / Buffer.byteLength(line)) + 100;
      const text = `a,b,c,${'d'.repeat(shift)}\r\n${line.repeat(lines)}`;
      const reader = new CsvReader(asStream(text), plenty);
      let records = 0;
      for (; reader.next(); records++) {
        if (records === 0) continue;
        const cells = Array.from({ length: reader.cells }, (_, cell) => reader.text(cell));
        if (cells.join('|') === '1|é, "quoted"\r\n|😀|x' && reader.line === 2 * records) continue;
        expect.fail(`${reader.line}: ${cells.join('|')}`);
      }
      expect(records).toBe(lines + 1);
    }
  }, 30_000);

  it('case 89: reads a line of megabytes, and refuses more cells than a million', () => {
    const [wide, long] = [`${'1,'.repeat(100_000)}1`, 'x'.repeat(5_000_000)];
    const [first, second] = recordsOf(`${wide}\r\n"${long}",2`);
    expect(first).toHaveLength(100_001);
    expect(second).toEqual([long, '2']);
    expect(complaintOf(() => recordsOf(','.repeat(1_000_000)))).toContain(
      '1:1000001 A row has more than 1000000 cells',
    );
  });

  it.each([
    ['a NUL byte', '\0', 'contains a NUL byte'],
    ['what is not UTF-8', Uint8Array.of(0xb0, 0xa1, 0x0a), 'is not UTF-8 text'],
    ['a character that is cut off', Uint8Array.of(0xf0, 0x9f, 0x98), 'is not UTF-8 text'],
  ])('says on which line %s stands behind the first window', (_, wrong, reason) => {
    const bytes = Buffer.concat([Buffer.from('1,2\n'.repeat(600_000)), Buffer.from(wrong)]);
    const reader = new CsvReader(asStream(bytes), plenty);
    const complaint = complaintOf(() => {
      while (reader.next());
    });
    expect(complaint).toContain(reason);
    expect(complaint).toMatch(/^600001:1 /);
  });

  it('agrees with csv-parse on any text, but where one of them is stricter', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '1', '"', ',', '\n', '.'), maxLength: 12 });
    let compared = 0;
    fc.assert(
      fc.property(text, (some) => {
        const theirs = recordsByCsvParse(some);
        let ours: string[][] | undefined;
        const error = dataErrorOf(() => (ours = recordsOf(some)));
        // Empty lines at the end are a record for them and none for us.
        if (theirs === undefined || error !== undefined || /\n\n*$/.test(some)) return;
        compared++;
        expect(ours).toEqual(theirs);
      }),
      { numRuns: 2000 },
    );
    expect(compared).toBeGreaterThan(300);
  });
});
