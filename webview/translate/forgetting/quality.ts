import type { MeasuredQuality, QualityBand } from '../../../src/protocol/translation.ts';

export type Measure = 'chrf' | 'exact';

/** A system whose quality was measured. */
export interface Measured {
  readonly name: string;
  readonly quality: MeasuredQuality;
}

/** Of a band; NaN where nothing was in it. */
export function measuredOn(band: QualityBand, measure: Measure): number {
  return band.sentences === 0 ? Number.NaN : band[measure];
}

/** What was measured on sentences of more than twelve characters, the best first, and who lost most on the way there. */
export interface Verdict {
  readonly ranked: readonly Measured[];
  /** Who falls most from the shortest sentences to the longest, by how much, and from where. */
  readonly fallen: Measured;
  readonly fall: number;
  readonly shortest: number;
}

/** Null where nothing was measured. */
export function verdictOf(systems: readonly Measured[], measure: Measure): Verdict | null {
  const ranked = systems.filter(({ quality }) => quality.long.sentences > 0 && ends(quality, measure) !== null);
  if (ranked.length === 0) return null;
  const sorted = [...ranked].sort((one, other) => other.quality.long[measure] - one.quality.long[measure]);
  const fallOf = ({ quality }: Measured) => {
    const [first, last] = ends(quality, measure)!;
    return first - last;
  };
  const fallen = sorted.reduce((most, one) => (fallOf(one) > fallOf(most) ? one : most));
  const [shortest] = ends(fallen.quality, measure)!;
  return { ranked: sorted, fallen, fall: fallOf(fallen), shortest };
}

/** What was measured on the shortest and on the longest sentences. */
function ends({ bands }: MeasuredQuality, measure: Measure): readonly [number, number] | null {
  const values = bands.map((band) => measuredOn(band, measure)).filter((value) => !Number.isNaN(value));
  return values.length === 0 ? null : [values[0], values[values.length - 1]];
}
