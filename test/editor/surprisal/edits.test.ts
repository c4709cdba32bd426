import assert from 'node:assert/strict';
import fc from 'fast-check';
import { afterEdits, mostPainted, readPart } from '../../../src/editor/surprisal/edits.ts';
import { placesOf } from '../../../src/editor/surprisal/places.ts';
import { readingOf } from '../reading.ts';

const lengths = [2, 2, 2, 2];
const places = placesOf(readingOf('aabbccdd', lengths, lengths));
const range = { start: 10, end: 18 };
const insert = (rangeOffset: number, text: string) => ({ rangeOffset, rangeLength: 0, text });
const remove = (rangeOffset: number, rangeLength: number) => ({ rangeOffset, rangeLength, text: '' });

describe('a painted range', () => {
  for (const [name, edits, expected] of [
    ['moves with edits before it', [insert(0, 'xyz')], { start: 13, end: 21, kept: 4, isTouched: false }],
    ['moves with what is typed right before it', [insert(10, 'x')], { start: 11, end: 19, kept: 4, isTouched: false }],
    ['ignores what is typed right behind it', [insert(18, 'x')], { start: 10, end: 18, kept: 4, isTouched: false }],
    ['keeps what stands before an edit', [insert(15, 'x')], { start: 10, end: 19, kept: 2, isTouched: true }],
    ['keeps a token that ends at the edit', [insert(14, 'x')], { start: 10, end: 19, kept: 2, isTouched: true }],
    [
      'keeps what stands before the first of several edits',
      [remove(16, 1), insert(13, 'x')],
      { start: 10, end: 18, kept: 1, isTouched: true },
    ],
    [
      'counts edits of one event before it and inside it alike',
      [insert(15, 'x'), remove(0, 5)],
      { start: 5, end: 14, kept: 2, isTouched: true },
    ],
    ['keeps nothing where its beginning changes', [remove(8, 4)], { start: 8, end: 14, kept: 0, isTouched: true }],
    ['is empty where all of it is deleted', [remove(10, 8)], { start: 10, end: 10, kept: 0, isTouched: true }],
  ] as const) {
    it(name, () => {
      const after = afterEdits({ kind: 'selection', range, places }, edits, 100);
      const { isTouched } = after;
      assert.deepEqual({ ...after.range, kept: after.places.length, isTouched }, expected);
    });
  }

  it('goes on at both ends where it is the document', () => {
    const whole = { kind: 'document', range: { start: 0, end: 8 }, places } as const;
    const atTheEnd = afterEdits(whole, [insert(8, 'x')], 9);
    assert.deepEqual([atTheEnd.range, atTheEnd.places.length, atTheEnd.isTouched], [{ start: 0, end: 9 }, 4, true]);
    const atTheStart = afterEdits(whole, [insert(0, 'x')], 9);
    assert.deepEqual([atTheStart.range, atTheStart.places.length], [{ start: 0, end: 9 }, 0]);
  });

  it('is left alone by edits behind what can be painted', () => {
    const whole = { kind: 'document', range: { start: 0, end: mostPainted + 10 }, places } as const;
    assert.equal(afterEdits(whole, [insert(mostPainted, 'x')], mostPainted + 11).isTouched, false);
    assert.equal(afterEdits(whole, [insert(mostPainted - 1, 'x')], mostPainted + 11).isTouched, true);
  });

  it('keeps exactly the places whose text still stands there', () => {
    const edit = fc.record({ rangeOffset: fc.nat(30), rangeLength: fc.nat(8), text: fc.string({ maxLength: 4 }) });
    const document = `0123456789aabbccdd${'z'.repeat(30)}`;
    fc.assert(
      fc.property(edit, (edit) => {
        const { rangeOffset, rangeLength, text } = edit;
        const edited = document.slice(0, rangeOffset) + text + document.slice(rangeOffset + rangeLength);
        const after = afterEdits({ kind: 'selection', range, places }, [edit], edited.length);
        for (const { start, end } of after.places)
          assert.equal(
            edited.slice(after.range.start + start, after.range.start + end),
            document.slice(range.start + start, range.start + end),
          );
      }),
    );
  });
});

describe('what is read of a text', () => {
  it('is all of it up to the limit', () => {
    const text = 'x'.repeat(mostPainted);
    assert.equal(readPart(text), text);
    assert.equal(readPart(`${text}y`), text);
  });

  it('is no half of a character', () => {
    const before = 'x'.repeat(mostPainted - 1);
    assert.equal(readPart(`${before}😀`), before);
  });
});
