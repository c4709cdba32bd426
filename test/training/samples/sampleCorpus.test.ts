import assert from 'node:assert/strict';
import { sampleNames } from '../../../src/training/recipe/recipe.ts';
import { sampleDocuments } from '../../../src/training/samples/sampleCorpus.ts';

const documents = (name: (typeof sampleNames)[number], characters: number, seed = 1) => [
  ...sampleDocuments(name, { characters, seed }),
];
const lines = (name: (typeof sampleNames)[number], characters = 50_000) =>
  documents(name, characters).join('').trimEnd().split('\n');

describe('The sample corpora', () => {
  for (const name of sampleNames) {
    it(`${name}: the same seed gives the same text, and another one another`, () => {
      const text = documents(name, 20_000).join('');
      assert.equal(documents(name, 20_000).join(''), text);
      assert.notEqual(documents(name, 20_000, 2).join(''), text);
      assert.ok(documents(name, 30_000).join('').startsWith(text), 'a longer one begins with the shorter one');
    });

    it(`${name}: 300,000 characters, nothing twice`, () => {
      const all = documents(name, 300_000);
      const { length } = all.join('');
      assert.ok(length >= 300_000 && length < 303_000, `${length}`);
      const pieces = name.endsWith('stories') ? all : lines(name, 300_000);
      assert.equal(new Set(pieces).size, pieces.length);
      for (const document of all) assert.match(document, name.endsWith('stories') ? /[^\n]\n\n$/ : /^([^\n]+\n){32}$/);
    });
  }

  it('goes on where all has been said', () => {
    const all = lines('arithmetic', 20_000_000);
    assert.ok(new Set(all).size < all.length);
  }).timeout(60_000);

  it('copies', () => {
    for (const line of lines('copying')) assert.match(line, /^([a-z]{3,10})\1{2,7}$/);
  });

  it('sorts', () => {
    for (const line of lines('sorting')) {
      const [mixed, sorted] = line.split('>');
      assert.match(mixed, /^[a-z]{3,12}$/);
      assert.equal(sorted.length, mixed.length);
      for (let i = 1; i < sorted.length; i++) assert.ok(sorted[i - 1] <= sorted[i], line);
      for (const letter of mixed) assert.equal(sorted.split(letter).length, mixed.split(letter).length, line);
    }
  });

  it('calculates', () => {
    const digits = new Set<number>();
    for (const line of lines('arithmetic')) {
      const [, a, sign, b, result] = /^(0|[1-9]\d{0,2})([+-])(0|[1-9]\d{0,2})=(0|[1-9]\d{0,3})$/.exec(line) ?? [];
      assert.equal(Number(result), sign === '+' ? Number(a) + Number(b) : Number(a) - Number(b), line);
      digits.add(a.length).add(b.length);
    }
    assert.deepEqual([...digits].sort(), [1, 2, 3]);
  });

  for (const [name, sentenceEnd, letters] of [
    ['english-stories', /[.!?]"?$/, /^[A-Za-z ,.!?"'\n]+$/],
    ['chinese-stories', /[。！？]”?$/, /^[\p{Script=Han}，。！？：“”\n]+$/u],
  ] as const) {
    it(`${name}: whole sentences, no hole, no choice left`, () => {
      for (const story of documents(name, 300_000)) {
        assert.match(story, letters);
        for (const paragraph of story.trimEnd().split('\n')) assert.match(paragraph, sentenceEnd);
        assert.doesNotMatch(story, / {2}|\ba [aeiou]|[.!?][A-Z]|[.!?,] [.!?,]/);
        assert.equal((story.match(/["“]/g) ?? []).length % (name === 'english-stories' ? 2 : 1), 0);
      }
    });
  }

  it('speaks of the same being and thing again', () => {
    const named = documents('english-stories', 100_000).map((story) => {
      const names = story.match(/(?<=[a-z,] )[A-Z][a-z]+/g) ?? [];
      return Math.max(...names.map((one) => names.filter((other) => other === one).length));
    });
    const often = named.filter((times) => times >= 3).length;
    assert.ok(often > 0.9 * named.length, `${often} of ${named.length}`);
  });
});
