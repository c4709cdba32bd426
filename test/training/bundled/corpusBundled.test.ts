import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readBundledCorpora } from '../../../src/training/bundled/corpus.node.ts';
import { bundledCorpora } from '../../../src/training/bundled/corpusBundled.ts';

const sources = {
  stories: Array.from({ length: 40 }, (_, i) => `Tom said, â€œI donâ€\u2122t know ${i}.â€ He left.`),
  sentencePairs: `\uFEFF${Array.from(
    { length: 300 },
    // Two translations each, and every third English sentence in a second spelling.
    (_, i) => `Number ${i}.\t数字${i}。\tby\nNumber ${i}${i % 3 ? '.' : '!'}\t第${i}号。\tby`,
  ).join('\n')}\n`,
  poems: [
    ...Array.from({ length: 60 }, (_, i) => ({
      title: `題${i}`,
      author: '李白',
      paragraphs: [`山${i}水，`, `雲${i}月。`],
    })),
    // The same poem in another book, with another character.
    ...Array.from({ length: 60 }, (_, i) => ({
      title: '無題',
      author: '李白',
      paragraphs: [`山${i}水。`, `云${i}月。`],
    })),
    { title: '闕', author: '李白', paragraphs: ['山□水。'] },
  ],
};
const lines = (documents: readonly string[]) => documents.flatMap((document) => document.split('\n'));
const numbers = (documents: readonly string[]) => new Set(documents.join('\n').match(/\d+/g));

describe('bundledCorpora', () => {
  const corpora = bundledCorpora(sources, 1);
  const named = (name: string) => corpora.find((corpus) => corpus.name === name)!;

  it('names the four kinds, in order', () => {
    assert.deepEqual(
      corpora.map(({ name }) => name),
      ['english-stories', 'english-sentences', 'chinese-sentences', 'chinese-poems'],
    );
  });

  it('holds out one in twenty, and nothing that training has in another form', () => {
    assert.equal(named('english-stories').heldOut.length, 2);
    assert.equal(numbers(named('english-sentences').heldOut).size, 15);
    assert.equal(numbers(named('chinese-poems').heldOut).size, 3);
    for (const { training, heldOut } of corpora) {
      const trained = numbers(training);
      for (const number of numbers(heldOut)) assert.ok(!trained.has(number), number);
    }
    assert.deepEqual(numbers(named('english-sentences').heldOut), numbers(named('chinese-sentences').heldOut));
  });

  it('packs every sentence once, ten to a document', () => {
    const { training, heldOut } = named('chinese-sentences');
    assert.equal(new Set(lines([...training, ...heldOut])).size, 600);
    assert.equal(lines([...training, ...heldOut]).length, 600);
    assert.ok(training.slice(0, -1).every((document) => document.split('\n').length === 10));
    assert.ok(!lines(training).some((line) => /[\uFEFF\t]|^$/.test(line)));
  });

  it('mends quotes, prints titles, and leaves out poems with lost characters', () => {
    assert.match(named('english-stories').training[0]!, /^Tom said, "I don't know \d+\." He left\.$/);
    const { training, heldOut } = named('chinese-poems');
    assert.equal(training.length + heldOut.length, 120);
    assert.match(training[0]!, /^《(題\d+|無題)》李白\n山\d+水[，。]\n[雲云]\d+月。$/);
    assert.ok(!training.join('').includes('□'));
  });

  it('repeats with the same seed', () => {
    assert.deepEqual(bundledCorpora(sources, 1), corpora);
    assert.notDeepEqual(bundledCorpora(sources, 2), corpora);
  });
});

describe('the corpora of the bundled model', () => {
  const folder = '../shared/data/corpora';

  before(function () {
    if (existsSync(folder)) return;
    console.log(`      skipped: ${folder} is absent`);
    this.skip();
  });

  it('hold out no line that training has', () => {
    for (const { name, training, heldOut } of readBundledCorpora(folder, 1)) {
      const trained = new Set(lines(training));
      const repeated = lines(heldOut).filter((line) => line.length > 0 && trained.has(line));
      // Stories end alike, and ritual songs share titles; no sentence and no couplet repeats.
      const allowed = name === 'english-stories' ? /^The end\.?$/i : name === 'chinese-poems' ? /^《/ : /^$/;
      assert.deepEqual(
        repeated.filter((line) => !allowed.test(line)),
        [],
      );
      assert.ok(heldOut.length / (heldOut.length + training.length) > 0.045);
    }
  });
});
