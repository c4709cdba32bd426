import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type ErrorCode, UnderhoodError } from '../../src/errors.ts';
import { trainBpe } from '../../src/tokenizer/bpeTrainer.ts';
import { characterTokenizer } from '../../src/tokenizer/characterTokenizer.ts';
import { createTokenizer, type TokenizerFiles } from '../../src/tokenizer/createTokenizer.ts';
import { smallByteFallback, smallByteLevel } from './tokenizers.ts';

function refuses(work: () => unknown, code: ErrorCode, detail = /.*/): void {
  assert.throws(work, (error) => {
    assert.ok(error instanceof UnderhoodError, String(error));
    assert.equal(error.code, code);
    assert.match(JSON.stringify(error.parameters), detail);
    return true;
  });
}

const summary = (files: TokenizerFiles, text: string) =>
  createTokenizer(files)
    .encode(text)
    .map(({ id, spelling, start, end, kind }) => [id, spelling, start, end, kind]);

describe('createTokenizer', () => {
  it('builds GPT-2’s from vocab.json and merges.txt, with <|endoftext|> special', () => {
    const { model } = smallByteLevel().tokenizerJson as { model: { vocab: Record<string, number>; merges: string[] } };
    for (const merges of [`#version: 0.2\n${model.merges.join('\n')}\n`, model.merges.join('\r\n')]) {
      const files = { vocab: model.vocab, merges };
      assert.deepEqual(summary(files, 'the cat<|endoftext|>'), summary(smallByteLevel(), 'the cat<|endoftext|>'));
      assert.equal(createTokenizer(files).kind, 'byte-level BPE');
      assert.equal(createTokenizer(files).vocabularySize, 420);
    }
  });

  it('takes the added tokens that tokenizer_config.json lists', () => {
    const { model } = smallByteLevel().tokenizerJson as { model: { vocab: Record<string, number>; merges: string[] } };
    const tokenizerConfig = { added_tokens_decoder: { '500': { content: '<think>', special: false } } };
    const tokenizer = createTokenizer({ vocab: model.vocab, merges: model.merges.join('\n'), tokenizerConfig });
    const [, token] = tokenizer.encode('a<think>');
    assert.deepEqual([token.id, token.start, token.end, token.kind], [500, 1, 8, 'text']);
    assert.deepEqual(Buffer.from(token.bytes).toString(), '<think>');
  });

  it('takes U+0085 for a blank and a byte order mark for none, as Hugging Face does and JavaScript does not', () => {
    for (const run of ['!\uFEFF', '\n\u0085']) {
      const tokenizerJson = trainBpe([run, run], { vocabularySize: 300 });
      assert.equal(createTokenizer({ tokenizerJson }).encode(run).length, 1);
    }
  });

  it('takes words such as “constructor” and “prototype” for tokens like any others', () => {
    const { added_tokens, ...json } = smallByteLevel().tokenizerJson as { added_tokens?: object[]; model: object };
    const { vocab } = json.model as { vocab: Record<string, number> };
    const model = { ...json.model, vocab: { ...vocab, constructor: 500, prototype: 501 }, ignore_merges: true };
    const tokenizer = createTokenizer({ tokenizerJson: { ...json, added_tokens, model } });
    for (const [text, id] of Object.entries({ constructor: 500, prototype: 501 })) {
      assert.deepEqual(
        tokenizer.encode(text).map((token) => token.id),
        [id],
      );
    }
  });

  describe('of characters', () => {
    const made = { tokenizerJson: characterTokenizer(['hello 我们 👍'], ['<|endoftext|>']) };

    it('gives one token a character, and [UNK] the range of what it lacks', () => {
      const tokenizer = createTokenizer(made);
      assert.equal(tokenizer.kind, 'characters');
      assert.equal(tokenizer.vocabularySize, 2 + 8);
      assert.deepEqual(
        tokenizer.encode('h👍🏽我<|endoftext|>').map(({ spelling, start, end, kind }) => [spelling, start, end, kind]),
        [
          ['h', 0, 1, 'text'],
          ['👍', 1, 3, 'text'],
          ['[UNK]', 3, 5, 'unknown'],
          ['我', 5, 6, 'text'],
          ['<|endoftext|>', 6, 19, 'special'],
        ],
      );
      assert.equal(tokenizer.encode('\uD83Dh')[0].end, 1);
    });

    it('reads vocab.json of single characters, in three forms, and refuses what it lacks', () => {
      for (const vocab of [{ a: 0, b: 1, '0': 2 }, ['a', 'b', '0'], { itos: ['a', 'b', '0'] }]) {
        const tokenizer = createTokenizer({ vocab });
        assert.equal(tokenizer.kind, 'characters');
        assert.deepEqual(
          tokenizer.encode('ab0a').map(({ id }) => id),
          [0, 1, 2, 0],
        );
        refuses(() => tokenizer.encode('a你b好你'), 'tokenizer.unknownCharacters', /你 好.*/);
      }
    });
  });

  it('opens a folder without a tokenizer for ids only', () => {
    const tokenizer = createTokenizer({});
    assert.equal(tokenizer.kind, 'none');
    assert.equal(tokenizer.spellingOf(7), '7');
    assert.equal(tokenizer.bytesOf(7).length, 0);
    refuses(() => tokenizer.encode('text'), 'tokenizer.none');
    refuses(() => tokenizer.encodePart('text', 1, 'start'), 'tokenizer.none');
  });

  it('says what is wrong with the files', () => {
    const model = { type: 'BPE', vocab: { a: 0 }, merges: [] };
    refuses(() => createTokenizer({ tokenizerJson: null }), 'tokenizer.invalid', /tokenizer\.json/);
    refuses(() => createTokenizer({ tokenizerJson: {} }), 'tokenizer.invalid', /model/);
    refuses(
      () => createTokenizer({ tokenizerJson: { model: { ...model, vocab: { a: -1 } } } }),
      'tokenizer.invalid',
      /vocab/,
    );
    refuses(
      () => createTokenizer({ tokenizerJson: { model: { ...model, vocab: { a: 1e9 } } } }),
      'tokenizer.invalid',
      /vocab/,
    );
    refuses(
      () => createTokenizer({ tokenizerJson: { model: { ...model, merges: 'a b' } } }),
      'tokenizer.invalid',
      /merges/,
    );
    refuses(
      () => createTokenizer({ tokenizerJson: { model, normalizer: { type: 'Odd' } } }),
      'tokenizer.invalid',
      /Odd/,
    );
    refuses(
      () => createTokenizer({ tokenizerJson: { model: { ...model, type: 'Unigram' } } }),
      'tokenizer.unsupported',
      /Unigram/,
    );
    const suffixed = { ...model, end_of_word_suffix: '</w>' };
    refuses(() => createTokenizer({ tokenizerJson: { model: suffixed } }), 'tokenizer.unsupported');
    refuses(
      () => createTokenizer({ tokenizerJson: { model: { ...model, merges: ['a a'] } } }),
      'tokenizer.unsupported',
    );
    refuses(() => createTokenizer({ vocab: { ab: 0 } }), 'tokenizer.mergesMissing');
    refuses(() => createTokenizer({ vocab: 'abc' }), 'tokenizer.invalid', /vocab\.json/);
    refuses(() => createTokenizer({ vocab: { a: 0 }, merges: 'nospace' }), 'tokenizer.invalid');
  });

  it('answers any damage with an error of its own or a tokenizer that works', () => {
    const whole = [smallByteLevel(270), smallByteFallback()].map(({ tokenizerJson }) => tokenizerJson as object);
    fc.assert(
      fc.property(fc.constantFrom(...whole), fc.infiniteStream(fc.nat()), fc.jsonValue(), (json, choices, value) => {
        const damaged = replaceSomewhere(structuredClone(json), choices, value);
        try {
          createTokenizer({ tokenizerJson: damaged }).encode('the cat 我们');
        } catch (error) {
          assert.ok(error instanceof UnderhoodError, String(error));
        }
      }),
      { numRuns: 2000 },
    );
  });
});

/** Walks down by random choices and puts `value` there. */
function replaceSomewhere(json: object, choices: Iterator<number>, value: unknown): object {
  let place = json as Record<string, unknown>;
  for (;;) {
    const keys = Object.keys(place);
    const key = keys[choices.next().value % keys.length];
    const inner = place[key];
    const canDescend = typeof inner === 'object' && inner !== null && Object.keys(inner).length > 0;
    if (canDescend && choices.next().value % 4 > 0) {
      place = inner as Record<string, unknown>;
      continue;
    }
    place[key] = value;
    return json;
  }
}
