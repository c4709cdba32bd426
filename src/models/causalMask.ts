/** [length, length]: 0 where a query may look (itself and before), −∞ after it. */
export function causalMask(length: number): Float32Array {
  const mask = new Float32Array(length * length);
  for (let query = 0; query < length; query++) {
    mask.fill(Number.NEGATIVE_INFINITY, query * length + query + 1, (query + 1) * length);
  }
  return mask;
}
