import * as v from 'valibot';
import { schemeNames } from '../positions/scheme.ts';
import type { KeptRace } from '../protocol/positionsPage.ts';
import { raceSettings } from '../protocol/positionsValidation.ts';
import type { Contestant, LossByPosition, RaceState } from '../protocol/race.ts';
import type { SchemaOf } from '../protocol/validation.ts';
import { codedMessage, count, few, finite, name, restingPhase, seconds } from './schemas.ts';

// A race of position schemes, as it stood when a view was saved.

const scheme = v.picklist(schemeNames);
/** Measurements of one model. */
const most = 10_000;
const places = v.pipe(v.array(count), v.maxLength(most));

const byPosition: SchemaOf<LossByPosition> = v.pipe(
  v.strictObject({
    from: places,
    to: places,
    loss: v.pipe(v.array(finite), v.maxLength(most)),
    within: finite,
    beyond: finite,
  }),
  v.check(({ from, to, loss }) => from.length === loss.length && to.length === loss.length, 'bins without a loss'),
  v.check(({ from, to }) => from.every((place, i) => place < to[i]), 'bins that end before they begin'),
);

const contestant: SchemaOf<Contestant> = v.strictObject({
  scheme,
  phase: restingPhase,
  step: count,
  folder: v.optional(name),
  evaluations: v.pipe(v.array(v.strictObject({ step: count, loss: finite })), v.maxLength(most)),
  byPosition: v.optional(byPosition),
  seconds,
  error: v.optional(codedMessage),
});

export const race: SchemaOf<RaceState> = v.pipe(
  v.strictObject({
    name,
    settings: raceSettings,
    phase: restingPhase,
    trainedLength: v.pipe(count, v.minValue(1)),
    measuredLength: v.pipe(count, v.minValue(1)),
    parameters: v.optional(count),
    layers: few,
    heads: few,
    width: count,
    positionScale: finite,
    threads: v.optional(count),
    contestants: v.pipe(v.array(contestant), v.maxLength(schemeNames.length)),
    secondsLeft: v.optional(seconds),
    error: v.optional(codedMessage),
  }),
  v.check(({ contestants }) => {
    return new Set(contestants.map((one) => one.scheme)).size === contestants.length;
  }, 'a scheme that runs twice'),
);

export const keptRace: SchemaOf<KeptRace> = v.strictObject({
  name,
  settings: raceSettings,
  reaches: v.pipe(v.array(v.strictObject({ scheme, within: finite, beyond: finite })), v.maxLength(schemeNames.length)),
});
