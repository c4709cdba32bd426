import assert from 'node:assert/strict';
import { checkReadable, paragraphAround } from '../../src/editor/selectedText.ts';

function lines(...texts: string[]) {
  return { lineCount: texts.length, isBlank: (line: number) => texts[line].trim() === '' };
}

describe('the paragraph around the cursor', () => {
  const text = lines('', 'a', 'b', '  ', '', 'c', '', '', '', 'd');

  for (const [line, expected] of [
    [0, [1, 2]],
    [1, [1, 2]],
    [2, [1, 2]],
    [3, [1, 2]],
    [4, [5, 5]],
    [5, [5, 5]],
    [7, [9, 9]],
    [9, [9, 9]],
  ] as const) {
    it(`is lines ${expected.join(' to ')} from line ${line}`, () => {
      assert.deepEqual(Object.values(paragraphAround(text, line) ?? {}), expected);
    });
  }

  it('is nothing in a document of blanks', () => {
    assert.equal(paragraphAround(lines('', '  ', '\t'), 1), undefined);
  });
});

describe('what a model can read', () => {
  for (const [name, text] of [
    ['Chinese', '我前天在深圳坐上了过山车'],
    ['code with tabs and CRLF', 'if (a) {\r\n\treturn;\r\n}'],
    ['emoji, a lone surrogate and a byte order mark', '\ufeff👩‍🚀 \ud800'],
    ['a log in colour', `\x1b[31m${'error '.repeat(20)}\x1b[0m`],
    ['one broken character in a long text', `${'fine '.repeat(100)}\ufffd`],
  ] as const) {
    it(`is ${name}`, () => checkReadable(text));
  }

  it('is not a text of blanks', () => {
    assert.throws(() => checkReadable(' \r\n\t\u00a0\u3000'), { code: 'selection.blank' });
  });

  for (const [name, text] of [
    ['a zero', 'a\0b'.padEnd(1000, 'c')],
    ['control characters', '\x01\x02\x03\x04PK'],
    ['bytes that are no UTF-8', '\ufffd\ufffdabc\ufffd'],
  ] as const) {
    it(`is not a file with ${name}`, () => {
      assert.throws(() => checkReadable(text), { code: 'selection.binary' });
    });
  }
});
