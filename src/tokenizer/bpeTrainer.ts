import { byteCharacters, spellBytes } from './byteLevel.ts';
import { MaxHeap } from './maxHeap.ts';
import { type AddedTokenJson, specialToken } from './specialToken.ts';

interface BpeOptions {
  /** Ids at most, special tokens and the 256 bytes included; fewer where no pair occurs twice any more. */
  readonly vocabularySize: number;
  /** Take the first ids, in this order. */
  readonly specialTokens?: readonly string[];
}

/** A byte-level BPE as Hugging Face writes it, in tokenizer.json. */
interface TokenizerJson {
  readonly version: '1.0';
  readonly truncation: null;
  readonly padding: null;
  readonly added_tokens: readonly AddedTokenJson[];
  readonly normalizer: null;
  readonly pre_tokenizer: ByteLevelStep;
  readonly post_processor: ByteLevelStep;
  readonly decoder: ByteLevelStep;
  readonly model: {
    readonly type: 'BPE';
    readonly dropout: null;
    readonly unk_token: null;
    readonly continuing_subword_prefix: string;
    readonly end_of_word_suffix: string;
    readonly fuse_unk: boolean;
    readonly byte_fallback: boolean;
    readonly ignore_merges: boolean;
    readonly vocab: Readonly<Record<string, number>>;
    /** Each `left right`; a byte-level spelling holds no space. */
    readonly merges: readonly string[];
  };
}

interface ByteLevelStep {
  readonly type: 'ByteLevel';
  readonly add_prefix_space: boolean;
  readonly trim_offsets: boolean;
  readonly use_regex: boolean;
}

/**
 * GPT-2's pre-tokenisation (openai/gpt-2, src/encoder.py). JavaScript's `\s` holds U+FEFF and lacks U+0085, so that
 * Unicode's own class is named.
 */
const preTokens =
  /'(?:s|t|re|ve|m|ll|d)| ?\p{L}+| ?\p{N}+| ?[^\p{White_Space}\p{L}\p{N}]+|\p{White_Space}+(?!\P{White_Space})|\p{White_Space}+/gu;

/**
 * Trains a byte-level BPE (Sennrich et al. 2016, over bytes as in GPT-2): the most frequent pair of neighbours within a
 * pre-token becomes one token, again and again, until the vocabulary is full. Chinese between two punctuation marks is
 * one pre-token, so that merges may span words.
 *
 * Deterministic, and the same vocabulary as Hugging Face's `BpeTrainer(min_frequency=2)`: special tokens first, then
 * the bytes in the order of their characters, then merges by count, ties by the smaller pair of ids.
 *
 * @param texts documents, free of special tokens
 */
export function trainBpe(texts: Iterable<string>, options: BpeOptions): TokenizerJson {
  const specialTokens = options.specialTokens ?? ['<|endoftext|>'];
  const spellings = [...specialTokens, ...byteCharacters.toSorted()];
  const ids = new Map(spellings.map((spelling, id) => [spelling, id]));
  if (options.vocabularySize < spellings.length) {
    throw new RangeError(`a byte-level vocabulary needs at least ${spellings.length} ids`);
  }

  const { words, counts } = countWords(texts, ids);
  const pairs = new PairTable(words, counts);
  const merges: string[] = [];
  while (ids.size < options.vocabularySize) {
    const pair = pairs.mostFrequent();
    if (pair === undefined) break;
    const [left, right] = pair;
    const spelling = `${spellings[left]}${spellings[right]}`;
    // The same bytes may have been reached along another path.
    const merged = ids.get(spelling) ?? spellings.push(spelling) - 1;
    ids.set(spelling, merged);
    merges.push(`${spellings[left]} ${spellings[right]}`);
    pairs.merge(left, right, merged);
  }
  return byteLevelTokenizer(specialTokens, Object.fromEntries(ids), merges);
}

/** A text's pre-tokens: no token ever reaches over the end of one. */
export function* byteLevelWords(text: string): Generator<string> {
  for (const [word] of text.matchAll(preTokens)) yield word;
}

