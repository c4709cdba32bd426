import assert from 'node:assert/strict';
import fc from 'fast-check';
import { placeAt, placesOf, placesWithin } from '../../../src/editor/surprisal/places.ts';
import { special } from '../../webview/tokens.ts';
import { readingOf } from '../reading.ts';

/** "a", then 我 over two tokens, then "bc". */
const reading = readingOf('a我bc', [1, 2, 1, 2], [1, 2, 3, 4]);

describe('the places of a reading', () => {
  it('are its tokens, those of one character together', () => {
    assert.deepEqual(placesOf(reading), [
      { start: 0, end: 1, first: 0, last: 0, bits: 1 },
      { start: 1, end: 2, first: 1, last: 2, bits: 5 },
      { start: 2, end: 4, first: 3, last: 3, bits: 4 },
    ]);
  });

  it('chain where a token holds parts of two characters', () => {
    assert.deepEqual(placesOf(readingOf('我你', [2, 3, 1], [1, 2, 3])), [
      { start: 0, end: 2, first: 0, last: 2, bits: 6 },
    ]);
  });

  it('count from the beginning of the text that was asked for, where its end was read', () => {
    const cut = { kept: 'end', totalTokens: 9, totalIsExact: true, start: 10, end: 14 } as const;
    assert.deepEqual(
      placesOf({ ...reading, cut }).map(({ start, end }) => [start, end]),
      [
        [10, 11],
        [11, 12],
        [12, 14],
      ],
    );
  });

  it('leave out what the tokenizer added', () => {
    const added = { ...special('<s>'), kind: 'added' } as const;
    const tokens = [added, ...reading.tokens];
    const places = placesOf({ tokens, surprisals: Float32Array.of(Number.NaN, 1, 2, 3, 4) });
    assert.deepEqual(
      places.map(({ first, bits }) => [first, bits]),
      [
        [1, 1],
        [2, 5],
        [4, 4],
      ],
    );
  });

  it('have no bits where nothing stands before them', () => {
    const [first, second] = placesOf(readingOf('我b', [1, 2, 1], [Number.NaN, 2, 3]));
    assert.ok(Number.isNaN(first.bits));
    assert.equal(second.bits, 3);
  });

  it('are found by what they hold, as looking at each would find them', () => {
    const texts = fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 20 });
    fc.assert(
      fc.property(texts, fc.integer({ min: -1, max: 70 }), fc.nat(10), (lengths, from, length) => {
        const text = 'x'.repeat(lengths.reduce((sum, size) => sum + size, 0));
        const places = placesOf(readingOf(text, lengths, lengths));
        const holds = ({ start, end }: { start: number; end: number }) => start <= from && from < end;
        assert.equal(placeAt(places, from), places.find(holds));
        const range = { start: from, end: from + length };
        const overlaps = places.filter(({ start, end }) => end > range.start && start < range.end);
        assert.deepEqual(placesWithin(places, range), overlaps);
      }),
    );
  });
});
