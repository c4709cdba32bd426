import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import { parseJson } from '../../src/checkpoint/json.ts';
import { characterTokenizer } from '../../src/tokenizer/characterTokenizer.ts';
import { guardedEncoding, guardedTokenizer } from '../../src/tokenizer/guardedTokenizer.node.ts';
import { MarianTokenizer } from '../../src/tokenizer/sentencePiece/marianTokenizer.ts';
import { parseSentencePiece } from '../../src/tokenizer/sentencePiece/modelFile.ts';
import type { Token } from '../../src/tokenizer/tokenizer.ts';
import { assertDeep, describeFuzzing, fuzz } from '../checkpoint/fuzzing.ts';
import { bytesMutation, jsonMutation, type Mutation } from '../checkpoint/mutations.ts';
import vocab from '../fixtures/sentencepiece/vocab.json' with { type: 'json' };
import { smallByteFallback, smallByteLevel } from './tokenizers.ts';

type Json = Readonly<Record<string, unknown>>;

const bases = [
  smallByteLevel(290).tokenizerJson,
  smallByteFallback().tokenizerJson,
  characterTokenizer(['the 我们 👍']),
];

const text = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    'the cat sat.\n\n  on 3,141 mats',
    '我们是中国人。',
    '\u0000\ufeff\ud800 x',
    '👩‍👩‍👧 e\u0301\u0301',
    '<s>a</s>',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('a', ' ', 'é', '我', '\u0301', 'ab ').map((unit) => unit.repeat(500)),
);
const pattern = fc.oneof(
  { weight: 50, arbitrary: fc.record({ String: fc.constantFrom('', ' ', 'a', '▁', '(', '\ud800') }) },
  {
    weight: 50,
    arbitrary: fc.record({
      Regex: fc.constantFrom('', '.', '\\s+', '(?:)', '(?=a)', '\\p{L}+', '(', '[z-a]', '\\b', '^', '(a)(b)?', 'a*'),
    }),
  },
  // Each of these costs the patience that it deserves.
  { weight: 1, arbitrary: fc.constant({ Regex: '(a+)+$|(\\s+)+x' }) },
);
const option = fc.oneof(fc.boolean(), fc.constantFrom(null, 0, -1, 1e9, '', '▁', 'x'.repeat(300)), pattern);
const step = fc.record(
  {
    type: fc.constantFrom(
      ...[
        'NFC',
        'NFKC',
        'NFKD',
        'Lowercase',
        'Strip',
        'StripAccents',
        'Prepend',
        'Replace',
        'BertNormalizer',
        'Precompiled',
      ],
      ...[
        'ByteLevel',
        'Whitespace',
        'Split',
        'Metaspace',
        'Digits',
        'Punctuation',
        'BertPreTokenizer',
        'CharDelimiterSplit',
      ],
      ...['TemplateProcessing', 'RobertaProcessing', 'Sequence', 'Fuse', 'Nonsense', '__proto__'],
    ),
    pattern,
    behavior: fc.constantFrom('Isolated', 'Removed', 'MergedWithNext', 'MergedWithPrevious', 'Contiguous', 'x'),
    invert: fc.boolean(),
    content: fc.constantFrom('', ' ', '▁', 'a'.repeat(2000)),
    ...{ prepend: option, add_prefix_space: option, use_regex: option, individual_digits: option, replacement: option },
    ...{ normalizers: fc.constant([{ type: 'NFD' }]), pretokenizers: fc.constant([{ type: 'Whitespace' }]) },
    single: fc.constantFrom(
      [],
      [{ Sequence: { id: 'A' } }],
      [{ SpecialToken: { id: '<s>' } }, { Sequence: { id: 'A' } }],
    ),
    ...{ special_tokens: fc.constantFrom({}, { '<s>': { id: '<s>', ids: [1], tokens: ['<s>'] } }), processors: option },
  },
  { requiredKeys: ['type'] },
);
const change: fc.Arbitrary<Json> = fc.oneof(
  fc.record({ normalizer: step }),
  fc.record({ pre_tokenizer: step }),
  fc.record({ post_processor: step }),
  fc.record({ normalizer: step, pre_tokenizer: step, post_processor: step }),
  fc.record({
    added_tokens: fc.array(
      fc.record({ id: fc.nat(500), content: text, lstrip: fc.boolean(), rstrip: fc.boolean(), special: fc.boolean() }),
      { maxLength: 4 },
    ),
  }),
);

