import type { MeasuredQuality, QualityBand, SystemKind } from '../../../src/protocol/translation.ts';

type Measure = 'chrf' | 'exact';

/** A system whose quality was measured. */
export interface Measured {
  readonly name: string;
  readonly kind: SystemKind | undefined;
  readonly quality: MeasuredQuality;
}

/** Of a band; NaN where nothing was in it. */
export function measuredOn(band: QualityBand, measure: Measure): number {
  return band.sentences === 0 ? Number.NaN : band[measure];
}

/** What follows from the sentences of more than twelve characters. */
interface Verdict {
  /** The best first. */
  readonly ranked: readonly Measured[];
  /** Whether the RNN that looks back is better than the one that does not; absent where one of them is. */
  readonly attentionWins?: boolean;
  /** Whether the transformer is at least as good as the RNN that looks back. */
  readonly transformerHolds?: boolean;
}

/** Null where nothing was measured. Of several systems of a kind, the best one stands for it. */
export function verdictOf(systems: readonly Measured[], measure: Measure): Verdict | null {
  const ranked = systems
    .filter(({ quality }) => quality.long.sentences > 0)
    .sort((one, other) => other.quality.long[measure] - one.quality.long[measure]);
  if (ranked.length === 0) return null;
  const best = (kind: SystemKind) => ranked.find((system) => system.kind === kind)?.quality.long[measure];
  const [plain, looking, transformer] = [best('sequenceToSequence'), best('additive'), best('transformer')];
  return {
    ranked,
    ...(plain !== undefined && looking !== undefined && { attentionWins: looking > plain }),
    ...(looking !== undefined && transformer !== undefined && { transformerHolds: transformer >= looking }),
  };
}
