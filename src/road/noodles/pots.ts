import type { Random } from '../../random.ts';

/** Where water boils at which temperature, °C. */
export const boilingPoints = { 'sea-level': 100, kunming: 93.7, lhasa: 87.9 } as const;
export type Place = keyof typeof boilingPoints;

/** A look at a pot: what the thermometer reads, °C, and whether the water boils. */
export interface Look {
  readonly reading: number;
  readonly boils: boolean;
}

/** The coldest water that a cook looks at, °C: tap water. */
const tap = 15;

/**
 * Looks at pots on the fire. Water warms evenly until it boils, and stays at the boiling point however long it boils: half
 * of the looks find it so.
 * @param noise standard deviation of the thermometer, °C
 */
export function looks(place: Place, count: number, noise: number, random: Random): Look[] {
  const boiling = boilingPoints[place];
  return Array.from({ length: count }, () => {
    const boils = random.uniform() < 0.5;
    const temperature = boils ? boiling : tap + (boiling - tap) * random.uniform();
    return { reading: temperature + noise * random.normal(), boils };
  });
}

/**
 * The threshold with the fewest mistakes among the examples, "it boils from here on": a decision stump. Of several as good
 * it is the highest, halfway between two readings. +∞ where nothing that boiled was seen.
 */
export function learnThreshold(examples: readonly Look[]): number {
  const sorted = [...examples].sort((a, b) => a.reading - b.reading);
  let mistakes = sorted.filter(({ boils }) => boils).length; // Above all readings it never says that water boils.
  let [fewest, threshold] = [mistakes, Number.POSITIVE_INFINITY];
  for (let i = sorted.length - 1; i >= 0; i--) {
    mistakes += sorted[i].boils ? -1 : 1;
    if (mistakes >= fewest) continue;
    fewest = mistakes;
    threshold = i === 0 ? sorted[0].reading : (sorted[i - 1].reading + sorted[i].reading) / 2;
  }
  return threshold;
}

/** How a threshold does on looks: those it takes for boiling among those that boil, and the share it judges rightly. */
export function judge(threshold: number, tested: readonly Look[]) {
  const boiling = tested.filter(({ boils }) => boils);
  return {
    boiling: boiling.length,
    fired: boiling.filter(({ reading }) => reading >= threshold).length,
    right: tested.filter(({ reading, boils }) => reading >= threshold === boils).length / tested.length,
  };
}
