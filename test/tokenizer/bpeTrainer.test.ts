import assert from 'node:assert/strict';
import { Tokenizer } from '@huggingface/tokenizers';
import fc from 'fast-check';
import { trainBpe } from '../../src/tokenizer/bpeTrainer.ts';
import { byteCharacters, spellBytes } from '../../src/tokenizer/byteLevel.ts';

describe('trainBpe', () => {
  it('merges by count, then by the smaller pair of ids', () => {
    const { model } = trainBpe(['ab ab cd cd cd'], { vocabularySize: 261 });
    // ' ' sorts last in its spelling Ġ; (c,d) occurs 3 times, then (Ġ,cd) 3, then (a,b) 2.
    assert.deepEqual(model.merges, ['c d', 'Ġ cd', 'a b']);
    assert.equal(model.vocab['<|endoftext|>'], 0);
    assert.equal(model.vocab['!'], 1);
    assert.equal(model.vocab.cd, 257);
    assert.equal(model.vocab.Ġcd, 258);
    const tied = trainBpe(['xy', 'xy', 'uv', 'uv'], { vocabularySize: 259 });
    assert.deepEqual(tied.model.merges, ['u v', 'x y']);
  });

  it('stops where no pair occurs twice', () => {
    assert.deepEqual(trainBpe(['abc'], { vocabularySize: 1000 }).model.merges, []);
    assert.deepEqual(trainBpe([], { vocabularySize: 1000 }).model.merges, []);
  });

  it('refuses a vocabulary that cannot hold the bytes', () => {
    assert.throws(() => trainBpe(['a'], { vocabularySize: 256 }), RangeError);
  });

  it('splits before merging as GPT-2 does', () => {
    const { model } = trainBpe(['don’t. don’t. 我们，我们，12a 12a\n\n\u0085 x\n\n\u0085 x'], { vocabularySize: 400 });
    const spelt = (text: string) => spellBytes(new TextEncoder().encode(text));
    assert.ok(spelt('我们') in model.vocab);
    assert.ok(!Object.keys(model.vocab).some((token) => token.includes(spelt('，')) && token !== spelt('，')));
    assert.ok('12' in model.vocab && !('12a' in model.vocab));
    // Unicode's white space, not JavaScript's: U+0085 is part of the run of blanks.
    assert.ok(spelt('\n\n\u0085') in model.vocab);
  });

  it('finds the merges that recounting everything after each merge would find', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'ab', '啊', '阿', ' ', '.'), maxLength: 60 });
    fc.assert(
      fc.property(fc.array(text, { maxLength: 6 }), (texts) => {
        const { model } = trainBpe(texts, { vocabularySize: 280 });
        assert.deepEqual(model.merges, slowMerges(texts, 280));
      }),
      { numRuns: 300 },
    );
  });

  it('gives a tokenizer that Hugging Face’s library loads and that loses nothing', () => {
    const texts = [
      'Once upon a time, there was a cat. The cat sat.',
      '春眠不覺曉，處處聞啼鳥。夜來風雨聲，花落知多少。',
    ];
    const json = trainBpe([...texts, ...texts], { vocabularySize: 330 });
    const tokenizer = new Tokenizer(json, { tokenizer_class: 'GPT2Tokenizer' });
    for (const text of [...texts, 'emoji 👩‍👩‍👧 and\r\n\ttabs', '<|endoftext|>']) {
      assert.equal(tokenizer.decode(tokenizer.encode(text).ids), text);
    }
    assert.deepEqual(tokenizer.encode('<|endoftext|>').ids, [0]);
    assert.equal(Object.keys(json.model.vocab).length, 330);
  });
});

/** The definition, without any index: count all pairs, merge the best, start again. */
function slowMerges(texts: readonly string[], vocabularySize: number): string[] {
  const spellings = ['<|endoftext|>', ...byteCharacters.toSorted()];
  const words = texts
    .flatMap((text) => text.match(/ ?\p{L}+| ?\.+|\s+(?!\S)|\s+/gu) ?? [])
    .map((word) => [...spellBytes(new TextEncoder().encode(word))]);
  const merges: string[] = [];
  while (spellings.length < vocabularySize) {
    const counts = new Map<string, number>();
    for (const word of words) {
      for (let i = 1; i < word.length; i++) {
        const pair = `${word[i - 1]} ${word[i]}`;
        counts.set(pair, (counts.get(pair) ?? 0) + 1);
      }
    }
    const rank = (pair: string) => pair.split(' ').map((part) => spellings.indexOf(part)) as [number, number];
    const [best] = [...counts]
      .filter(([, count]) => count > 1)
      .sort(([a, m], [b, n]) => n - m || rank(a)[0] - rank(b)[0] || rank(a)[1] - rank(b)[1]);
    if (best === undefined) break;
    const [left, right] = best[0].split(' ') as [string, string];
    merges.push(best[0]);
    if (!spellings.includes(left + right)) spellings.push(left + right);
    for (const word of words) {
      for (let i = 0; i + 1 < word.length; i++) {
        if (word[i] === left && word[i + 1] === right) word.splice(i, 2, left + right);
      }
    }
  }
  return merges;
}
