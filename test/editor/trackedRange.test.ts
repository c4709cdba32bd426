import assert from 'node:assert/strict';
import fc from 'fast-check';
import { afterEdit } from '../../src/editor/trackedRange.ts';

function applied(text: string, edit: { rangeOffset: number; rangeLength: number; text: string }): string {
  return text.slice(0, edit.rangeOffset) + edit.text + text.slice(edit.rangeOffset + edit.rangeLength);
}

describe('a range in a text that is edited', () => {
  const range = { start: 10, end: 20 };

  for (const [name, edit, expected] of [
    ['moves with an edit before it', { rangeOffset: 0, rangeLength: 2, text: 'abc' }, { start: 11, end: 21 }],
    [
      'moves with what is typed right before it',
      { rangeOffset: 10, rangeLength: 0, text: 'x' },
      { start: 11, end: 21 },
    ],
    ['keeps its place with an edit behind it', { rangeOffset: 25, rangeLength: 3, text: '' }, range],
    ['keeps what is typed right behind it outside', { rangeOffset: 20, rangeLength: 0, text: 'x' }, range],
    ['grows with an edit inside it', { rangeOffset: 15, rangeLength: 1, text: 'four' }, { start: 10, end: 23 }],
    ['takes in an edit across its end', { rangeOffset: 18, rangeLength: 5, text: 'ab' }, { start: 10, end: 20 }],
    ['takes in an edit across its start', { rangeOffset: 8, rangeLength: 4, text: '' }, { start: 8, end: 16 }],
  ] as const) {
    it(name, () => assert.deepEqual(afterEdit(range, edit), expected));
  }

  it('still holds its text when an edit is undone', () => {
    const cases = fc.tuple(
      fc.string({ maxLength: 30 }),
      fc.string({ maxLength: 5 }),
      fc.nat(30),
      fc.nat(30),
      fc.nat(30),
      fc.nat(30),
    );
    fc.assert(
      fc.property(cases, ([text, inserted, a, b, c, d]) => {
        const [start, end] = [a, b].map((place) => Math.min(place, text.length)).sort((x, y) => x - y);
        const [from, to] = [c, d].map((place) => Math.min(place, text.length)).sort((x, y) => x - y);
        const edit = { rangeOffset: from, rangeLength: to - from, text: inserted };
        const undo = { rangeOffset: from, rangeLength: inserted.length, text: text.slice(from, to) };
        const edited = applied(text, edit);
        const moved = afterEdit({ start, end }, edit);
        assert.ok(0 <= moved.start && moved.start <= moved.end && moved.end <= edited.length);
        const isOutside = to <= start || from >= end;
        if (isOutside) assert.equal(edited.slice(moved.start, moved.end), text.slice(start, end));
        // Whatever was typed inside the range and taken back leaves it as it was.
        if (start < from && to < end) {
          const back = afterEdit(moved, undo);
          assert.equal(applied(edited, undo).slice(back.start, back.end), text.slice(start, end));
        }
      }),
    );
  });
});
