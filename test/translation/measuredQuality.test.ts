import assert from 'node:assert/strict';
import { measuredQuality, parseQuality } from '../../src/translation/quality/measuredQuality.ts';
import { translatorCard } from '../../src/translation/quality/translatorCard.ts';

const judged = [
  { source: '我爱你', references: ['I love you'], written: 'I love you' },
  { source: '你好', references: ['Hello', 'Hi'], written: 'Hi' },
  { source: '我'.repeat(12), references: ['x'], written: 'y' },
  { source: '我'.repeat(13), references: ['abcdefg'], written: 'abcdefg' },
  { source: '我'.repeat(20), references: ['abcdefg'], written: 'tuvwxyz' },
];
const facts = {
  ...{ name: 'some', architecture: 'a network', precision: 'F16', share: 0.1, tokens: 20, keep: 'best' as const },
  ...{ parameters: 1000, steps: 500, minutes: 2.5, trainingPairs: 90, heldOutPairs: 10, judged },
  everyday: [
    { ...judged[0], isRight: true, unmarked: { written: 'I', isRight: false }, wasTrained: false },
    { ...judged[2], isRight: false, unmarked: { written: 'you', isRight: true }, wasTrained: true },
  ],
};

describe('What was measured of a translator', () => {
  it('is told by length, and comes back from its file', () => {
    const quality = measuredQuality(facts);
    assert.deepEqual(
      quality.bands.map(({ from, to, sentences, exact }) => [from, to, sentences, exact]),
      [
        [1, 6, 2, 1],
        [7, 9, 0, 0],
        [10, 12, 1, 0],
        [13, 16, 1, 1],
        [17, undefined, 1, 0],
      ],
    );
    assert.deepEqual([quality.bands[0].chrf, quality.bands[4].chrf], [100, 0]);
    assert.deepEqual([quality.all.sentences, quality.all.exact, quality.long.sentences], [5, 0.6, 2]);
    assert.deepEqual(quality.everyday, { right: 1, of: 2 });
    assert.deepEqual(parseQuality(JSON.parse(JSON.stringify(quality))), quality);
  });

  it('is nothing where a file holds something else', () => {
    assert.equal(parseQuality({}), undefined);
    assert.equal(parseQuality({ ...measuredQuality(facts), bands: [] }), undefined);
    assert.equal(parseQuality({ ...measuredQuality(facts), minutes: 'many' }), undefined);
  });
});

describe('The card of a translator', () => {
  it('says which weights they are, and how often short pairs were seen', () => {
    const best = translatorCard(facts);
    assert.match(best, /those of step 500, where the held-out loss was lowest\./);
    assert.match(best, /90 pairs were trained on, those of up to 20 tokens a side\. 10 pairs \(10 %\)/);
    const last = translatorCard({ ...facts, keep: 'last', short: { tokens: 8, times: 4 } });
    assert.match(last, /those of the last step, 500, rather than those of the lowest held-out loss/);
    assert.match(last, /20 tokens a side, those of up to 8 \(.*\) 4 times an epoch\. 10 pairs/);
    assert.match(translatorCard({ ...facts, unmarked: true }), /a side, and all as often again without the marks/);
  });

  it('judges everyday sentences as they are, and without the marks that end them', () => {
    const card = translatorCard(facts);
    assert.match(card, /^1 of 2 are right, punctuation and case apart, and 1 where the source lacks the mark/m);
    const [first, second] = facts.everyday;
    assert.ok(card.includes(`| ${first.source} | ${first.written} | yes | I | no | no |`));
    assert.ok(card.includes(`| ${second.source} | ${second.written} | no | you | yes | yes |`));
  });
});
