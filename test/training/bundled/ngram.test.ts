import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bitsPerByte, KneserNey } from '../../../src/training/bundled/ngram.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const [a, b] = bytes('ab');

function near(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) < 1e-12, `${actual} is not ${expected}`);
}

describe('KneserNey', () => {
  it('gives the probabilities worked out by hand', () => {
    // Bigrams: \0a once, ab twice, ba once. Different bytes before a: \0 and b; before b: a alone.
    const model = new KneserNey(bytes('abab'), 2);
    // Too small to estimate discounts: ½, 1, 1½. Unigrams free ½ (from b) and 1 (from a) of 3.
    const unigramA = (2 - 1 + 1.5 / 256) / 3;
    const unigramB = (1 - 0.5 + 1.5 / 256) / 3;
    near(model.probability(b, bytes('a')), (2 - 1 + unigramB) / 2);
    near(model.probability(a, bytes('a')), unigramA / 2);
    near(model.probability(a, bytes('b')), (1 - 0.5 + 0.5 * unigramA) / 1);
    // Never seen before z: the unigrams alone.
    near(model.probability(b, bytes('z')), unigramB);
    near(model.probability(bytes('q')[0], bytes('z')), 1.5 / 256 / 3);
  });

  it('estimates discounts from how many n-grams occur once, twice, three and four times', () => {
    // Eight bytes once, four twice, two three times, one four times: y = 8 / (8 + 2 · 4) = ½,
    // D1 = 1 − 2 · ½ · 4/8 = ½, D2 = 2 − 3 · ½ · 2/4 = 1¼, D3 = 3 − 4 · ½ · 1/2 = 2.
    const model = new KneserNey(bytes('abcdefghiijjkkllmmmnnnoooo'), 1);
    const freed = 8 * 0.5 + 4 * 1.25 + 3 * 2;
    near(model.probability(a, bytes('')), (1 - 0.5 + freed / 256) / 26);
    near(model.probability(bytes('i')[0], bytes('')), (2 - 1.25 + freed / 256) / 26);
    near(model.probability(bytes('o')[0], bytes('')), (4 - 2 + freed / 256) / 26);
    near(model.probability(bytes('z')[0], bytes('')), freed / 256 / 26);
  });

  it('sums to 1 over all bytes, after any context', () => {
    const few = fc.uint8Array({ minLength: 1, maxLength: 200, max: 5 });
    fc.assert(
      fc.property(
        few,
        fc.uint8Array({ maxLength: 6, max: 7 }),
        fc.integer({ min: 1, max: 6 }),
        (training, history, order) => {
          const model = new KneserNey(training, order);
          let sum = 0;
          for (let byte = 0; byte < 256; byte++) {
            const probability = model.probability(byte, history);
            assert.ok(probability > 0);
            sum += probability;
          }
          assert.ok(Math.abs(sum - 1) < 1e-12);
        },
      ),
    );
  });
});

describe('bitsPerByte', () => {
  it('averages over the held-out bytes, the first of them after a document end', () => {
    const model = new KneserNey(bytes('abab'), 2);
    const expected = model.probability(a, Uint8Array.of(0)) * model.probability(b, bytes('a'));
    near(bitsPerByte(bytes('abab'), bytes('ab'), 2), -Math.log2(expected) / 2);
  });

  it('is low for what was seen, and eight where nothing is known', () => {
    const text = bytes('the cat sat on the mat. '.repeat(200));
    assert.ok(bitsPerByte(text, text.subarray(0, 240)) < 0.2);
    assert.equal(bitsPerByte(new Uint8Array(), bytes('abc')), 8);
  });
});
