import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createTokenizer } from '../../src/tokenizer/createTokenizer.ts';
import { cutText } from '../../src/tokenizer/cutText.ts';
import type { Token, Tokenizer } from '../../src/tokenizer/tokenizer.ts';
import { sharedTokenizers, smallByteFallback, smallByteLevel } from './tokenizers.ts';

const fragments = [
  'the cat ',
  'sat. ',
  '我们',
  '是，',
  '👩‍👩‍👧',
  'x',
  '\r\n',
  ' ',
  '12',
  '<|endoftext|>',
  '\uD83D',
  'é',
];
const text = fc.array(fc.constantFrom(...fragments), { maxLength: 60 }).map((parts) => parts.join(''));

const tokenizers: Record<string, () => Tokenizer> = {
  'byte-level': () => createTokenizer(smallByteLevel()),
  'byte-fallback': () => createTokenizer(smallByteFallback()),
};

function withoutAdded(tokens: readonly Token[]): Token[] {
  return tokens.filter(({ bytes, kind }) => kind !== 'added' || bytes.length > 0);
}

describe('encodePart', () => {
  for (const [name, create] of Object.entries(tokenizers)) {
    describe(name, () => {
      const tokenizer = create();

      it('gives the tokens at one end of encode(text), never half a character', () => {
        const end = fc.constantFrom('start' as const, 'end' as const);
        fc.assert(
          fc.property(text, fc.integer({ min: 5, max: 40 }), end, (sample, most, kept) => {
            const all = tokenizer.encode(sample);
            const part = tokenizer.encodePart(sample, most, kept);
            assert.ok(part.totalIsExact);
            assert.equal(part.totalTokens, all.length);
            assert.ok(part.tokens.length <= most);
            if (all.length <= most) {
              assert.deepEqual(part.tokens, all);
              assert.deepEqual([part.start, part.end], [0, sample.length]);
              return;
            }
            const [whole, own] = [withoutAdded(all), withoutAdded(part.tokens)];
            // At most three tokens of one character are left out, so that it is not cut.
            assert.ok(part.tokens.length > most - 4);
            const expected = kept === 'start' ? whole.slice(0, own.length) : whole.slice(-own.length);
            assert.deepEqual(own, expected);
            const neighbour = kept === 'start' ? whole[own.length] : whole[whole.length - own.length - 1];
            if (kept === 'start') assert.ok(neighbour.start >= part.end && part.start === 0);
            else assert.ok(neighbour.end <= part.start && part.end === sample.length);
            assert.ok(own.every((token) => token.start >= part.start && token.end <= part.end));
          }),
          { numRuns: 300 },
        );
      });

      it('gives the same for a long text, and says that it did not count it all', () => {
        const long = 'the cat sat. 我们是，\r\n12 x '.repeat(4000);
        const all = tokenizer.encode(long);
        for (const kept of ['start', 'end'] as const) {
          const part = tokenizer.encodePart(long, 256, kept);
          const own = withoutAdded(part.tokens);
          assert.deepEqual(own, kept === 'start' ? withoutAdded(all).slice(0, own.length) : all.slice(-own.length));
          assert.ok(own.length > 250);
          assert.equal(part.totalIsExact, false);
          assert.ok(Math.abs(part.totalTokens / all.length - 1) < 0.02, `${part.totalTokens} for ${all.length}`);
        }
      });
    });
  }

  it('keeps <s> in front of either end', () => {
    const tokenizer = createTokenizer(smallByteFallback());
    for (const kept of ['start', 'end'] as const) {
      const { tokens, start } = tokenizer.encodePart('the cat '.repeat(50), 10, kept);
      assert.equal(tokens[0].spelling, '<s>');
      assert.deepEqual([tokens[0].start, tokens[0].end], [start, start]);
      assert.equal(tokens.length, 10);
    }
  });

  it('gives one token of a character where no more fit', () => {
    const tokenizer = createTokenizer(smallByteLevel(257));
    assert.equal(tokenizer.encodePart('我们', 2, 'start').tokens.length, 2);
    assert.equal(tokenizer.encodePart('我们', 1, 'end').tokens.length, 1);
  });

  describe('in little time', () => {
    const characters = 200_000;
    const texts: Record<string, string> = {
      Chinese: '春眠不覺曉處處聞啼鳥，夜來風雨聲花落知多少。'.repeat(10_000).slice(0, characters),
      'Chinese without punctuation': '春眠不覺曉處處聞啼鳥夜來風雨聲花落知多少'.repeat(10_000).slice(0, characters),
      English: 'The quick brown fox jumps over the lazy dog. '.repeat(5000).slice(0, characters),
      'one letter': 'a'.repeat(characters),
      blanks: ' '.repeat(characters),
    };

    it('for 200,000 characters of anything', function () {
      this.timeout(120_000);
      const created = [...Object.values(tokenizers).map((create) => create())];
      if (sharedTokenizers === undefined) console.log('      without real tokenizers: ../shared/data is absent');
      else created.push(...Object.values(sharedTokenizers).map((files) => createTokenizer(files())));
      for (const tokenizer of created) {
        for (const [name, sample] of Object.entries(texts)) {
          for (const kept of ['start', 'end'] as const) {
            // Processor time, the better of two: what else the machine does counts little.
            let best = Number.POSITIVE_INFINITY;
            for (let attempt = 0; attempt < 2 && best > 300; attempt++) {
              const begin = process.cpuUsage();
              const { tokens, totalIsExact } = tokenizer.encodePart(sample, 1024, kept);
              best = Math.min(best, process.cpuUsage(begin).user / 1000);
              assert.ok(tokens.length > 1020 && tokens.length <= 1024 && !totalIsExact);
            }
            assert.ok(best < 1000, `${tokenizer.kind}, ${name}, ${kept}: ${best} ms`);
          }
        }
      }
    });
  });
});

describe('cutText', () => {
  it('keeps enough of one end, and never half a surrogate pair', () => {
    const pieces = fc.array(fc.constantFrom('word ', '我们', '👍', '\n', 'x'.repeat(300)), { maxLength: 80 });
    fc.assert(
      fc.property(pieces, fc.integer({ min: 0, max: 4000 }), fc.constantFrom('start', 'end'), (parts, length, kept) => {
        const whole = parts.join('');
        const { start, end } = cutText(whole, length, kept as 'start' | 'end');
        assert.ok(kept === 'start' ? start === 0 : end === whole.length);
        assert.ok(end - start >= Math.min(length, whole.length));
        const cut = kept === 'start' ? end : start;
        assert.ok(!(/[\uD800-\uDBFF]/.test(whole[cut - 1] ?? '') && /[\uDC00-\uDFFF]/.test(whole[cut] ?? '')));
      }),
    );
  });

  it('cuts beside a blank where there is one', () => {
    const words = 'word '.repeat(2000);
    assert.equal(words[cutText(words, 1001, 'start').end], ' ');
    assert.equal(words[cutText(words, 1001, 'end').start], ' ');
  });
});
