import type { TokenSummary } from '../protocol/run.ts';
import type { TextRange } from './selectedText.ts';

/** Depths of shading. */
export const shadeCount = 8;

type Place = Pick<TokenSummary, 'start' | 'end'>;

/** The token at a UTF-16 offset of the text that was run: the one to the right, or the last at the very end. */
export function tokenAt(tokens: readonly Place[], offset: number): number | undefined {
  const index = tokens.findIndex(({ start, end }) => start <= offset && offset < end);
  if (index >= 0) return index;
  const last = tokens.findLastIndex(({ start, end }) => start < end);
  return last >= 0 && tokens[last].end === offset ? last : undefined;
}

/**
 * How deep each place of the text is shaded, 1…8 of the row's greatest weight; what rounds to 0 is left out. Tokens that
 * share a character add up, and tokens without a place, such as an added `<s>`, cannot be shown.
 * @param weights one row of a pattern, [T]
 */
export function shades(tokens: readonly Place[], weights: Float32Array): (TextRange & { readonly shade: number })[] {
  const places = new Map<string, TextRange & { weight: number }>();
  tokens.forEach(({ start, end }, index) => {
    if (start === end) return;
    const key = `${start} ${end}`;
    const weight = (places.get(key)?.weight ?? 0) + (weights[index] || 0);
    places.set(key, { start, end, weight });
  });
  const greatest = Math.max(...[...places.values()].map(({ weight }) => weight));
  if (!(greatest > 0)) return [];
  return [...places.values()]
    .map(({ start, end, weight }) => ({ start, end, shade: Math.round((weight / greatest) * shadeCount) }))
    .filter(({ shade }) => shade > 0);
}
