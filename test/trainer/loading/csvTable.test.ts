import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseCsv, type CsvOptions } from '../../../src/trainer/loading/csvTable';
import type { DataStream } from '../../../src/trainer/loading/dataStream';
import { memoryBudget } from '../../../src/trainer/loading/memoryBudget';
import { asStream, complaintOf, plenty } from '../../support/dataErrors';

const lastColumn: CsvOptions = { header: true, targets: ['y'] };

const parse = (text: string | Uint8Array, options = lastColumn) =>
  parseCsv(asStream(text), options, plenty);
const complaint = (text: string | Uint8Array, options = lastColumn) =>
  complaintOf(() => parse(text, options));

describe('parseCsv', () => {
  it('reads inputs and targets', () => {
    const table = parse('a,b,y\n1,2,0\n-3.5,4e1,1\n');
    expect(table).toEqual({
      file: 'data',
      count: 2,
      features: 2,
      outputs: 1,
      inputs: Float64Array.of(1, 2, -3.5, 40),
      targets: Float64Array.of(0, 1),
      lines: Uint32Array.of(2, 3),
    });
  });

  it.each([
    ['LF', 'a,y\n1,2\n3,4\n'],
    ['CRLF (case 84)', 'a,y\r\n1,2\r\n3,4\r\n'],
    ['CR (case 84)', 'a,y\r1,2\r3,4\r'],
    ['mixed line ends (case 84)', 'a,y\r1,2\r\n3,4\n'],
    ['no line end at the end', 'a,y\n1,2\n3,4'],
    ['empty lines at the end', 'a,y\n1,2\n3,4\n\n\r\n'],
    ['a byte order mark (case 83)', '\uFEFFa,y\n1,2\n3,4\n'],
    ['quotes (case 85)', '"a","y"\n"1",2\n3,"4"\n'],
    ['blanks', ' a , y \n 1 ,\t2\n3 , 4 \n'],
  ])('reads the same from %s', (_, text) => {
    const { inputs, targets, lines } = parse(text);
    expect([[...inputs], [...targets], [...lines]]).toEqual([
      [1, 3],
      [2, 4],
      [2, 3],
    ]);
  });

  it.each<[string, CsvOptions, number[], number[]]>([
    ['by name', { header: true, targets: ['y'], features: ['c', 'a'] }, [3, 1, 7, 5], [2, 6]],
    ['by number', { header: true, targets: [1], features: [0] }, [1, 5], [2, 6]],
    ['several targets', { header: true, targets: ['c', 'y'] }, [1, 4, 5, 8], [3, 2, 7, 6]],
  ])('chooses columns %s', (_, options, inputs, targets) => {
    const table = parse('a,y,c,d\n1,2,3,4\n5,6,7,8\n', options);
    expect([[...table.inputs], [...table.targets]]).toEqual([inputs, targets]);
  });

  it('case 89: reads a table without a header', () => {
    const table = parse('1,2\n3,4\n', { header: false, targets: [0] });
    expect([[...table.inputs], [...table.targets], [...table.lines]]).toEqual([
      [2, 4],
      [1, 3],
      [1, 2],
    ]);
  });

  it('lets columns that are not chosen hold anything, and counts lines within quotes', () => {
    const table = parse('id,a,y\n"one, ""two""\nthree",1,2\nx;y,3,4\n', {
      ...lastColumn,
      features: ['a'],
    });
    expect([[...table.inputs], [...table.lines]]).toEqual([
      [1, 3],
      [2, 4],
    ]);
  });

  it.each([
    ['a short row (case 82)', 'a,y\n1,2\n3\n', '3:1 This row has 1 cells; expected 2'],
    ['a long row (case 82)', 'a,y\n1,2,3\n', '2:1 This row has 3 cells; expected 2'],
    ['an empty line between rows', 'a,y\n1,2\n\n3,4\n', '3:1 This line is empty; expected 2'],
    ['an empty cell (case 87)', 'a,y\n1,\n', '2:3 Column "y" is empty here'],
    ['a cell of blanks (case 87)', 'a,y\n  ,1\n', '2:1 Column "a" is empty here'],
    [
      'hexadecimal digits (case 88)',
      'a,y\n1,0x10\n',
      '2:3 Column "y" holds "0x10"; expected a number',
    ],
    ['grouped digits (case 88)', 'a,y\n1_000,1\n', 'holds "1_000"'],
    ['full-width digits (case 88)', 'a,y\n１,1\n', 'holds "１"'],
    ['NaN (case 88)', 'a,y\n1,1\nNaN,1\n', '3:1 Column "a" holds "NaN"'],
    ['infinity (case 88)', 'a,y\ninf,1\n', 'holds "inf"'],
    ['a number beyond float64 (case 88)', 'a,y\n1e999,1\n', 'holds "1e999"'],
    ['a word', 'a,y\n"a ""b""",1\n', String.raw`2:1 Column "a" holds "a \"b\""`],
    ['two points', 'a,y\n1.2.3,1\n', 'holds "1.2.3"'],
    ['a sign alone', 'a,y\n-,1\n', 'holds "-"'],
    ['a point alone', 'a,y\n.,1\n', 'holds "."'],
    [
      'a decimal comma (case 86)',
      'a,y\n"1,5",1\n',
      'This looks like a decimal comma: write a point.',
    ],
    ['thousands and a decimal comma (case 86)', 'a,y\n"1.234,5",1\n', 'decimal comma'],
    ['semicolons', 'a;y\n1;2\n', '1:1 The cells seem to be separated by semicolons'],
    ['semicolons and decimal commas (case 86)', 'a,y\n1,5;2,5\n', 'semicolons'],
    ['tabs', 'a\ty\n1\t2\n', '1:1 The cells seem to be separated by tabs'],
    ['an unclosed quote (case 85)', 'a,y\n1,"2\n3,4\n', '2:3 This quote is never closed'],
    ['an unclosed quote after others', '"id\n",a,y\n"é",1,"x\n', '3:7 This quote is never closed'],
    ['a quote within a cell', 'a,y\n1,2"3"\n', '2:4 A quote stands inside a cell'],
    ['something after a quote', 'a,y\n"1"2,3\n', '2:4 After a closing quote'],
    [
      'a column that is missing',
      'a,b\n1,2\n',
      '1:1 There is no column "y". The header names "a", "b".',
    ],
    ['an inherited name', 'a,constructor\n1,2\n', 'There is no column "y"'],
    ['a header alone (case 89)', 'a,y\n', 'has a header and no rows'],
    ['nothing', '', 'is empty'],
    ['line ends alone', '\n\n', 'is empty'],
    [
      'two columns of one name (case 89)',
      'a,y,a\n1,2,3\n',
      '1:5 Columns 0 and 2 are both named "a"',
    ],
    ['no column left', 'y\n1\n', 'Every column is a target'],
  ])('refuses %s', (_, text, expected) => {
    expect(complaint(text)).toContain(expected);
  });

  it.each<[string, CsvOptions, string]>([
    ['a number beyond the columns', { header: true, targets: [2] }, 'the columns are 0 to 1'],
    ['a name without a header', { header: false, targets: ['y'] }, '"header" is false'],
    [
      'an input that is a target',
      { header: true, targets: ['y'], features: ['a', 'y'] },
      '1:3 Column 1',
    ],
  ])('refuses %s', (_, options, expected) => {
    expect(complaint('a,y\n1,2\n', options)).toContain(expected);
  });

  it.each([
    [
      'EUC-KR (case 90)',
      Buffer.concat([Buffer.from('a,y\n1,2\n'), Buffer.from([0xb0, 0xa1])]),
      '3:1 data is not UTF-8 text',
    ],
    ['UTF-16', Buffer.from('\uFEFFa,y\n1,2\n', 'utf16le'), 'is UTF-16 text'],
    ['a NUL byte (case 91)', 'a,y\n1,2\n3,\0\n', '3:1 data contains a NUL byte'],
  ])('refuses %s', (_, text, expected) => {
    expect(complaint(text)).toContain(expected);
  });

  it('claims memory for its numbers', () => {
    const long = `a,y\n${'1,2\n'.repeat(1000)}`;
    expect(complaintOf(() => parseCsv(asStream(long), lastColumn, memoryBudget(10_000)))).toContain(
      'budget',
    );
  });

  it('case 81: stops at the row of 10 GB with which the memory budget ends', () => {
    const row = Buffer.from('1.5,2.25\n');
    const rowsOfWindow = Buffer.alloc(row.length * 120_000, row);
    let bytesRead = 0;
    const source: DataStream = {
      file: '/data/big.csv',
      size: 10 * 2 ** 30,
      read(into, position) {
        bytesRead += into.length;
        into.set(rowsOfWindow.subarray(position % row.length).subarray(0, into.length));
      },
    };
    const options: CsvOptions = { header: false, targets: [1] };
    const budget = memoryBudget(21 * 2 ** 20);
    // A window of 1 MB, and 20 bytes for each row: two numbers and its line.
    const rows = 2 ** 20;
    expect(complaintOf(() => parseCsv(source, options, budget))).toMatch(
      new RegExp(
        `^${rows + 1}:1 Reading big\\.csv up to line ${rows + 1} needs 20\\.0 MB, .*budget`,
      ),
    );
    expect(bytesRead).toBeLessThan(12 * 2 ** 20);
  });

  it('case 92: refuses rows that were not there when they were counted', () => {
    const before = asStream(`first,y\n${'1,22222\n'.repeat(200_000)}`);
    const after = asStream(`first,y\n${'1,2\n1,2\n'.repeat(200_000)}`);
    // The first window, then all lines in pieces, then the rest.
    const isCounting = (into: Uint8Array) => into.length < 2 ** 18;
    let hasCounted = false;
    const source: DataStream = {
      ...before,
      read(into, position) {
        hasCounted ||= isCounting(into);
        const now = hasCounted && !isCounting(into) ? after : before;
        now.read(into, position);
      },
    };
    expect(complaintOf(() => parseCsv(source, lastColumn, plenty))).toContain(
      'changed while it was read',
    );
  });

  it('reads every number that JavaScript prints', () => {
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(finite, finite), { minLength: 1 }), (rows) => {
        const table = parse(`a,y\n${rows.map((row) => row.map(String).join(',')).join('\n')}\n`);
        // String prints -0 as 0.
        expect([...table.inputs]).toEqual(rows.map(([a]) => a + 0));
        expect([...table.targets]).toEqual(rows.map(([, y]) => y + 0));
      }),
    );
  });
});
