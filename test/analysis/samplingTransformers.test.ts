import assert from 'node:assert/strict';
import { inIdOrder, rank } from '../../src/analysis/ranking.ts';
import { distribute } from '../../src/analysis/sampling.ts';
import { filterOrders } from '../../src/protocol/reading.ts';
import { transformersCases } from './transformersCases.ts';

describe("sampling, against transformers' logits processors", () => {
  const cases = transformersCases();

  for (const order of filterOrders) {
    it(`gives every token the same probability in the order of ${order}`, () => {
      const ordered = cases.filter(({ settings }) => settings.order === order);
      assert.ok(ordered.length > 2900);
      let worst = 0;
      for (const { logits, settings, expected } of ordered) {
        const ranked = rank(logits);
        const actual = inIdOrder(ranked, distribute(ranked, settings).final);
        expected.forEach((probability, id) => {
          const difference = Math.abs(actual[id] - probability);
          assert.ok(difference < 1e-6, `${difference} at ${id} of ${logits} with ${JSON.stringify(settings)}`);
          worst = Math.max(worst, difference);
        });
      }
      // Neither is rounding by accident, nor is all of it 0: the stored numbers are single precision.
      assert.ok(worst > 0, 'the comparison saw no difference at all');
    });
  }

  it('is made of cases that use what is compared', () => {
    const share = (condition: (one: (typeof cases)[number]) => boolean) =>
      cases.filter(condition).length / cases.length;
    assert.equal(cases.length, 6000);
    assert.ok(share(({ logits }) => new Set(logits).size < logits.length) > 0.3, 'ties');
    assert.ok(share(({ logits }) => logits.includes(Number.NEGATIVE_INFINITY)) > 0.3, 'tokens that cannot occur');
    assert.ok(share(({ expected }) => expected.filter((p) => p > 0).length > 1) > 0.5, 'more than one token kept');
    assert.ok(share(({ settings: { topK, topP, minP } }) => topK > 0 && topP < 1 && minP > 0) > 0.1, 'all filters');
  });
});
