import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { parseVectors } from '../../../src/road/vectors/vectorFile.ts';
import { parseSum, VectorSpace } from '../../../src/road/vectors/wordVectors.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('vectors of words', () => {
  const space = new VectorSpace(parseVectors(bytes('right 1 0\nup 0 2\nleft -3 0\nboth 1 1\n'), 100));

  it('are near where they point the same way, however long they are', () => {
    const nearest = space.nearest([5, 0], 4);
    assert.deepEqual(
      nearest.map(({ word }) => word),
      ['right', 'both', 'up', 'left'],
    );
    [1, Math.SQRT1_2, 0, -1].forEach((cosine, i) => {
      assert.ok(Math.abs(nearest[i].cosine - cosine) < 1e-12);
    });
    assert.equal(space.placeOf('up', [5, 0]), 3);
    assert.equal(space.placeOf('up', [5, 0], ['right', 'BOTH']), 1);
  });

  it('are added and taken away as they are', () => {
    assert.deepEqual([...space.sum(parseSum('right - left + up'))], [4, 2]);
    assert.deepEqual([...space.sum(parseSum('−left+UP'))], [3, 2]);
  });

  it('are refused where a sum is none, or a word has none', () => {
    for (const wrong of ['', 'a +', '+ - a', 'a ++ b']) assert.throws(() => parseSum(wrong), /road.vectors.sum/, wrong);
    assert.throws(() => space.sum(parseSum('right + down')), /road.vectors.unknown.*down/);
  });
});

describe('a file of vectors', () => {
  it('may have a line that counts, words with blanks, no newline at its end, and Windows line ends', () => {
    const { words, width, data } = parseVectors(bytes('2 3\r\na 1 2 3\r\nb c 4 5 -6e-1'), 100);
    assert.deepEqual([words, width, [...data]], [['a', 'b c'], 3, [1, 2, 3, 4, 5, Math.fround(-0.6)]]);
  });

  it('is read as far as it is wanted', () => {
    assert.deepEqual(parseVectors(bytes('a 1\nb 2\nc 3\n'), 2).words, ['a', 'b']);
  });

  it('is refused with the line that is wrong', () => {
    assert.throws(() => parseVectors(bytes('a 1 2\nb 1\n'), 9), /road.vectors.line.*"line":2/);
    assert.throws(() => parseVectors(bytes('a 1 x\n'), 9), /road.vectors.line.*"line":1/);
    assert.throws(() => parseVectors(bytes('a 1 2\nb 1  2\n'), 9), /road.vectors.line.*"line":2/);
    assert.throws(() => parseVectors(bytes('word\n'), 9), /road.vectors.line/);
    assert.throws(() => parseVectors(bytes('\n\n'), 9), /road.vectors.empty/);
  });
});

describe('analogies in GloVe', () => {
  const folder = '../shared/data/embeddings/';

  it('have king first and queen behind it; king + woman has queen tenth', function () {
    if (!existsSync(folder)) {
      console.warn('      skipped: the folder with GloVe vectors is not here');
      this.skip();
    }
    const words = JSON.parse(readFileSync(`${folder}glove-wink-10k-words.json`, 'utf8')) as string[];
    const data = new Float32Array(Uint8Array.from(readFileSync(`${folder}glove-wink-10k-100d.f32.bin`)).buffer);
    const space = new VectorSpace({ words, width: data.length / words.length, data });
    const analogy = space.sum(parseSum('king - man + woman'));
    const [first, second] = space.nearest(analogy, 2);
    assert.deepEqual([first.word, second.word], ['king', 'queen']);
    assert.ok(Math.abs(first.cosine - 0.855) < 5e-4 && Math.abs(second.cosine - 0.783) < 5e-4);
    assert.equal(space.placeOf('queen', analogy, ['king', 'man', 'woman']), 1);
    assert.equal(space.placeOf('queen', space.sum(parseSum('king + woman'))), 10);
  });
});
