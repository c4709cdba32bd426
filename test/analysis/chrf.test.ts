import assert from 'node:assert/strict';
import { chrf } from '../../src/analysis/chrf.ts';
import expected from '../fixtures/chrf/expected.json' with { type: 'json' };

describe('chrF', () => {
  it('gives what sacreBLEU gives', () => {
    for (const { pairs, chrf: reference } of expected) {
      assert.ok(Math.abs(chrf(pairs) - reference) < 1e-9, `${JSON.stringify(pairs)}: ${chrf(pairs)}, not ${reference}`);
    }
  });

  it('is what counting by hand gives', () => {
    // ab beside abc: unigrams 2 of 2 and 2 of 3, bigrams 1 of 1 and 1 of 2; the text has no trigram.
    const [precision, recall] = [1, (2 / 3 + 1 / 2) / 2];
    const f2 = (5 * precision * recall) / (4 * precision + recall);
    assert.ok(Math.abs(chrf([{ written: 'ab', references: ['abc'] }]) - 100 * f2) < 1e-9);
  });
});