/** Changes in what a tokenizer.json says, or in its bytes. */
const file: fc.Arbitrary<(base: Json) => unknown> = fc.oneof(
  { weight: 3, arbitrary: change.map((changes) => shown(changes, (base: Json) => ({ ...base, ...changes }))) },
  { weight: 2, arbitrary: jsonMutation.map((mutate) => (base: Json) => throughBytes(base, mutate)) },
  {
    weight: 2,
    // Changes to everything but the vocabulary, which is most of the file.
    arbitrary: jsonMutation.map((mutate) => ({ model, ...rest }: Json) => {
      const changed = throughBytes({ ...rest, model: { ...(model as Json), vocab: {}, merges: [] } }, mutate) as Json;
      const { vocab, merges } = model as Json;
      return typeof changed?.model === 'object' ? { ...changed, model: { ...changed.model, vocab, merges } } : changed;
    }),
  },
);

/** A function that a report of fast-check shows as what it does. */
function shown<T extends object>(what: unknown, act: T): T {
  return Object.assign(act, { [fc.toStringMethod]: () => JSON.stringify(what) });
}

function throughBytes(json: Json, mutate: Mutation): unknown {
  const parsed = parseJson(new TextDecoder().decode(mutate(Buffer.from(JSON.stringify(json)))), {
    ...{ depth: 100, values: 10_000_000, uniqueKeys: false },
  });
  return parsed.ok ? parsed.value : null;
}

/** Every token has an id, bytes, and a place in the text behind that of the one before it. */
function assertTokens(tokens: readonly Token[], text: string): void {
  for (const { id, start, end, bytes } of tokens) {
    assert.ok(Number.isInteger(id) && id >= 0, `id ${id}`);
    assert.ok(bytes instanceof Uint8Array);
    assert.ok(start >= 0 && start <= end && end <= text.length, `${start}–${end} of ${text.length}`);
  }
}

describe('fuzzing tokenizers', function () {
  describeFuzzing(this);

  it('gives an error or tokens of the text for any tokenizer.json', async () => {
    const check = (base: Json, change: (base: Json) => unknown, text: string, most: number) => {
      const tokenizer = guardedTokenizer({ tokenizerJson: change(base) });
      assertTokens(tokenizer.encode(text), text);
      for (const kept of ['start', 'end'] as const) {
        const { tokens, start, end } = tokenizer.encodePart(text, most, kept);
        assertTokens(tokens, text);
        assert.ok(start >= 0 && start <= end && end <= text.length);
        assert.ok(tokens.filter(({ kind }) => kind !== 'added').length <= most);
      }
      for (const id of [0, 1, 300, 2 ** 31]) tokenizer.bytesOf(id);
    };
    const base = fc.constantFrom(...(bases as Json[]));
    assertDeep(await fuzz('tokenizer.json', [base, file, text, fc.integer({ min: 1, max: 30 })], check), 3);
  });

  it('gives an error or tokens of the text for any SentencePiece model', async () => {
    const whole = new Uint8Array(readFileSync(path.join(import.meta.dirname, '../fixtures/sentencepiece/source.spm')));
    const ids = new Map(Object.entries(vocab));
    const check = (mutate: Mutation, text: string) => {
      const model = parseSentencePiece(mutate(whole), 'source.spm');
      assertTokens(guardedEncoding(new MarianTokenizer(model, ids), 'source.spm').encode(text), text);
    };
    assertDeep(await fuzz('SentencePiece', [bytesMutation, text], check), 2);
  });
});
