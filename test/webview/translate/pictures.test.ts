import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { MeasuredQuality } from '../../../src/protocol/translation.ts';
import { measuredOn, verdictOf } from '../../../webview/translate/forgetting/quality.ts';
import { forgotten } from '../../../webview/translate/memory/forgotten.ts';
import { middleOf, placeAt, unrolledLayout } from '../../../webview/translate/memory/unrolledLayout.ts';
import { recurrentSchedule, transformerSchedule } from '../../../webview/translate/parallel/schedule.ts';

describe('an unrolled network', () => {
  it('finds the token and the number of its state where they are drawn', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 200, max: 1600 }),
        fc.integer({ min: 1, max: 64 }),
        fc.integer({ min: 1, max: 512 }),
        fc.nat(63),
        fc.nat(511),
        (width, columns, units, token, unit) => {
          const layout = unrolledLayout(width, columns, units, 20, true);
          const place = { token: token % columns, unit: unit % units };
          const { top, bottom } = layout.states;
          const y = top + ((place.unit + 0.5) / units) * (bottom - top);
          assert.deepEqual(placeAt(layout, middleOf(layout, place.token), y), place);
          assert.deepEqual(placeAt(layout, middleOf(layout, place.token), layout.memory.bottom), {
            ...place,
            unit: null,
          });
          assert.equal(placeAt(layout, layout.width, y), null);
        },
      ),
    );
  });

  it('is lower without a transformer to compare it with', () => {
    assert.ok(unrolledLayout(800, 5, 24, 20, false).height < unrolledLayout(800, 5, 24, 20, true).height);
  });

  it('tells how much more is left of one end than of the other', () => {
    assert.deepEqual(forgotten([1, 3, 4]), { isForgotten: true, ratio: 4 });
    assert.deepEqual(forgotten([6, 3, 4]), { isForgotten: false, ratio: 1.5 });
    assert.equal(forgotten([1]), null);
  });
});

describe('the order in which states can be computed', () => {
  it('is one token after the other in a recurrent network, one layer after the other in a transformer', () => {
    const recurrent = recurrentSchedule(3);
    assert.deepEqual(
      recurrent.states.map(({ step }) => step),
      [0, 1, 2],
    );
    assert.equal(recurrent.steps, 3);
    const transformer = transformerSchedule(3, 2);
    assert.deepEqual(
      transformer.states.map(({ token, step }) => [token, step]),
      [
        [0, 0],
        [1, 0],
        [2, 0],
        [0, 1],
        [1, 1],
        [2, 1],
      ],
    );
    assert.equal(transformer.steps, 2);
  });
});

describe('measured quality', () => {
  const quality = (values: readonly number[], long: number): MeasuredQuality => ({
    ...{ steps: 1, minutes: 1, parameters: 1, trainingPairs: 1, heldOutPairs: 1, everyday: { right: 1, of: 1 } },
    bands: values.map((chrf, i) => ({ from: i, sentences: chrf > 0 ? 10 : 0, chrf, exact: chrf / 200 })),
    all: { from: 1, sentences: 10, chrf: 1, exact: 1 },
    long: { from: 13, sentences: 10, chrf: long, exact: long / 200 },
  });
  const systems = [
    { name: 'plain', kind: 'sequenceToSequence', quality: quality([50, 30, 10], 15) },
    { name: 'looking', kind: 'additive', quality: quality([48, 40, 35, 0], 36) },
    { name: 'own', kind: 'transformer', quality: quality([20, 10], 20) },
  ] as const;

  it('leaves out lengths of which there is no sentence', () => {
    assert.ok(Number.isNaN(measuredOn(systems[1].quality.bands[3], 'chrf')));
  });

  it('tells who is best on long sentences, and what follows', () => {
    for (const measure of ['chrf', 'exact'] as const) {
      const verdict = verdictOf(systems, measure)!;
      assert.deepEqual(
        verdict.ranked.map(({ name }) => name),
        ['looking', 'own', 'plain'],
      );
      assert.equal(verdict.attentionWins, true);
      assert.equal(verdict.transformerHolds, false);
    }
    assert.deepEqual(Object.keys(verdictOf(systems.slice(2), 'chrf')!), ['ranked'], 'with nothing to compare');
    assert.equal(verdictOf([], 'chrf'), null);
  });
});
