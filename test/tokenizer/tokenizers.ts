import { existsSync, readFileSync } from 'node:fs';
import { trainBpe } from '../../src/tokenizer/bpeTrainer.ts';
import type { TokenizerFiles } from '../../src/tokenizer/createTokenizer.ts';

const shared = '../shared/data';
const read = (path: string) => readFileSync(`${shared}/${path}`, 'utf8');

/** Real tokenizers, which the project does not hold; undefined where their folder is absent. */
export const sharedTokenizers: Readonly<Record<string, () => TokenizerFiles>> | undefined = existsSync(shared)
  ? {
      gpt2: () => ({
        vocab: JSON.parse(read('tokenizers/gpt2/vocab.json')),
        merges: read('tokenizers/gpt2/merges.txt'),
      }),
      minimind: () => ({ tokenizerJson: JSON.parse(read('tokenizers/minimind/tokenizer.json')) }),
      stories260K: () => ({ tokenizerJson: JSON.parse(read('models/stories260K/tokenizer.json')) }),
    }
  : undefined;

const texts = [
  'Once upon a time, there was a cat. The cat sat on the mat, and the mat was flat.\n\nThe end.',
  '春眠不覺曉，處處聞啼鳥。夜來風雨聲，花落知多少。我们是中国人，我们说中文。',
  'const café = "naïve";\r\n\tif (x === 1) { return x + 1; }\r\n',
  '👩‍👩‍👧 👩‍👩‍👧 ok 👍🏽👍🏽',
];

/** A byte-level BPE, trained here. */
export function smallByteLevel(vocabularySize = 420): TokenizerFiles {
  return { tokenizerJson: trainBpe([...texts, ...texts], { vocabularySize }) };
}

/**
 * A byte-fallback BPE as Llama 2's: `<s>` in front, spaces as ▁, one more ▁ prepended, no pre-tokeniser; characters that
 * the vocabulary lacks become bytes.
 */
export function smallByteFallback(): TokenizerFiles {
  const bytes = Array.from({ length: 256 }, (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`);
  const merges = ['▁ t', 'h e', '▁t he', 'a t', '▁ c', '▁c at', '我 们', '▁ ▁', '▁▁ ▁▁', '是 我们', 'e e'];
  const merged = merges.map((merge) => merge.replace(' ', ''));
  const characters = [...'▁abcdefghijklmnopqrstuvwxyz.,我们是👍'];
  const vocabulary = ['<unk>', '<s>', '</s>', ...bytes, ...merged, ...characters];
  return {
    tokenizerJson: {
      added_tokens: ['<unk>', '<s>', '</s>'].map((content, id) => ({ id, content, special: true, normalized: false })),
      normalizer: {
        type: 'Sequence',
        normalizers: [
          { type: 'Prepend', prepend: '▁' },
          { type: 'Replace', pattern: { String: ' ' }, content: '▁' },
        ],
      },
      pre_tokenizer: null,
      post_processor: {
        type: 'TemplateProcessing',
        single: [{ SpecialToken: { id: '<s>', type_id: 0 } }, { Sequence: { id: 'A', type_id: 0 } }],
        pair: [],
        special_tokens: { '<s>': { id: '<s>', ids: [1], tokens: ['<s>'] } },
      },
      decoder: null,
      model: {
        type: 'BPE',
        unk_token: '<unk>',
        fuse_unk: true,
        byte_fallback: true,
        vocab: Object.fromEntries(vocabulary.map((token, id) => [token, id])),
        merges,
      },
    },
  };
}
