import { Tokenizer as HuggingFaceTokenizer } from '@huggingface/tokenizers';
import * as v from 'valibot';
import { UnderhoodError } from '../errors.ts';
import { BpeTokenizer } from './bpeTokenizer.ts';
import { noTokenizer } from './noTokenizer.ts';
import type { Alphabet } from './tokenBytes.ts';
import type { Tokenizer } from './tokenizer.ts';
import { type BpeModel, bpeModel, type Step, type TokenizerJson, tokenizerJson } from './tokenizerSchema.ts';
import { fromVocabulary } from './vocabularyFiles.ts';

/** What a model folder says of its tokenizer; each file parsed, or absent. */
export interface TokenizerFiles {
  readonly tokenizerJson?: unknown;
  readonly tokenizerConfig?: unknown;
  /** vocab.json: tokens to ids. */
  readonly vocab?: unknown;
  /** merges.txt, as text. */
  readonly merges?: string;
}

/**
 * The tokenizer of a model folder: from tokenizer.json, or else from vocab.json with merges.txt as GPT-2 brings them, or
 * from a vocab.json of single characters as nanoGPT's.
 * Throws UnderhoodError where it is damaged or of an unsupported kind; without any file, the result refuses text.
 */
export function createTokenizer(files: TokenizerFiles): Tokenizer {
  if (files.tokenizerJson !== undefined) return fromTokenizerJson(files.tokenizerJson, 'tokenizer.json');
  if (files.vocab === undefined) return noTokenizer;
  return fromTokenizerJson(fromVocabulary(files.vocab, files.merges, files.tokenizerConfig), 'vocab.json');
}

function fromTokenizerJson(value: unknown, file: string): Tokenizer {
  const json = parse(tokenizerJson, value, file);
  const { type } = json.model;
  if (type !== undefined && type !== 'BPE') throw new UnderhoodError('tokenizer.unsupported', { kind: type });
  const model = parse(bpeModel, json.model, file);
  const alphabet = alphabetOf(json, model);
  const complete = { ...json, pre_tokenizer: exactBlanks(json.pre_tokenizer), decoder: null };
  try {
    const library = new HuggingFaceTokenizer({ ...complete, model: { ...model, type: 'BPE' } }, {});
    return new BpeTokenizer(library, json.added_tokens, alphabet);
  } catch (error) {
    throw new UnderhoodError('tokenizer.invalid', {
      file,
      detail: error instanceof Error ? error.message : String(error),
    });
  }
}

function parse<Schema extends v.GenericSchema>(schema: Schema, value: unknown, file: string): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new UnderhoodError('tokenizer.invalid', { file, detail: `${v.getDotPath(issue) ?? file}: ${issue.message}` });
}

function alphabetOf(json: TokenizerJson, model: BpeModel): Alphabet {
  if (model.continuing_subword_prefix || model.end_of_word_suffix) {
    throw new UnderhoodError('tokenizer.unsupported', { kind: 'BPE with marks at the edges of words' });
  }
  if (mentionsByteLevel(json.pre_tokenizer) || mentionsByteLevel(json.decoder)) return 'byte-level';
  if (model.byte_fallback) return 'byte-fallback';
  if (model.merges.length === 0) return 'characters';
  throw new UnderhoodError('tokenizer.unsupported', { kind: 'BPE without bytes' });
}

function mentionsByteLevel(step: unknown): boolean {
  if (typeof step !== 'object' || step === null) return false;
  if ('type' in step && step.type === 'ByteLevel') return true;
  return Object.values(step).some((inner) => Array.isArray(inner) && inner.some(mentionsByteLevel));
}

const gpt2Words = "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

/**
 * @huggingface/tokenizers splits ByteLevel's words with JavaScript's `\s`, which takes a byte order mark for a blank and
 * U+0085 for none. Its Split has Unicode's, as the original has, so the same words are asked of Split.
 */
function exactBlanks(step: Step | null): Step | null {
  if (step?.type === 'Sequence' && Array.isArray(step.pretokenizers)) {
    return { ...step, pretokenizers: step.pretokenizers.map(exactBlanks) };
  }
  if (step?.type !== 'ByteLevel' || step.use_regex === false || step.add_prefix_space !== false) return step;
  const words = { type: 'Split', pattern: { Regex: gpt2Words }, behavior: 'Isolated', invert: false };
  return { type: 'Sequence', pretokenizers: [words, { ...step, use_regex: false }] };
}
