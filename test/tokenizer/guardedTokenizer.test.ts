import assert from 'node:assert/strict';
import { UnderhoodError } from '../../src/errors.ts';
import { createTokenizer, type TokenizerFiles } from '../../src/tokenizer/createTokenizer.ts';
import { guardedTokenizer } from '../../src/tokenizer/guardedTokenizer.node.ts';
import { inTime, TimeIsUp } from '../../src/tokenizer/timeLimit.node.ts';
import { smallByteFallback, smallByteLevel } from './tokenizers.ts';

type Json = Readonly<Record<string, unknown>>;

function changed(files: TokenizerFiles, changes: Json): TokenizerFiles {
  return { tokenizerJson: { ...(files.tokenizerJson as Json), ...changes } };
}

function failure(work: () => unknown): UnderhoodError {
  try {
    work();
  } catch (error) {
    assert.ok(error instanceof UnderhoodError, `${error}`);
    return error;
  }
  assert.fail('nothing was thrown');
}

/** Matches in 2ⁿ ways what it does not match in the end. */
const endless = { Regex: '(a+)+b' };
const many = `${'a'.repeat(200)}!`;

describe('a tokenizer that others have written', function () {
  this.slow(10_000);

  it('gives the tokens that it gives without a guard', () => {
    for (const files of [smallByteLevel(), smallByteFallback()]) {
      const text = 'The cat 我们 👍🏽.\n';
      assert.deepEqual(guardedTokenizer(files).encode(text), createTokenizer(files).encode(text));
      assert.deepEqual(
        guardedTokenizer(files).encodePart(text, 3, 'end'),
        createTokenizer(files).encodePart(text, 3, 'end'),
      );
    }
  });

  it('is stopped where a pattern of its pre-tokeniser never ends, and goes on with the next text', () => {
    const split = { type: 'Split', pattern: endless, behavior: 'Isolated', invert: false };
    const bytes = { type: 'ByteLevel', add_prefix_space: false, use_regex: false };
    const sequence = { type: 'Sequence', pretokenizers: [split, bytes] };
    const tokenizer = guardedTokenizer(changed(smallByteLevel(), { pre_tokenizer: sequence }));
    assert.equal(failure(() => tokenizer.encode(many)).code, 'tokenizer.tooSlow');
    assert.equal(failure(() => tokenizer.encodePart(many, 10, 'end')).code, 'tokenizer.tooSlow');
    assert.ok(tokenizer.encode('the cat').length > 0);
  });

  it('is refused where its normaliser never ends on one of its own tokens', () => {
    const normalizer = { type: 'Replace', pattern: endless, content: '' };
    const added_tokens = [{ id: 3, content: many, special: false, normalized: true }];
    const files = changed(smallByteFallback(), { normalizer, added_tokens });
    assert.equal(failure(() => guardedTokenizer(files)).code, 'tokenizer.tooSlow');
  });

  it('is refused where its normaliser would fill the memory', () => {
    const normalizer = { type: 'Replace', pattern: { String: 'a' }, content: 'x'.repeat(1_000_000) };
    const tokenizer = guardedTokenizer(changed(smallByteFallback(), { normalizer }));
    const { code, parameters } = failure(() => tokenizer.encode(many));
    assert.equal(code, 'tokenizer.invalid');
    assert.match(String(parameters.detail), /201 characters into/);
  });
});

describe('inTime', () => {
  it('gives the result, or what was thrown, and can be used within itself', () => {
    assert.equal(
      inTime(10_000, () => inTime(10_000, () => 1) + inTime(10_000, () => 2)),
      3,
    );
    assert.throws(() => inTime(10_000, () => assert.fail('as it was')), /as it was/);
    assert.equal(
      inTime(10_000, () => undefined),
      undefined,
    );
  });
  it('begins again what a busy machine did not let compute, and gives up what computes', () => {
    const asleep = new Int32Array(new SharedArrayBuffer(4));
    let starts = 0;
    const slowAtFirst = () => {
      starts++;
      if (starts < 3) Atomics.wait(asleep, 0, 0, 10_000);
      return starts;
    };
    assert.equal(inTime(100, slowAtFirst), 3);
    starts = 0;
    const endless = () => {
      starts++;
      for (;;);
    };
    assert.throws(() => inTime(100, endless), TimeIsUp);
    assert.ok(starts <= 5, 'only as often as the machine was busy');
    assert.throws(() => inTime(20, () => Atomics.wait(asleep, 0, 0, 10_000)), TimeIsUp);
  });
});