/** Unique pre-tokens as ids of their bytes, and how often each occurs. */
function countWords(
  texts: Iterable<string>,
  ids: ReadonlyMap<string, number>,
): { words: number[][]; counts: number[] } {
  const frequency = new Map<string, number>();
  for (const text of texts) {
    for (const word of byteLevelWords(text)) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  }
  const encoder = new TextEncoder();
  const words = Array.from(frequency.keys(), (word) =>
    Array.from(spellBytes(encoder.encode(word)), (character) => ids.get(character) as number),
  );
  return { words, counts: [...frequency.values()] };
}

/** Above any id, and its square below 2⁵³: a pair packs into one number. */
const radix = 2 ** 24;

/** How often each pair of neighbours occurs and in which words, kept up to date while pairs are merged. */
class PairTable {
  private readonly totals = new Map<number, number>();
  /** May name words that no longer hold the pair; never misses one that does. */
  private readonly places = new Map<number, number[]>();
  private readonly queue = new MaxHeap<{ pair: number; count: number }>(
    (a, b) => a.count > b.count || (a.count === b.count && a.pair < b.pair),
  );

  constructor(
    private readonly words: number[][],
    private readonly counts: readonly number[],
  ) {
    const found = new Set<number>();
    for (const [index, word] of words.entries()) {
      for (let i = 1; i < word.length; i++) this.add(word[i - 1], word[i], index, found);
    }
    this.enqueue(found);
  }

  /** The pair to merge next; undefined when none occurs twice. */
  mostFrequent(): readonly [left: number, right: number] | undefined {
    for (let top = this.queue.pop(); top !== undefined; top = this.queue.pop()) {
      const count = this.totals.get(top.pair) ?? 0;
      // Counts in the queue may be too high, never too low: a stale entry goes back with its true count.
      if (count === top.count) return [Math.floor(top.pair / radix), top.pair % radix];
      if (count > 1) this.queue.push({ pair: top.pair, count });
    }
    return undefined;
  }

  merge(left: number, right: number, merged: number): void {
    const pair = left * radix + right;
    const places = this.places.get(pair) ?? [];
    this.places.delete(pair);
    const found = new Set<number>();
    for (const index of places) this.mergeWord(index, left, right, merged, found);
    this.enqueue(found);
  }

  private mergeWord(index: number, left: number, right: number, merged: number, found: Set<number>): void {
    const word = this.words[index];
    let length = 0;
    for (let i = 0; i < word.length; i++) {
      if (word[i] !== left || word[i + 1] !== right) {
        word[length++] = word[i];
        continue;
      }
      this.subtract(left, right, index);
      if (length > 0) {
        this.subtract(word[length - 1], left, index);
        this.add(word[length - 1], merged, index, found);
      }
      if (i + 2 < word.length) {
        this.subtract(right, word[i + 2], index);
        this.add(merged, word[i + 2], index, found);
      }
      word[length++] = merged;
      i++;
    }
    word.length = length;
  }

  private add(left: number, right: number, index: number, found: Set<number>): void {
    const pair = left * radix + right;
    this.totals.set(pair, (this.totals.get(pair) ?? 0) + this.counts[index]);
    const places = this.places.get(pair);
    if (places === undefined) this.places.set(pair, [index]);
    else if (places.at(-1) !== index) places.push(index);
    found.add(pair);
  }

  private subtract(left: number, right: number, index: number): void {
    const pair = left * radix + right;
    this.totals.set(pair, (this.totals.get(pair) ?? 0) - this.counts[index]);
  }

  private enqueue(pairs: ReadonlySet<number>): void {
    for (const pair of pairs) {
      const count = this.totals.get(pair) ?? 0;
      if (count > 1) this.queue.push({ pair, count });
    }
  }
}

function byteLevelTokenizer(
  specialTokens: readonly string[],
  vocab: Readonly<Record<string, number>>,
  merges: readonly string[],
): TokenizerJson {
  const byteLevel: ByteLevelStep = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true };
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: specialTokens.map(specialToken),
    normalizer: null,
    pre_tokenizer: byteLevel,
    post_processor: { ...byteLevel, trim_offsets: false },
    decoder: byteLevel,
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: '',
      end_of_word_suffix: '',
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: false,
      vocab,
      merges,
    },
  };
}
