import * as v from 'valibot';
import type { MeasuredQuality, QualityBand } from '../../protocol/translation.ts';
import { type Band, inBand, type Judged, lengthBands, long, qualityOf } from './quality.ts';
import type { TranslatorCardFacts } from './translatorCard.ts';

/** Lies beside the card, and holds what the card's table says: pages draw it. */
export const qualityFile = 'quality.json';

/** What the card says of a translator's quality, as data. */
export function measuredQuality(facts: TranslatorCardFacts): MeasuredQuality {
  const { judged, everyday, steps, minutes, parameters, trainingPairs, heldOutPairs } = facts;
  return {
    ...{ steps, minutes, parameters, trainingPairs, heldOutPairs },
    bands: lengthBands.map((band) => measured(judged, band)),
    all: measured(judged, { from: 1 }),
    long: measured(judged, long),
    everyday: { right: everyday.filter(({ isRight }) => isRight).length, of: everyday.length },
  };
}

/** What a file holds; undefined where it holds anything else. */
export function parseQuality(json: unknown): MeasuredQuality | undefined {
  const result = v.safeParse(qualitySchema, json);
  return result.success ? result.output : undefined;
}

function measured(judged: readonly Judged[], { from, to }: Band): QualityBand {
  return { from, ...(to !== undefined && { to }), ...qualityOf(inBand(judged, { from, to })) };
}

const amount = v.pipe(v.number(), v.minValue(0));
const count = v.pipe(amount, v.integer());
const band = v.object({
  from: count,
  to: v.optional(count),
  sentences: count,
  chrf: v.pipe(amount, v.maxValue(100)),
  exact: v.pipe(amount, v.maxValue(1)),
});
export const qualitySchema: v.GenericSchema<unknown, MeasuredQuality> = v.object({
  steps: count,
  minutes: amount,
  parameters: count,
  trainingPairs: count,
  heldOutPairs: count,
  bands: v.pipe(v.array(band), v.minLength(1), v.maxLength(100)),
  all: band,
  long: band,
  everyday: v.object({ right: count, of: count }),
});
