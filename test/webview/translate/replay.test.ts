import assert from 'node:assert/strict';
import type { VocabularyEntry } from '../../../src/protocol/reading.ts';
import { momentAt, probabilityOf, rowsAt } from '../../../webview/translate/steps/replay.ts';

const target = [5, 7, 1].map((id): VocabularyEntry => ({ id, spelling: '', bytes: [], kind: 'text' }));
const two = (ids: readonly number[], first: number) => ids.map((id, i) => ({ id, probability: i === 0 ? first : 0.1 }));
/** Two beams: the second at the second step overtakes. */
const written = {
  target,
  steps: [
    { texts: [{ tokens: [], score: 0, candidates: two([6, 5], 0.6) }] },
    {
      texts: [
        { tokens: [6], score: -0.5, candidates: two([8, 9], 0.3) },
        { tokens: [5], score: -0.7, candidates: two([7, 1], 0.9) },
      ],
    },
    {
      texts: [
        { tokens: [5, 7], score: -0.8, candidates: two([1, 2], 0.99) },
        { tokens: [6, 8], score: -1.7, candidates: two([2, 1], 0.4) },
      ],
    },
  ],
  finished: [
    { tokens: [5, 7, 1], score: -0.27 },
    { tokens: [5, 1], score: -1.5 },
  ],
};

describe('the replay of writing', () => {
  it('tells which continuations go on, and which text leads to the translation', () => {
    const moment = momentAt(written, 1);
    assert.deepEqual(
      moment.texts.map(({ leads }) => leads),
      [false, true],
    );
    assert.deepEqual(
      moment.texts.map(({ candidates }) => candidates.map(({ goesOn }) => goesOn)),
      [
        [true, false],
        [true, true],
      ],
      'one of them ended at once, and is kept',
    );
    assert.equal(moment.isOver, false);
  });

  it('ends with the texts that came to an end', () => {
    const moment = momentAt(written, 9);
    assert.equal(moment.step, 3);
    assert.ok(moment.isOver);
    assert.deepEqual(
      moment.texts.map(({ tokens, leads }) => [tokens.length, leads]),
      [
        [3, true],
        [2, false],
      ],
    );
  });

  it('finds the probability of a token in the text that it went on from', () => {
    assert.deepEqual(
      [0, 1, 2].map((place) => probabilityOf(written, place)),
      [0.1, 0.9, 0.99],
    );
    assert.equal(probabilityOf({ ...written, steps: written.steps.slice(0, 1) }, 1), null);
  });

  it('has the row of the token that is to be chosen, and no more than there are', () => {
    assert.deepEqual(
      [0, 1, 4, 5].map((step) => rowsAt(5, step)),
      [1, 2, 5, 5],
    );
  });
});
