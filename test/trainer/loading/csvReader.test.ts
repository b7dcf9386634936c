import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { CsvReader } from '../../../src/trainer/loading/csvReader';
import { asFile, dataErrorOf } from '../../support/dataErrors';

function recordsOf(text: string): string[][] {
  const reader = new CsvReader(asFile(text));
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
