import type { Distribution } from '../../src/analysis/sampling.ts';
import type { SamplingSettings } from '../../src/protocol/reading.ts';

/** What ends the list of kept tokens; greedy where the temperature leaves one. */
type FilterEnd = 'greedy' | 'topK' | 'topP' | 'minP';

/** Which of the settings drops the first token that is not kept; null where all are kept. */
export function filterEnd(
  { ranked, order, nucleus, keptCount }: Distribution,
  settings: SamplingSettings,
): FilterEnd | null {
  const { possible } = ranked;
  const { temperature, topK } = settings;
  if (keptCount === possible) return null;
  if (temperature === 0 && order === 'huggingface') return 'greedy';
  if (keptCount < nucleus.count) return 'minP';
  return keptCount < (topK === 0 ? possible : Math.min(topK, possible)) ? 'topP' : 'topK';
}

/** Greedy in either order: only the first can be drawn. */
export function isGreedy({ temperature }: SamplingSettings): boolean {
  return temperature === 0;
}
