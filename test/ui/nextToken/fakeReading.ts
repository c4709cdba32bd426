import { alternativeCount, type ReadingSummary, type VocabularyEntry } from '../../../src/protocol/reading.ts';
import type { ModelSummary, TokenSummary } from '../../../src/protocol/run.ts';
import { Random } from '../../../src/random.ts';
import { fakeTokens } from '../attention/fakeTokens.ts';

/** A reading with all that its model would say at each of its places. */
export interface FakeReading {
  readonly summary: ReadingSummary;
  readonly vocabulary: readonly VocabularyEntry[];
  /** What comes after some of its tokens and a path of written ids, [V]. */
  logits(position: number, path?: readonly number[]): Float32Array;
}

const startToken: VocabularyEntry = { id: 0, spelling: '<s>', bytes: [], kind: 'special' };

const common = '天个些人时候我你他是在有了的不一年月日子心事情书水火山风雨花鸟'.split('');

/** Every id has a spelling: single bytes, common characters and words, rare ones. */
export function fakeVocabulary(size: number, tokens: readonly TokenSummary[]): VocabularyEntry[] {
  const encoder = new TextEncoder();
  const entries = Array.from({ length: size }, (_, id): VocabularyEntry => {
    if (id === 0) return startToken;
    if (id < 128) return { id, spelling: `<0x${id.toString(16)}>`, bytes: [id + 127], kind: 'text' };
    const text =
      id - 128 < common.length
        ? common[id - 128]
        : id % 2
          ? ` word${id}`
          : String.fromCodePoint(0x4e00 + (id % 20_000));
    return { id, spelling: text.replace(' ', 'Ġ'), bytes: [...encoder.encode(text)], kind: 'text' };
  });
  for (const { id, spelling, bytes, kind } of tokens) entries[id] = { id, spelling, bytes, kind };
  return entries;
}

/** Logits as a model's are: a few likely tokens, a long tail, and the one that really follows somewhere among them. */
function fakeLogits(size: number, context: readonly number[], following: number | undefined): Float32Array {
  const seed = context.reduce((hash, id) => (Math.imul(hash, 31) + id) >>> 0, 17);
  const random = new Random(seed);
  const logits = Float32Array.from({ length: size }, () => 1.6 * random.normal());
  for (let place = 0; place < 8; place += 1) {
    const id = 128 + Math.floor(random.uniform() * common.length);
    logits[id] = 9.5 - place + random.uniform();
  }
  if (following !== undefined) logits[following] = [10.2, 8.3, 6.1, 2.2, -1.4][context.length % 5];
  logits[0] = -12;
  return logits;
}

function fakeModel(vocabularySize: number): ModelSummary {
  return {
    folder: '/models/fake',
    name: 'fake-bilingual-8m',
    bundled: true,
    family: 'gpt2',
    layers: 4,
    heads: 8,
    keyValueHeads: 8,
    headSize: 32,
    width: 256,
    vocabularySize,
    contextLength: 1024,
    parameters: 3_141_593,
    precision: 'F16',
    tokenizer: 'byte-level BPE',
    rotary: false,
  };
}

/** Surprisals and ranks are worked out here, by definition and not by the code under test. */
export function fakeReading(runId: string, text: string, size: number, hasStart: boolean): FakeReading {
  const tokens = fakeTokens(text);
  const vocabulary = fakeVocabulary(size, tokens);
  const ids = tokens.map(({ id }) => id);
  const logits = (position: number, path: readonly number[] = []) => {
    const following = path.length === 0 ? ids[position] : undefined;
    return fakeLogits(size, [...ids.slice(0, position), ...path], following);
  };
  const surprisals = new Float32Array(ids.length);
  const ranks = new Uint32Array(ids.length);
  const alternatives = {
    ids: new Uint32Array(ids.length * alternativeCount),
    probabilities: new Float32Array(ids.length * alternativeCount),
  };
  ids.forEach((id, position) => {
    const isUnasked = position === 0 && !hasStart;
    const own = logits(position);
    const probabilities = softmaxOf(own);
    surprisals[position] = isUnasked ? Number.NaN : -Math.log2(probabilities[id]);
    ranks[position] = isUnasked ? 0 : 1 + own.reduce((count, logit) => count + (logit > own[id] ? 1 : 0), 0);
    const best = likeliest(own, alternativeCount);
    alternatives.ids.set(best, position * alternativeCount);
    alternatives.probabilities.set(
      best.map((other) => probabilities[other]),
      position * alternativeCount,
    );
  });
  return {
    vocabulary,
    logits,
    summary: {
      runId,
      model: fakeModel(size),
      runtime: { name: 'onnxruntime-node', version: '1.30.0', device: 'cpu', threads: 2 },
      text,
      tokens,
      startToken: hasStart ? startToken : undefined,
      surprisals,
      ranks,
      alternatives,
      vocabulary: [...new Set(alternatives.ids)].map((id) => vocabulary[id]),
      reused: 0,
      milliseconds: { tokenize: 0.3, compile: 0, run: 5.4 },
    },
  };
}

/** Softmax over the whole vocabulary, in double precision. */
export function softmaxOf(logits: Float32Array, temperature = 1): Float64Array {
  const most = logits.reduce((one, other) => Math.max(one, other));
  const powers = Float64Array.from(logits, (logit) => Math.exp((logit - most) / temperature));
  const sum = powers.reduce((one, other) => one + other, 0);
  return powers.map((power) => power / sum);
}

/** Ids of the largest logits, the lower id first where two are equal. */
export function likeliest(logits: Float32Array, count: number): number[] {
  return Array.from(logits.keys())
    .sort((one, other) => logits[other] - logits[one] || one - other)
    .slice(0, count);
}
