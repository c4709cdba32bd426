import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { MarianTokenizer } from '../../../src/tokenizer/sentencePiece/marianTokenizer.ts';
import { parseSentencePiece } from '../../../src/tokenizer/sentencePiece/modelFile.ts';
import { Normalizer } from '../../../src/tokenizer/sentencePiece/normalizer.ts';
import { Unigram } from '../../../src/tokenizer/sentencePiece/unigram.ts';
import { throwsCode } from '../../checkpoint/rejection.ts';
import expected from '../../fixtures/sentencepiece/expected.json' with { type: 'json' };
import vocab from '../../fixtures/sentencepiece/vocab.json' with { type: 'json' };

const folder = path.join(import.meta.dirname, '../../fixtures/sentencepiece');
const bytesOf = (name: string) => new Uint8Array(readFileSync(path.join(folder, name)));
const models = {
  source: parseSentencePiece(bytesOf('source.spm'), 'source.spm'),
  target: parseSentencePiece(bytesOf('target.spm'), 'target.spm'),
};
const ids = new Map(Object.entries(vocab));

function piecesOf(side: 'source' | 'target', text: string): string[] {
  const { pieces, normalizer } = models[side];
  const characters = new Normalizer(normalizer).normalize(text).map(({ character }) => character);
  return new Unigram(pieces).cut(characters).map(({ start, end }) => characters.slice(start, end).join(''));
}

describe('SentencePiece', () => {
  for (const { text, source, target } of expected) {
    it(`cuts ${JSON.stringify(text)} as the original does`, () => {
      assert.deepEqual(piecesOf('source', text), source);
      assert.deepEqual(piecesOf('target', text), target);
    });
  }

  it('says what is wrong with a damaged file', () => {
    const whole = bytesOf('source.spm');
    for (const bytes of [
      new Uint8Array(),
      whole.subarray(0, 100),
      Uint8Array.of(0x0f, 1),
      whole.map((byte) => byte ^ 0x55),
    ]) {
      throwsCode(() => parseSentencePiece(bytes, 'source.spm'), 'tokenizer.invalid');
    }
  });
});

describe('The tokenizer of a Marian model', () => {
  const [source, target] = [new MarianTokenizer(models.source, ids), new MarianTokenizer(models.target, ids)];

  it('gives the ids that transformers gives', () => {
    for (const { text, ids: reference } of expected) {
      const found = source.encode(text).map(({ id }) => id);
      assert.deepEqual([...found, ids.get('</s>')], reference, JSON.stringify(text));
    }
  });

  it('gives the text back as transformers does', () => {
    for (const { text, decoded } of expected) {
      const bytes = target.encode(text).flatMap(({ id }) => [...target.bytesOf(id)]);
      assert.equal(new TextDecoder().decode(Uint8Array.from(bytes)).trim(), decoded.trim(), JSON.stringify(text));
    }
  });

  it('knows where in the text each token is', () => {
    const text = 'ＡＢＣ ﬁne 😀 I';
    const tokens = source.encode(text);
    for (const [i, { start, end }] of tokens.entries()) {
      assert.ok(start <= end && start >= (tokens[i - 1]?.start ?? 0) && end <= text.length, `token ${i}`);
    }
    assert.equal(text.slice(tokens.at(-1)!.start, tokens.at(-1)!.end).trim(), 'I');
  });
});
