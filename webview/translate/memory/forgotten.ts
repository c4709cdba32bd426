/**
 * How many times as much is left of the last token as of the first; the other way round where the first counts more. Null
 * where there is one token only.
 */
export function forgotten(memory: ArrayLike<number>): { readonly isForgotten: boolean; readonly ratio: number } | null {
  if (memory.length < 2) return null;
  const [first, last] = [memory[0], memory[memory.length - 1]];
  return last >= first ? { isForgotten: true, ratio: last / first } : { isForgotten: false, ratio: first / last };
}
