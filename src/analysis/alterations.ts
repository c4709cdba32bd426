/** Tokens `first` to `last`, both included, that are shown as one. */
export interface Word {
  readonly first: number;
  readonly last: number;
}

/**
 * The pattern without the first token, to which many heads give what they do not need elsewhere: its column becomes 0
 * and the rest of each row is renormalised to sum to 1. Rows with nothing left (the first one, always) become all 0.
 * @param pattern [length, length], query down, key across
 * @returns a new array of the same shape
 */
export function hideFirstToken(pattern: Float32Array, length: number): Float32Array {
  const hidden = new Float32Array(pattern.length);
  for (let query = 1; query < length; query++) {
    const row = query * length;
    let rest = 0;
    for (let key = 1; key <= query; key++) rest += pattern[row + key];
    if (rest === 0) continue;
    for (let key = 1; key <= query; key++) hidden[row + key] = pattern[row + key] / rest;
  }
  return hidden;
}

/**
 * The pattern between words: summed over the keys of a word and averaged over its queries (as bertviz and inseq do), so
 * that rows still sum to 1, and what is 0 above the diagonal stays 0.
 * @param pattern [length, length]
 * @param words covers every token once, in order
 * @returns [words, words]
 */
export function mergeWords(pattern: Float32Array, length: number, words: readonly Word[]): Float32Array {
  const merged = new Float32Array(words.length * words.length);
  words.forEach((queries, down) => {
    for (let across = 0; across <= down; across++) {
      const keys = words[across];
      let sum = 0;
      for (let query = queries.first; query <= queries.last; query++) {
        for (let key = keys.first; key <= keys.last; key++) sum += pattern[query * length + key];
      }
      merged[down * words.length + across] = sum / (queries.last - queries.first + 1);
    }
  });
  return merged;
}
