import assert from 'node:assert/strict';
import { literal, markdownTable } from '../../src/editor/markdown.ts';

describe('Markdown', () => {
  it('shows a text as it is: nothing of it is markup any more', () => {
    const meant = '|`*_~[a](b)<b>&amp;\\#+-.!{}';
    const shown = literal(meant);
    assert.doesNotMatch(shown.replace(/&#\d+;/g, ''), /[^\p{L};]/u);
    assert.equal(
      shown.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code))),
      meant,
    );
    assert.equal(literal('我 ·é😀'), '我 ·é😀');
  });

  it('has tables', () => {
    const table = markdownTable(
      [
        { title: 'a', align: 'left' },
        { title: 'b', align: 'right' },
      ],
      [['1', '2']],
    );
    assert.equal(table, '| a | &ensp;b |\n| :--- | ---: |\n| 1 | &ensp;2 |');
  });
});
