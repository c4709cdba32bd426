import type { VocabularyEntry } from '../../../src/protocol/reading.ts';
import type { TokenSummary } from '../../../src/protocol/run.ts';
import { type SearchResult, searchBeams, searchGreedily } from '../../../src/translation/search.ts';
import type { StepDecoder } from '../../../src/translation/stepDecoder.ts';

/** What the made-up translators could say of a source, the likeliest first; each half as likely as the one before. */
const known: Readonly<Record<string, readonly string[]>> = {
  我爱你: ['I love you.', 'I like you.', 'I love you!', 'I loved you.', 'You love me.'],
  '我昨天在图书馆看见了他的老师。': [
    'I saw his teacher in the library yesterday.',
    'I saw his teacher at the library yesterday.',
    'Yesterday I saw his teacher in the library.',
    'I met his teacher in the library yesterday.',
  ],
};

export const startToken = 0;
export const endToken = 1;
const pattern = /\s?\w+|./gu;

/** The source, character by character, with the end token behind them. */
export function fakeSource(text: string): TokenSummary[] {
  const tokens: TokenSummary[] = [];
  let start = 0;
  for (const character of text) {
    const end = start + character.length;
    const bytes = [...new TextEncoder().encode(character)];
    const id = character.codePointAt(0)! % 4096;
    tokens.push({ id, spelling: character, bytes, start, end, kind: 'text' });
    start = end;
  }
  tokens.push({ id: 1, spelling: '</s>', bytes: [], start, end: start, kind: 'added' });
  return tokens;
}

/** What may be said of a source, and the words of it. */
export class FakeLanguage {
  readonly vocabulary: readonly VocabularyEntry[];
  readonly #sentences: readonly (readonly number[])[];

  constructor(text: string) {
    const count = [...text].length;
    const sentences = known[text] ?? [`There are ${count} characters.`, `It has ${count} characters.`];
    const words = [...new Set(sentences.flatMap((sentence) => sentence.match(pattern)!))];
    const entry = (spelling: string, id: number): VocabularyEntry => ({
      id,
      spelling: spelling.replace(' ', 'Ġ'),
      bytes: [...new TextEncoder().encode(spelling)],
      kind: 'text',
    });
    this.vocabulary = [
      { id: startToken, spelling: '<s>', bytes: [], kind: 'special' },
      { id: endToken, spelling: '</s>', bytes: [], kind: 'special' },
      ...words.map((word, i) => entry(word, i + 2)),
    ];
    const ids = new Map(words.map((word, i) => [word, i + 2]));
    this.#sentences = sentences.map((sentence) => [
      ...sentence.match(pattern)!.map((word) => ids.get(word)!),
      endToken,
    ]);
  }

  /** Writes as the real search does. */
  async write(beams: number): Promise<SearchResult> {
    const decoder = new FakeDecoder(beams, this.#sentences, this.vocabulary.length);
    const options = { startToken, endToken, mostTokens: 32, suppressed: [startToken] };
    return beams === 1 ? searchGreedily(decoder, options) : searchBeams(decoder, options);
  }

  /** The tokens' text. */
  textOf(ids: readonly number[]): string {
    const bytes = ids.flatMap((id) => [...this.vocabulary[id].bytes]);
    return new TextDecoder().decode(new Uint8Array(bytes));
  }
}

class FakeDecoder implements StepDecoder {
  #texts: readonly (readonly number[])[];

  constructor(
    readonly beams: number,
    private readonly sentences: readonly (readonly number[])[],
    private readonly size: number,
  ) {
    this.#texts = Array.from({ length: beams }, () => []);
  }

  async advance(tokens: readonly number[], parents: readonly number[]): Promise<readonly Float32Array[]> {
    this.#texts = tokens.map((token, i) => (token === startToken ? [] : [...this.#texts[parents[i]], token]));
    return this.#texts.map((text) => this.#logits(text));
  }

  #logits(text: readonly number[]): Float32Array {
    const weights = new Float32Array(this.size).map((_, id) => 0.002 / (1 + ((id * 7) % 11)));
    for (const [rank, sentence] of this.sentences.entries()) {
      const isBegun = text.every((token, i) => sentence[i] === token);
      if (isBegun && text.length < sentence.length) weights[sentence[text.length]] += 2 ** -rank;
    }
    return weights.map(Math.log);
  }
}
