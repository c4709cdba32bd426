import assert from 'node:assert/strict';
import fc from 'fast-check';
import { csvOf } from '../../src/export/csv.ts';
import { shortest, type Table } from '../../src/export/table.ts';
import { readCsv } from './readCsv.ts';

const table: Table = {
  name: 'cells',
  columns: ['query', 'token', 'weight'],
  rows: [
    [0, 'a,"b"\n', Math.fround(0.1)],
    [1, ' 那天', -0.5],
    [2, null, Number.NaN],
  ],
};

const signs = fc.constantFrom('"', ',', '\r', '\n', '\t', '=', '-', "'", 'a', '那', '\u0000', '\ud800');

describe('CSV', () => {
  it('quotes text, ends lines as RFC 4180 says, and leaves out what is no number', () => {
    assert.equal(csvOf([table]), '"query","token","weight"\r\n0,"a,""b""\n",0.1\r\n1," 那天",-0.5\r\n2,,\r\n');
  });

  it('names each of several tables', () => {
    const other = { name: 'heads', columns: ['x'], rows: [[1]] };
    assert.equal(csvOf([other, { ...other, name: 'more' }]), '"heads"\r\n"x"\r\n1\r\n\r\n"more"\r\n"x"\r\n1\r\n');
  });

  it('lets no spreadsheet compute a token, and alters no other', () => {
    const texts = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '＝1', '1-1', 'a', "'"];
    const [, ...lines] = csvOf([{ name: '', columns: ['x'], rows: texts.map((text) => [text]) }]).split('\r\n');
    assert.deepEqual(lines.slice(0, 9), [
      `"'=1+1"`,
      `"'+1"`,
      `"'-1"`,
      `"'@SUM(A1)"`,
      `"'\t=1"`,
      `"'＝1"`,
      '"1-1"',
      '"a"',
      `"'"`,
    ]);
  });

  it('gives every text back to a reader of CSV', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: signs, maxLength: 8 }), { minLength: 1, maxLength: 8 }), (texts) => {
        const rows = readCsv(csvOf([{ name: '', columns: texts.map((_, i) => `c${i}`), rows: [texts] }]));
        assert.equal(rows.length, 2);
        assert.deepEqual(
          rows[1].map((text, i) => (text === `'${texts[i]}` ? texts[i] : text)),
          texts,
        );
      }),
    );
  });

  it('writes single precision in as few digits as tell its numbers apart', () => {
    assert.equal(shortest(Math.fround(0.1)), 0.1);
    assert.equal(shortest(0.1), 0.1);
    fc.assert(
      fc.property(fc.float({ noNaN: true }), (value) => assert.equal(Math.fround(shortest(value)) + 0, value + 0)),
    );
  });
});
