import { specialToken } from './specialToken.ts';

/** Stands for every character that the vocabulary lacks. */
export const unknownToken = '[UNK]';

/**
 * The tokenizer.json of a vocabulary of characters (code points): a BPE without merges, which is how Hugging Face's
 * libraries read it unchanged. The special tokens and `[UNK]` come first, then the characters in code point order.
 */
export function characterTokenizer(texts: Iterable<string>, specialTokens: readonly string[] = []): object {
  const characters = new Set<string>();
  for (const text of texts) for (const character of text) characters.add(character);
  const order = [...characters].toSorted((a, b) => (a.codePointAt(0) ?? 0) - (b.codePointAt(0) ?? 0));
  const special = [...specialTokens, unknownToken];
  return characterTokenizerOf(
    Object.fromEntries([...special, ...order].map((token, id) => [token, id])),
    special.map(specialToken),
    unknownToken,
  );
}

/** A tokenizer.json of characters with the ids given. */
export function characterTokenizerOf(
  vocab: Readonly<Record<string, number>>,
  addedTokens: readonly object[],
  unknown: string | null,
): object {
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: addedTokens,
    normalizer: null,
    pre_tokenizer: null,
    post_processor: null,
    decoder: { type: 'Fuse' },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: unknown,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: false,
      vocab,
      merges: [],
    },
  };
}
