import type { FilterOrder, SamplingSettings } from '../protocol/reading.ts';
import { runningSums, tokensForMass } from './cumulative.ts';
import { type Ranked, softmax } from './ranking.ts';

/**
 * What temperature and filters make of a model's logits. Everything is by rank, [V].
 *
 * The steps come in one of two orders:
 * - `huggingface`: temperature, then filters, as in transformers' `_get_logits_processor` (generation/utils.py).
 * - `llamacpp`: filters, then temperature, as in llama.cpp's default chain of samplers (common/common.h). What is kept
 *   does not depend on the temperature.
 *
 * The filters look at one distribution, and each sees what the one before it left, renormalised:
 * - top-k keeps the first k.
 * - top-p keeps the first of those whose sum reaches p, the one that crosses it included (Holtzman et al. 2020).
 * - min-p keeps those of at least that share of the likeliest one's probability (Nguyen et al. 2024).
 *
 * At least one token is always kept, and of equal ones the lower id. Here transformers is less strict: its top-k keeps
 * all that equal the k-th.
 */
export interface Distribution {
  readonly ranked: Ranked;
  readonly order: FilterOrder;
  /** After the temperature; where filters come first, of the kept ones. */
  readonly tempered: Float64Array;
  /** After the filters, renormalised: 0 for what was dropped. */
  readonly filtered: Float64Array;
  /** What a token is drawn with: the later one of the two. */
  readonly final: Float64Array;
  /** How much the tokens up to each rank, itself included, weigh together in what the filters look at. */
  readonly cumulative: Float64Array;
  /** How many tokens the filters keep: the first so many. */
  readonly keptCount: number;
  /** What these weigh in what the filters look at, before they are renormalised: 0…1. */
  readonly keptMass: number;
  /**
   * Where top-p ends, of the tokens that top-k left and before min-p: after so many tokens, where their cumulative mass
   * reaches `level`, which is p times the mass that top-k left.
   */
  readonly nucleus: { readonly count: number; readonly level: number };
}

/** @param settings within their ranges: see checkSampling */
export function distribute(ranked: Ranked, settings: SamplingSettings): Distribution {
  const { temperature, order } = settings;
  if (order === 'huggingface') {
    // A temperature of 0 leaves one token that can occur.
    const possible = temperature === 0 ? 1 : ranked.possible;
    const tempered = temperature === 1 ? ranked.probabilities : softmax(ranked.logits, possible, temperature);
    const kept = filter(tempered, possible, settings);
    return { ranked, order, tempered, final: kept.filtered, ...kept };
  }
  const kept = filter(ranked.probabilities, ranked.possible, settings);
  const tempered = softmax(ranked.logits, kept.keptCount, temperature);
  return { ranked, order, tempered, final: tempered, ...kept };
}

/**
 * As probabilities fall with rank, every filter keeps the first so many.
 * @param seen falling, [V]
 * @param possible how many of these can occur, even if their probability is too small for a double
 */
function filter(seen: Float64Array, possible: number, { topK, topP, minP }: SamplingSettings) {
  const cumulative = runningSums(seen);
  const first = topK === 0 ? possible : Math.min(topK, possible);
  const level = topP * cumulative[first - 1];
  // A sum may reach 1 before its last, tiny summand: without top-p, that stays.
  const nucleus = { count: topP === 1 ? first : tokensForMass(cumulative, level), level };
  let keptCount = nucleus.count;
  while (seen[keptCount - 1] < minP * seen[0]) keptCount--;
  const keptMass = cumulative[keptCount - 1];
  const filtered = new Float64Array(seen.length);
  for (let i = 0; i < keptCount; i++) filtered[i] = seen[i] / keptMass;
  return { filtered, cumulative, keptCount, keptMass, nucleus };
}
