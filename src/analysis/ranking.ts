import { UnderhoodError } from '../errors.ts';

/** A vocabulary in the order of its logits: everything is by rank, the likeliest token at 0. */
export interface Ranked {
  /** [V] */
  readonly ids: Uint32Array;
  /** Falling, [V]. */
  readonly logits: Float32Array;
  /** Softmax of the logits over the whole vocabulary: what the model itself says, at temperature 1. [V] */
  readonly probabilities: Float64Array;
  /** How many tokens can occur at all: those whose logit is not −∞. 1…V */
  readonly possible: number;
}

const signBit = 2 ** 31;
const digitBits = 11;
const digits = 2 ** digitBits;

/**
 * Ranks tokens by their logits, the lower id first where two are equal. Done once for each answer of a model, so that
 * all that follows is a pass over sorted numbers.
 * @param logits [V]; −∞ marks a token that cannot occur
 * @throws UnderhoodError `sampling.badLogit` for NaN and +∞, `sampling.noToken` where no token can occur
 */
export function rank(logits: Float32Array): Ranked {
  checkLogits(logits);
  const ids = sortedIds(logits);
  const sorted = new Float32Array(ids.length);
  for (let i = 0; i < ids.length; i++) sorted[i] = logits[ids[i]];
  const firstImpossible = sorted.indexOf(Number.NEGATIVE_INFINITY);
  const possible = firstImpossible < 0 ? sorted.length : firstImpossible;
  return { ids, logits: sorted, probabilities: softmax(sorted, possible, 1), possible };
}

/**
 * Softmax of `logits`/`temperature` over the first `count` of them, in double precision; 0 behind those. The maximum is
 * subtracted first, so that nothing overflows. At temperature 0 it is its limit with ties going to the lower id: all on
 * the first.
 * @param logits falling, [V]
 * @returns [V]
 */
export function softmax(logits: Float32Array, count: number, temperature: number): Float64Array {
  const weights = new Float64Array(logits.length);
  weights[0] = 1;
  if (temperature === 0) return weights;
  const maximum = logits[0];
  let total = 1;
  for (let i = 1; i < count; i++) {
    weights[i] = Math.exp((logits[i] - maximum) / temperature);
    total += weights[i];
  }
  for (let i = 0; i < count; i++) weights[i] /= total;
  return weights;
}

/** Numbers by rank as numbers by id, [V]. */
export function inIdOrder({ ids }: Ranked, byRank: Float64Array): Float64Array {
  const byId = new Float64Array(ids.length);
  for (let i = 0; i < ids.length; i++) byId[ids[i]] = byRank[i];
  return byId;
}

/**
 * A radix sort, 11 of a float's 32 bits at a time: three times as fast as the native one, which counts where a token is
 * drawn after every run of the model. It keeps the order of equal ones, and they start in that of their ids.
 */
function sortedIds(logits: Float32Array): Uint32Array {
  const keys = fallingKeys(logits);
  let ids = new Uint32Array(keys.length);
  for (let id = 0; id < ids.length; id++) ids[id] = id;
  let moved = new Uint32Array(keys.length);
  for (let shift = 0; shift < 32; shift += digitBits) {
    const places = new Uint32Array(digits + 1);
    for (let id = 0; id < keys.length; id++) places[((keys[id] >>> shift) % digits) + 1]++;
    for (let digit = 0; digit < digits; digit++) places[digit + 1] += places[digit];
    for (let i = 0; i < ids.length; i++) moved[places[(keys[ids[i]] >>> shift) % digits]++] = ids[i];
    [ids, moved] = [moved, ids];
  }
  return ids;
}

/**
 * Whole numbers that rise as the logits fall. The bits of a float, read as such a number, are in the order of positive
 * floats, after which come the negative ones in the opposite order.
 */
function fallingKeys(logits: Float32Array): Uint32Array {
  const floats = logits.slice();
  // Adding 0 makes −0 equal to 0 in its bits, too.
  for (let id = 0; id < floats.length; id++) floats[id] += 0;
  const keys = new Uint32Array(floats.buffer);
  for (let id = 0; id < keys.length; id++) if (keys[id] < signBit) keys[id] = signBit - 1 - keys[id];
  return keys;
}

function checkLogits(logits: Float32Array): void {
  let maximum = Number.NEGATIVE_INFINITY;
  for (let id = 0; id < logits.length; id++) {
    const logit = logits[id];
    if (!(logit < Number.POSITIVE_INFINITY)) throw new UnderhoodError('sampling.badLogit', { id, value: `${logit}` });
    if (logit > maximum) maximum = logit;
  }
  if (maximum === Number.NEGATIVE_INFINITY) throw new UnderhoodError('sampling.noToken');
}
