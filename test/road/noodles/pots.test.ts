import assert from 'node:assert/strict';
import { Random } from '../../../src/random.ts';
import { boilingPoints, judge, type Look, learnThreshold, looks } from '../../../src/road/noodles/pots.ts';

const look = (reading: number, boils: boolean): Look => ({ reading, boils });

describe('pots on the fire', () => {
  it('never get hotter than where they are', () => {
    for (const place of ['sea-level', 'kunming', 'lhasa'] as const) {
      const all = looks(place, 500, 0, new Random(3));
      assert.equal(Math.max(...all.map(({ reading }) => reading)), boilingPoints[place]);
      assert.ok(all.every(({ reading, boils }) => boils === (reading === boilingPoints[place])));
    }
  });
});

describe('a threshold learned from examples', () => {
  it('lies halfway between the hottest that did not boil and the coldest that did', () => {
    assert.equal(learnThreshold([look(20, false), look(90, false), look(94, true), look(93.5, true)]), 91.75);
  });

  it('makes as few mistakes as any threshold, tried one by one', () => {
    const random = new Random(5);
    for (let round = 0; round < 50; round++) {
      const examples = looks('kunming', 1 + random.below(30), 8, random);
      const wrong = (threshold: number) => Math.round((1 - judge(threshold, examples).right) * examples.length);
      const fewest = Math.min(wrong(Number.POSITIVE_INFINITY), ...examples.map(({ reading }) => wrong(reading)));
      assert.equal(wrong(learnThreshold(examples)), fewest);
    }
  });

  it('never speaks where nothing boiled, and always where everything did', () => {
    assert.equal(learnThreshold([look(50, false)]), Number.POSITIVE_INFINITY);
    assert.equal(learnThreshold([look(60, true), look(50, true)]), 50);
  });
});
