import type { StepDecoder } from './stepDecoder.ts';

export interface SearchOptions {
  /** What is read first. */
  readonly startToken: number;
  readonly endToken: number;
  /** Tokens that are written at most, the end included. */
  readonly mostTokens: number;
  /** Comes at the end of a text that is as long as may be, where the model's folder wants it so. */
  readonly forcedEndToken?: number;
  /** Never written. */
  readonly suppressed?: readonly number[];
  /** A text's score is divided by its length to this power: 0 favours short ones, 1 is transformers' own. */
  readonly lengthPenalty?: number;
}

interface Candidate {
  readonly id: number;
  /** Over the whole vocabulary. */
  readonly probability: number;
}

/** A text under way. */
interface Hypothesis {
  /** Without the start token. */
  readonly tokens: readonly number[];
  /** Sum of ln p over them. */
  readonly score: number;
}

/** One step of writing: the texts before it, and what could come next in each. */
interface SearchStep {
  /** The likeliest first. */
  readonly texts: readonly (Hypothesis & { readonly candidates: readonly Candidate[] })[];
}

export interface SearchResult {
  /** What was chosen: the end token last, where it was reached. */
  readonly best: Hypothesis;
  /** Texts that were brought to an end, the best first; `score` is divided by their length (lengthPenalty). */
  readonly finished: readonly Hypothesis[];
  readonly steps: readonly SearchStep[];
}

/** Of the likeliest tokens that each step tells. */
const candidateCount = 8;
/** What transformers gives to what must not be chosen: less than any sum of logarithms. */
const impossible = -1e9;

/** Writes the likeliest token each time, until the end. */
export async function searchGreedily(decoder: StepDecoder, options: SearchOptions): Promise<SearchResult> {
  const steps: SearchStep[] = [];
  let tokens: readonly number[] = [];
  let score = 0;
  while (tokens.length < options.mostTokens && tokens.at(-1) !== options.endToken) {
    const [logits] = await decoder.advance([tokens.at(-1) ?? options.startToken], [0]);
    const logProbabilities = logSoftmax(logits);
    steps.push({ texts: [{ tokens, score, candidates: candidatesOf(logProbabilities) }] });
    const [id] = largest(allowed(logProbabilities, tokens.length, options), 1);
    score += logProbabilities[id];
    tokens = [...tokens, id];
  }
  const best = { tokens, score };
  return { best, finished: [best], steps };
}

/**
 * Beam search as transformers does it (`_beam_search` of 5.12, early_stopping false): of all texts that are one token
 * longer, the best go on; those that end are kept with their score divided by their length; it is over when none under
 * way, as long as it is now, is better than the worst that is kept.
 */
export async function searchBeams(decoder: StepDecoder, options: SearchOptions): Promise<SearchResult> {
  const { beams } = decoder;
  const { startToken, endToken, mostTokens, lengthPenalty = 1 } = options;
  const steps: SearchStep[] = [];
  // All but one begin as impossible, or the first step would go on with the same text several times.
  let running = Array.from(
    { length: beams },
    (_, beam): Hypothesis => ({ tokens: [], score: beam === 0 ? 0 : impossible }),
  );
  let parents = running.map((_, beam) => beam);
  let finished: readonly Hypothesis[] = [];
  for (let length = 0; length < mostTokens; ) {
    const logits = await decoder.advance(
      running.map(({ tokens }) => tokens.at(-1) ?? startToken),
      parents,
    );
    const logProbabilities = logits.map(logSoftmax);
    steps.push({
      texts: running.flatMap((text, beam) => {
        return text.score > impossible / 2 ? [{ ...text, candidates: candidatesOf(logProbabilities[beam]) }] : [];
      }),
    });
    const longer = continuations(running, logProbabilities, length, 2 * beams, options);
    length++;
    const isOver = ({ tokens }: Hypothesis) => tokens.at(-1) === endToken || length >= mostTokens;
    const ended = longer.slice(0, beams).filter(({ text }) => isOver(text));
    const kept = ended.map(({ text }) => ({ ...text, score: text.score / length ** lengthPenalty }));
    finished = [...finished, ...kept].sort((a, b) => b.score - a.score).slice(0, beams);
    const ongoing = longer.filter(({ text }) => !isOver(text)).slice(0, beams);
    if (ongoing.length < beams) break;
    running = ongoing.map(({ text }) => text);
    parents = ongoing.map(({ parent }) => parent);
    const isFull = finished.length === beams;
    if (isFull && running[0].score / length ** lengthPenalty <= finished[beams - 1].score) break;
  }
  return { best: finished[0] ?? running[0], finished, steps };
}

interface Continuation {
  readonly text: Hypothesis;
  readonly parent: number;
}

/** The best texts that are one token longer, `count` of them, the best first. */
function continuations(
  running: readonly Hypothesis[],
  logProbabilities: readonly Float64Array[],
  length: number,
  count: number,
  options: SearchOptions,
): Continuation[] {
  return running
    .flatMap(({ tokens, score }, parent) => {
      const possible = allowed(logProbabilities[parent], length, options);
      return largest(possible, count).map((id) => {
        return { text: { tokens: [...tokens, id], score: score + possible[id] }, parent };
      });
    })
    .sort((a, b) => b.text.score - a.text.score)
    .slice(0, count);
}

/** What may come next, as ln p; −∞ for what may not. A forced end is certain. */
function allowed(
  logProbabilities: Float64Array,
  length: number,
  { mostTokens, forcedEndToken, suppressed = [] }: SearchOptions,
): Float64Array {
  if (forcedEndToken !== undefined && length === mostTokens - 1) {
    const forced = new Float64Array(logProbabilities.length).fill(Number.NEGATIVE_INFINITY);
    forced[forcedEndToken] = 0;
    return forced;
  }
  if (suppressed.length === 0) return logProbabilities;
  const left = Float64Array.from(logProbabilities);
  for (const id of suppressed) left[id] = Number.NEGATIVE_INFINITY;
  return left;
}

function candidatesOf(logProbabilities: Float64Array): Candidate[] {
  return largest(logProbabilities, candidateCount).map((id) => ({ id, probability: Math.exp(logProbabilities[id]) }));
}

function logSoftmax(logits: Float32Array): Float64Array {
  let most = Number.NEGATIVE_INFINITY;
  for (const logit of logits) most = Math.max(most, logit);
  let sum = 0;
  for (const logit of logits) sum += Math.exp(logit - most);
  const normalizer = most + Math.log(sum);
  return Float64Array.from(logits, (logit) => logit - normalizer);
}

/** Places of the largest numbers, the largest first; of equal ones the first. */
function largest(numbers: Float64Array, count: number): number[] {
  const places: number[] = [];
  for (let i = 0; i < numbers.length; i++) {
    if (places.length === count && numbers[i] <= numbers[places[count - 1]]) continue;
    let at = places.length;
    while (at > 0 && numbers[places[at - 1]] < numbers[i]) at--;
    places.splice(at, 0, i);
    if (places.length > count) places.pop();
  }
  return places;
}
