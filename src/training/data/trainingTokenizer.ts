import { Tokenizer as HuggingFaceTokenizer } from '@huggingface/tokenizers';
import { byteLevelWords, trainBpe } from '../../tokenizer/bpeTrainer.ts';
import { characterTokenizer, unknownToken } from '../../tokenizer/characterTokenizer.ts';
import { createTokenizer } from '../../tokenizer/createTokenizer.ts';
import type { Tokenizer } from '../../tokenizer/tokenizer.ts';
import { documentSeparator } from './documentStream.ts';

/** How the texts of a run become ids, and what of it goes into the model's folder. */
export interface TrainingTokenizer {
  /** own: that of the model that training goes on from. */
  readonly kind: 'characters' | 'bpe' | 'own';
  readonly vocabularySize: number;
  /** The id between documents; absent: the model has none. */
  readonly separator?: number;
  readonly tokenizer: Pick<Tokenizer, 'encode' | 'bytesOf' | 'spellingOf'>;
  /** tokenizer.json and tokenizer_config.json, or whatever files the model brought. */
  readonly files: Readonly<Record<string, object | string | Uint8Array>>;
  encode(text: string): ArrayLike<number>;
}

/** Words whose ids are remembered: most of a text is a few thousand words. */
const mostWords = 100_000;

interface MadeJson {
  readonly model: { readonly vocab: Readonly<Record<string, number>> };
}

const tokenizerConfig = (unknown?: string) => ({
  tokenizer_class: unknown ? 'PreTrainedTokenizerFast' : 'GPT2Tokenizer',
  eos_token: documentSeparator,
  bos_token: documentSeparator,
  ...(unknown && { unk_token: unknown }),
});

/**
 * One token for each character that occurs in the training text.
 * @param special tokens that come first
 */
export function characterTraining(
  characters: ReadonlySet<string>,
  special: readonly string[] = [documentSeparator],
): TrainingTokenizer {
  const tokenizerJson = characterTokenizer(characters, special) as MadeJson;
  const { vocab } = tokenizerJson.model;
  const ids = new Map(Object.entries(vocab));
  const unknown = vocab[unknownToken];
  const encode = (text: string) => Array.from(text, (character) => ids.get(character) ?? unknown);
  return made('characters', tokenizerJson, encode, unknownToken);
}

/** A byte-level BPE, trained on these texts. */
export function bpeTraining(
  texts: Iterable<string>,
  vocabularySize: number,
  special: readonly string[] = [documentSeparator],
): TrainingTokenizer {
  const tokenizerJson = trainBpe(texts, { vocabularySize, specialTokens: [...special] });
  const library = new HuggingFaceTokenizer(tokenizerJson, {});
  const words = new Map<string, readonly number[]>();
  const encodeWord = (word: string) => {
    const known = words.get(word);
    if (known) return known;
    if (words.size >= mostWords) words.clear();
    const ids = library.encode(word).ids;
    words.set(word, ids);
    return ids;
  };
  const encode = (text: string) => {
    // Merges never cross words, but a special token in the text may.
    if (special.some((token) => text.includes(token))) return library.encode(text).ids;
    const ids: number[] = [];
    for (const word of byteLevelWords(text)) for (const id of encodeWord(word)) ids.push(id);
    return ids;
  };
  return made('bpe', tokenizerJson, encode);
}

/** The tokenizer that a model brings. */
export function ownTokenizer(
  tokenizer: TrainingTokenizer['tokenizer'],
  vocabularySize: number,
  separator: number | undefined,
  files: TrainingTokenizer['files'],
): TrainingTokenizer {
  const encode = (text: string) => {
    const ids: number[] = [];
    // What a tokenizer puts around every text has no place within one.
    for (const { id, kind } of tokenizer.encode(text)) if (kind !== 'added') ids.push(id);
    return ids;
  };
  return { kind: 'own', vocabularySize, separator, tokenizer, files, encode };
}

function made(
  kind: 'characters' | 'bpe',
  tokenizerJson: MadeJson,
  encode: TrainingTokenizer['encode'],
  unknown?: string,
): TrainingTokenizer {
  const { vocab } = tokenizerJson.model;
  return {
    kind,
    vocabularySize: Object.keys(vocab).length,
    separator: vocab[documentSeparator],
    tokenizer: createTokenizer({ tokenizerJson }),
    files: { 'tokenizer.json': tokenizerJson, 'tokenizer_config.json': tokenizerConfig(unknown) },
    encode,
  };
}
