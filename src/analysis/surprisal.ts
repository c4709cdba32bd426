/** What a row of logits says of one token, and of the likeliest ones. */
interface Surprisal {
  /** −log₂ of the token's probability over the whole vocabulary, bits. */
  readonly bits: number;
  /** The likeliest token being 1; of equal ones the smaller id is likelier. */
  readonly rank: number;
  /** Ids of the likeliest tokens, the likeliest first. */
  readonly top: readonly number[];
  /** Their probabilities. */
  readonly probabilities: readonly number[];
}

/**
 * Softmax in double precision, the maximum subtracted first, looked at in two places.
 * @param logits [V], finite but for −∞
 * @param count of the likeliest tokens wanted
 */
export function surprisal(logits: Float32Array, id: number, count: number): Surprisal {
  const top = likeliest(logits, count);
  const maximum = logits[top[0]];
  const own = logits[id];
  let total = 0;
  let rank = 1;
  for (let i = 0; i < logits.length; i++) {
    const logit = logits[i];
    total += Math.exp(logit - maximum);
    if (logit > own || (logit === own && i < id)) rank++;
  }
  const logTotal = Math.log(total);
  return {
    bits: (logTotal - (own - maximum)) / Math.LN2,
    rank,
    top,
    probabilities: top.map((other) => Math.exp(logits[other] - maximum - logTotal)),
  };
}

function likeliest(logits: Float32Array, count: number): number[] {
  const top: number[] = [];
  for (let id = 0; id < logits.length; id++) {
    if (top.length === count && !(logits[id] > logits[top[count - 1]])) continue;
    let place = top.length;
    while (place > 0 && logits[id] > logits[top[place - 1]]) place--;
    top.splice(place, 0, id);
    if (top.length > count) top.pop();
  }
  return top;
}
