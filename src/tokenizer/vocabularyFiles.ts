import * as v from 'valibot';
import { UnderhoodError } from '../errors.ts';
import { characterTokenizerOf } from './characterTokenizer.ts';
import { vocabulary } from './tokenizerSchema.ts';

const tokenList = v.array(v.string());
/** Tokens to ids; or tokens in the order of their ids, bare or as nanoGPT writes them. */
const vocabularyFile = v.union([vocabulary, tokenList, v.looseObject({ itos: tokenList })]);

/** What tokenizer_config.json says of added tokens. */
const configFile = v.object({
  added_tokens_decoder: v.record(v.string(), v.looseObject({ content: v.string() })),
});

/**
 * The tokenizer.json that vocab.json and merges.txt stand for. Without merges, a vocabulary of single characters makes a
 * tokenizer of characters, which has no token for unknown ones.
 */
export function fromVocabulary(vocab: unknown, merges: string | undefined, config: unknown): object {
  const ids = idsOf(vocab);
  if (merges === undefined) {
    const isCharacter = (token: string) => Array.from(token).length === 1;
    if (!Object.keys(ids).every(isCharacter)) throw new UnderhoodError('tokenizer.mergesMissing');
    return characterTokenizerOf(ids, [], null);
  }
  const byteLevel = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true };
  return {
    added_tokens: addedTokens(ids, config),
    pre_tokenizer: byteLevel,
    decoder: byteLevel,
    model: { type: 'BPE', vocab: ids, merges: mergesOf(merges) },
  };
}

function idsOf(vocab: unknown): Record<string, number> {
  const result = v.safeParse(vocabularyFile, vocab);
  if (!result.success) {
    const detail = 'it must give each token its id';
    throw new UnderhoodError('tokenizer.invalid', { file: 'vocab.json', detail });
  }
  const found = result.output;
  const list = Array.isArray(found) ? found : 'itos' in found && Array.isArray(found.itos) ? found.itos : undefined;
  return list === undefined
    ? (found as Record<string, number>)
    : Object.fromEntries(list.map((token, id) => [token, id]));
}

/** Two tokens a line; the first line may name a version. */
function mergesOf(text: string): string[] {
  const lines = text.split(/\r?\n/).filter((line) => line.length > 0);
  return lines[0]?.startsWith('#version') ? lines.slice(1) : lines;
}

/** As tokenizer_config.json lists them; GPT-2's own lists none and has one. */
function addedTokens(ids: Readonly<Record<string, number>>, config: unknown): object[] {
  const listed = v.safeParse(configFile, config);
  if (listed.success) {
    return Object.entries(listed.output.added_tokens_decoder).map(([id, token]) => ({ ...token, id: Number(id) }));
  }
  const content = '<|endoftext|>';
  return content in ids ? [{ id: ids[content], content, special: true }] : [];
}
