/**
 * 0 where a query may look (itself and before), −∞ after it: [length, past + length]. Aligned at the bottom right: all of
 * the past may be looked at, but for the first `hidden` places of it.
 */
export function causalMask(length: number, past = 0, hidden = 0): Float32Array {
  const width = past + length;
  const mask = new Float32Array(length * width);
  for (let query = 0; query < length; query++) {
    const row = query * width;
    mask.fill(Number.NEGATIVE_INFINITY, row, row + hidden);
    mask.fill(Number.NEGATIVE_INFINITY, row + past + query + 1, row + width);
  }
  return mask;
}
