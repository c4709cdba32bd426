import * as v from 'valibot';
import { pairings } from '../positions/rotary.ts';
import { schemeNames } from '../positions/scheme.ts';
import { similarityMeasures } from '../positions/similarity.ts';
import type { Displacement } from './positions.ts';
import { type PositionsNavigation, type PositionsRequests, positionsViews, rotaryQuantities } from './positionsPage.ts';
import { type RaceSettings, raceCorpora } from './race.ts';
import {
  address,
  between,
  common,
  index,
  nothing,
  runId,
  type SchemaOf,
  type Schemas,
  saved,
  seed,
} from './validation.ts';

// What the positions page sends, checked as in validation.ts.

export const raceSettings: SchemaOf<RaceSettings> = v.strictObject({
  corpus: v.picklist(raceCorpora),
  steps: v.pipe(index, v.minValue(10), v.maxValue(100_000)),
  seed,
});

export const displacement: SchemaOf<Displacement> = v.variant('kind', [
  v.strictObject({ kind: v.literal('asIs') }),
  v.strictObject({ kind: v.literal('scale'), factor: between(0, 10) }),
  v.strictObject({ kind: v.literal('shuffle'), seed }),
  v.strictObject({ kind: v.literal('shift'), by: v.pipe(index, v.maxValue(2 ** 20)) }),
]);

/** Rows and columns of what a formula makes: more than anyone can see. */
const extent = v.pipe(index, v.minValue(1), v.maxValue(4096));

export const positionsNavigation: SchemaOf<PositionsNavigation> = v.strictObject({
  view: v.picklist(positionsViews),
  scheme: v.picklist(schemeNames),
  positions: extent,
  width: extent,
  formula: v.picklist(['paper', 'essay']),
  pairing: v.picklist(pairings),
  rotaryQuantity: v.picklist(rotaryQuantities),
  pinnedPositions: v.pipe(v.array(index), v.maxLength(16)),
  pinnedDimension: v.nullable(index),
  isContinuous: v.boolean(),
  measure: v.picklist(similarityMeasures),
  shift: v.pipe(v.number(), v.integer(), v.minValue(-4096), v.maxValue(4096)),
  pair: index,
  covered: v.strictObject({
    positions: v.pipe(index, v.minValue(2), v.maxValue(1024)),
    uncovered: index,
    tolerance: between(0, 10),
    ownText: v.boolean(),
  }),
  orderOwnText: v.boolean(),
  displacement,
  head: v.nullable(v.strictObject({ layer: index, head: index })),
  modelPart: v.picklist(['table', 'falloff', 'displace']),
  race: raceSettings,
});

export const positionsRequests: Schemas<PositionsRequests> = {
  ...common,
  saveNavigation: positionsNavigation,
  runAgain: nothing,
  positionTable: v.strictObject({ runId, from: index, to: index }),
  tableGeometry: v.strictObject({ runId }),
  tableSimilarity: v.strictObject({ runId, measure: v.picklist(similarityMeasures) }),
  falloff: v.strictObject({ runId }),
  displace: v.strictObject({ runId, displacement }),
  displacedHead: v.strictObject({ ...address, displacement }),
  compareOrders: v.strictObject({ runId, text: v.pipe(v.string(), v.maxLength(1000)) }),
  startRace: raceSettings,
  showRace: raceSettings,
  pauseRace: nothing,
  resumeRace: nothing,
  stopRace: nothing,
  explainContestant: v.strictObject({ scheme: v.picklist(schemeNames) }),
};

export const savedPositions = saved(positionsNavigation);
