import { UnderhoodError } from '../errors.ts';
import { textOfBytes } from '../tokenizer/bytesText.ts';
import type { Token, Tokenizer } from '../tokenizer/tokenizer.ts';
import { type SearchOptions, type SearchResult, searchBeams, searchGreedily } from './search.ts';
import type { StepDecoder } from './stepDecoder.ts';
import type { TranslationActivations, TranslatorInference } from './translatorInference.ts';

/** What translating needs of a tokenizer. */
type TranslatorTokenizer = Pick<Tokenizer, 'encode' | 'bytesOf' | 'spellingOf'>;

export interface BothTokenizers {
  readonly source: TranslatorTokenizer;
  readonly target: TranslatorTokenizer;
}

/** How much each target token looked at each source token, as it was chosen. */
interface Alignment {
  /** Of each layer that looks at the source, [heads, T, S]; rows sum to 1. Empty without attention. */
  readonly layers: readonly Float32Array[];
  readonly heads: number;
}

/** A text and what a model made of it. */
export interface Translation {
  /** S tokens, the end token last. */
  readonly source: readonly Token[];
  /** T tokens as they were written, the end token last where it was reached. */
  readonly target: readonly { readonly id: number; readonly text: string }[];
  readonly text: string;
  /** The model ended the text itself. */
  readonly isEnded: boolean;
  /** Characters of the source that the model has never seen, each once. */
  readonly unknown: readonly string[];
  /** What was under way at each step, with candidates. */
  readonly search: SearchResult;
  readonly alignment: Alignment;
}

/** A model folder that translates, open. */
export class LoadedTranslator {
  constructor(
    readonly inference: TranslatorInference,
    readonly tokenizers: BothTokenizers,
    /** What is read first, and how a text ends. */
    readonly rules: SearchOptions,
  ) {}

  /**
   * Translates a text.
   * @param beams texts that are followed side by side; 1: always the likeliest token
   * @param breathe waited for before each token; what it throws ends the translation
   * Throws UnderhoodError where the text is blank, or longer than the model can read.
   */
  async translate(text: string, beams = 1, breathe = async () => {}): Promise<Translation> {
    const source = this.tokens(text);
    const ids = source.map(({ id }) => id);
    const steps = await this.inference.decoder(await this.inference.read(ids), beams);
    const decoder: StepDecoder = {
      beams,
      async advance(tokens, parents) {
        await breathe();
        return steps.advance(tokens, parents);
      },
    };
    const search = await (beams === 1 ? searchGreedily : searchBeams)(decoder, this.rules);
    const { tokens } = search.best;
    const isEnded = tokens.at(-1) === this.rules.endToken;
    return {
      source,
      target: tokens.map((id) => ({ id, text: this.textOf([id]) })),
      text: this.textOf(isEnded ? tokens.slice(0, -1) : tokens).trim(),
      isEnded,
      unknown: unknownOf(source, text),
      search,
      alignment: await this.#align(ids, tokens),
    };
  }

  /** The tokens of a text as the model reads it, the end token last. Throws UnderhoodError where it cannot. */
  tokens(text: string): Token[] {
    if (text.trim() === '') throw new UnderhoodError('translate.blank');
    const { endToken } = this.rules;
    const end = { id: endToken, spelling: this.tokenizers.source.spellingOf(endToken), bytes: new Uint8Array() };
    const tokens = this.tokenizers.source.encode(text).filter(({ kind }) => kind !== 'added');
    const limit = this.inference.model.config.contextLength;
    if (tokens.length + 1 > limit) throw new UnderhoodError('translate.tooLong', { length: tokens.length + 1, limit });
    return [...tokens, { ...end, start: text.length, end: text.length, kind: 'added' }];
  }

  /** Activations of a translation, by hook name: row t of what the decoder computes is where token t was chosen. */
  activations(
    source: readonly number[],
    target: readonly number[],
    hooks: readonly string[],
  ): Promise<TranslationActivations> {
    return this.inference.capture(source, [this.rules.startToken, ...target.slice(0, -1)], hooks);
  }

  /** The text of target tokens, bytes that are no character as such; the end token has none. */
  textOf(ids: readonly number[]): string {
    return textOfBytes(ids.flatMap((id) => [...this.tokenizers.target.bytesOf(id)]));
  }

  async close(): Promise<void> {
    await this.inference.release();
  }

  async #align(source: readonly number[], target: readonly number[]): Promise<Alignment> {
    const { layers, heads } = this.inference.model.config;
    if (layers === 0 || target.length === 0) return { layers: [], heads };
    const names = Array.from({ length: layers }, (_, layer) => `blocks.${layer}.cross_attn.hook_pattern`);
    const { hooks } = await this.activations(source, target, names);
    return { layers: names.map((name) => hooks[name].data as Float32Array), heads };
  }
}

function unknownOf(tokens: readonly Token[], text: string): string[] {
  const unknown = tokens.filter(({ kind }) => kind === 'unknown').map(({ start, end }) => text.slice(start, end));
  return [...new Set(unknown)];
}
