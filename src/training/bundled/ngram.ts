/** What is subtracted from counts of one, of two, and of three or more. */
type Discounts = readonly [one: number, two: number, more: number];

/** What is known of one context: how often it was continued, and by how many bytes once, twice, and more often. */
interface Context {
  total: number;
  once: number;
  twice: number;
  more: number;
}

/**
 * A model of bytes by their last few neighbours: interpolated Kneser–Ney in its modified form, with three discounts for
 * each order, estimated from the training bytes (Chen and Goodman 1998, section 3).
 *
 * An n-gram is packed into one number, 256 · context + byte, so that dropping its first byte is a remainder and dropping
 * its last one a division.
 */
export class KneserNey {
  /** Per order from 1: how often each n-gram occurs, below the highest order after how many different bytes. */
  private readonly counts: ReadonlyMap<number, number>[];
  private readonly contexts: ReadonlyMap<number, Context>[];
  private readonly discounts: Discounts[];

  /** @param order length of the longest n-gram, the byte to predict included; at most 6 */
  constructor(
    training: Uint8Array,
    readonly order: number,
  ) {
    this.counts = [countGrams(training, order)];
    for (let lower = order - 1; lower >= 1; lower--) this.counts.unshift(continuations(this.counts[0], 256 ** lower));
    this.contexts = this.counts.map(contextsOf);
    this.discounts = this.counts.map(estimateDiscounts);
  }

  /** P(byte | the last bytes of `history`); over all 256 bytes, this sums to 1. */
  probability(byte: number, history: Uint8Array): number {
    // Below the shortest n-gram, every byte is as likely as any other.
    let probability = 1 / 256;
    let context = 0;
    for (let order = 1; order <= this.order; order++) {
      if (order > 1) context += (history[history.length - order + 1] ?? 0) * 256 ** (order - 2);
      const seen = this.contexts[order - 1].get(context);
      if (seen === undefined) break;
      const [one, two, more] = this.discounts[order - 1];
      const count = this.counts[order - 1].get(context * 256 + byte) ?? 0;
      const discount = count === 0 ? 0 : count === 1 ? one : count === 2 ? two : more;
      const freed = one * seen.once + two * seen.twice + more * seen.more;
      probability = (count - discount + freed * probability) / seen.total;
    }
    return probability;
  }
}

/**
 * Bits that the model spends on each byte of `heldOut`, on average. In front of either text stands a byte 0, which ends
 * documents (see documentBytes).
 */
export function bitsPerByte(training: Uint8Array, heldOut: Uint8Array, order = 5): number {
  const model = new KneserNey(training, order);
  const padded = withStart(heldOut, order);
  let bits = 0;
  for (let at = order - 1; at < padded.length; at++) {
    bits -= Math.log2(model.probability(padded[at], padded.subarray(at - order + 1, at)));
  }
  return bits / heldOut.length;
}

function withStart(bytes: Uint8Array, order: number): Uint8Array {
  const padded = new Uint8Array(order - 1 + bytes.length);
  padded.set(bytes, order - 1);
  return padded;
}

function countGrams(bytes: Uint8Array, order: number): Map<number, number> {
  const counts = new Map<number, number>();
  const size = 256 ** (order - 1);
  let context = 0;
  for (const byte of bytes) {
    const gram = context * 256 + byte;
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
    context = gram % size;
  }
  return counts;
}

/** For each n-gram without its first byte: after how many different bytes it occurs. */
function continuations(counts: ReadonlyMap<number, number>, size: number): Map<number, number> {
  const shorter = new Map<number, number>();
  for (const gram of counts.keys()) shorter.set(gram % size, (shorter.get(gram % size) ?? 0) + 1);
  return shorter;
}

function contextsOf(counts: ReadonlyMap<number, number>): Map<number, Context> {
  const contexts = new Map<number, Context>();
  for (const [gram, count] of counts) {
    const key = Math.floor(gram / 256);
    let context = contexts.get(key);
    if (context === undefined) {
      context = { total: 0, once: 0, twice: 0, more: 0 };
      contexts.set(key, context);
    }
    context.total += count;
    if (count === 1) context.once++;
    else if (count === 2) context.twice++;
    else context.more++;
  }
  return contexts;
}

/**
 * Chen and Goodman's estimates from the numbers of n-grams that occur once, twice, three and four times; KenLM's
 * fallback (½, 1, 1½) where a text is too small or too regular for them.
 */
function estimateDiscounts(counts: ReadonlyMap<number, number>): Discounts {
  const occurring = [0, 0, 0, 0, 0];
  for (const count of counts.values()) if (count <= 4) occurring[count]++;
  const [, n1, n2, n3, n4] = occurring;
  const y = n1 / (n1 + 2 * n2);
  const estimates = [1 - 2 * y * (n2 / n1), 2 - 3 * y * (n3 / n2), 3 - 4 * y * (n4 / n3)] as const;
  const isUsable = estimates.every((discount, index) => discount >= 0 && discount <= index + 1);
  return isUsable ? estimates : [0.5, 1, 1.5];
}
