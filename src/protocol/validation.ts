import * as v from 'valibot';
import type { CancellationToken } from 'vscode-jsonrpc';
import { UnderhoodError } from '../errors.ts';
import { pairings } from '../positions/rotary.ts';
import { schemeNames } from '../positions/scheme.ts';
import { similarityMeasures } from '../positions/similarity.ts';
import type { Settings } from '../road/field.ts';
import type { AttentionNavigation, AttentionRequests } from './attentionPage.ts';
import type { NextTokenNavigation, NextTokenRequests } from './nextTokenPage.ts';
import { type HeaderRequests, type NextQuestion, questions } from './page.ts';
import type { Displacement } from './positions.ts';
import { type PositionsNavigation, type PositionsRequests, positionsViews, rotaryQuantities } from './positionsPage.ts';
import { type RaceSettings, raceCorpora } from './race.ts';
import { filterOrders, type SamplingSettings } from './reading.ts';
import type { RoadNavigation, RoadPageRequests } from './roadPage.ts';
import type { Handlers, RequestOf } from './rpc.ts';
import { quantities } from './run.ts';
import type { TrainingNavigation, TrainingPageRequests } from './trainingPage.ts';

/**
 * A webview shows text of the workspace and may be made to say anything; a saved state may be years old. What either sends
 * is checked here, and answered with an error where it does not fit.
 */
export const index = v.pipe(v.number(), v.integer(), v.minValue(0));
export const runId = v.pipe(v.string(), v.maxLength(100));
export const nothing = v.strictObject({});
const alterations = { hideFirst: v.boolean(), mergeWords: v.boolean() };
const address = { runId, layer: index, head: index };
const kept = v.picklist(['start', 'end']);
const quantity = v.picklist(quantities);
const between = (least: number, most: number) => v.pipe(v.number(), v.minValue(least), v.maxValue(most));

/** A schema that lets through what is of a type. */
export type SchemaOf<Output> = v.GenericSchema<unknown, Output>;

/** One schema for each request. */
export type Schemas<Requests> = { readonly [Method in keyof Requests]: SchemaOf<RequestOf<Requests, Method>> };

const nextQuestion: SchemaOf<NextQuestion> = v.strictObject({
  question: v.picklist(questions),
  head: v.optional(v.strictObject({ layer: index, head: index })),
  position: v.optional(index),
  isExample: v.optional(v.boolean()),
});

/** What the header of every page asks. */
const header: Schemas<HeaderRequests> = {
  chooseModel: nothing,
  setFollow: v.strictObject({ follow: v.boolean() }),
  askNext: nextQuestion,
};

/** What every page about a text asks. */
export const common = {
  ...header,
  ready: nothing,
  cancel: nothing,
  restart: nothing,
  hoverToken: v.strictObject({ index: v.nullable(index) }),
};

export const attentionNavigation: SchemaOf<AttentionNavigation> = v.strictObject({
  pinned: v.pipe(v.array(v.strictObject({ layer: index, head: index })), v.maxLength(1024)),
  active: index,
  query: v.nullable(index),
  key: v.nullable(index),
  quantity,
  view: v.picklist(['matrix', 'lines', 'arithmetic', 'table']),
  logarithmic: v.boolean(),
  alterations: v.strictObject(alterations),
  sort: v.pipe(v.string(), v.maxLength(100)),
  threshold: v.nullable(v.number()),
});

export const attentionRequests: Schemas<AttentionRequests> = {
  ...common,
  thumbnails: v.strictObject({ runId, ...alterations }),
  head: v.strictObject({ ...address, quantity }),
  cell: v.strictObject({ ...address, query: index, key: index }),
  runAgain: v.strictObject({ kept: v.optional(kept) }),
  shade: v.nullable(v.strictObject({ query: index, weights: v.instance(Float32Array) })),
  saveNavigation: attentionNavigation,
};

const sampling: SchemaOf<SamplingSettings> = v.strictObject({
  temperature: between(0, 5),
  topK: index,
  topP: between(0, 1),
  minP: between(0, 1),
  order: v.picklist(filterOrders),
  seed: v.pipe(index, v.maxValue(2 ** 32 - 1)),
});

export const nextTokenNavigation: SchemaOf<NextTokenNavigation> = v.strictObject({
  view: v.picklist(['next', 'continue', 'example']),
  position: v.nullable(index),
  sampling,
  rows: v.pipe(index, v.minValue(1), v.maxValue(1000)),
  drawn: v.boolean(),
  count: v.pipe(index, v.minValue(1), v.maxValue(1000)),
});

export const nextTokenRequests: Schemas<NextTokenRequests> = {
  ...common,
  runAgain: nothing,
  nextToken: v.strictObject({ runId, position: index }),
  vocabulary: v.strictObject({ runId, ids: v.pipe(v.array(index), v.maxLength(1000)) }),
  continueText: v.strictObject({
    after: v.nullable(index),
    sampling,
    count: v.pipe(index, v.minValue(1), v.maxValue(1000)),
  }),
  stopContinuing: nothing,
  branch: v.strictObject({ node: index, id: index }),
  showBranch: v.strictObject({ tip: v.nullable(index) }),
  insertContinuation: nothing,
  saveNavigation: nextTokenNavigation,
};

const seed = v.pipe(index, v.maxValue(2 ** 32 - 1));

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

const rateFactor = between(1e-6, 1e6);

export const trainingNavigation: SchemaOf<TrainingNavigation> = v.strictObject({
  axis: v.picklist(['steps', 'seconds']),
  moment: v.nullable(index),
  head: v.nullable(v.strictObject({ layer: index, head: index })),
  statistic: v.picklist(['previousToken', 'induction']),
  view: v.picklist(['life', 'blocks', 'gradients']),
});

export const trainingPageRequests: Schemas<TrainingPageRequests> = {
  ...header,
  ready: nothing,
  saveNavigation: trainingNavigation,
  curves: v.strictObject({ points: v.pipe(index, v.minValue(1), v.maxValue(10_000)) }),
  moment: v.strictObject({ step: index }),
  pause: nothing,
  resume: nothing,
  stepOnce: nothing,
  stop: nothing,
  start: v.strictObject({ anew: v.boolean(), step: v.optional(index), rateFactor: v.optional(rateFactor) }),
  setRate: v.strictObject({ factor: rateFactor }),
  checkGradients: v.strictObject({ count: v.pipe(index, v.minValue(1), v.maxValue(1000)), seed: index }),
  explain: v.strictObject({ step: v.nullable(index) }),
  compare: v.strictObject({ steps: v.tuple([index, index]) }),
  openRecipe: nothing,
};

/** What brings the training page back: the recipe's file. */
export const savedTraining = v.strictObject({ recipe: v.string(), navigation: v.nullable(trainingNavigation) });

/** Of an experiment, whichever it is: its own schema checks them before they are used. */
export const settings: SchemaOf<Settings> = v.record(
  v.pipe(v.string(), v.maxLength(100)),
  v.union([
    v.number(),
    v.boolean(),
    v.pipe(v.string(), v.maxLength(10_000)),
    v.pipe(v.array(v.number()), v.maxLength(10_000)),
    v.pipe(v.array(v.pipe(v.array(v.number()), v.maxLength(1000))), v.maxLength(1000)),
  ]),
);

export const roadNavigation: SchemaOf<RoadNavigation> = v.strictObject({
  asTable: v.pipe(v.array(index), v.maxLength(100)),
});

export const roadPageRequests: Schemas<RoadPageRequests> = {
  ...header,
  ready: nothing,
  saveNavigation: roadNavigation,
  run: v.strictObject({ settings }),
  pause: nothing,
  resume: nothing,
  cancel: nothing,
  write: v.strictObject({ settings }),
  showBlock: nothing,
};

/** What brings the page of an experiment back: what was run, and where its block stands. */
export const savedRoad = v.strictObject({
  name: v.pipe(v.string(), v.maxLength(100)),
  settings,
  claim: v.optional(v.string()),
  place: v.optional(v.strictObject({ document: v.string(), index })),
});

/** What brings a page back after the window was reloaded: what ran, where a text of a document did, not what came out. */
export function saved<Navigation>(navigation: SchemaOf<Navigation>) {
  const place = { navigation: v.nullable(navigation) };
  const text = {
    /** URI of the document. */
    document: v.string(),
    /** UTF-16 offsets in the document, and a digest of the text between them. */
    start: index,
    end: index,
    digest: v.string(),
    source: v.picklist(['selection', 'paragraph', 'before', 'example']),
    kept,
  };
  return v.union([v.strictObject({ ...text, ...place }), v.strictObject(place)]);
}
export const savedAttention = saved(attentionNavigation);
export const savedNextToken = saved(nextTokenNavigation);
export const savedPositions = saved(positionsNavigation);

/** Throws UnderhoodError `page.badRequest` where `value` does not fit. */
export function checked<Output>(schema: SchemaOf<Output>, value: unknown): Output {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new UnderhoodError('page.badRequest', { detail: `${v.getDotPath(issue) ?? 'request'}: ${issue.message}` });
}

/** Handlers that see checked requests only. */
export function checkedHandlers<Requests>(
  schemas: Schemas<Requests>,
  handlers: Handlers<Requests>,
): Handlers<Requests> {
  type Handler = (request: unknown, token: CancellationToken) => unknown;
  const guarded = (Object.entries(handlers) as [keyof Requests, Handler][]).map(([method, handler]) => {
    const schema: v.GenericSchema = schemas[method];
    return [method, (request: unknown, token: CancellationToken) => handler(checked(schema, request), token)];
  });
  return Object.fromEntries(guarded) as Handlers<Requests>;
}

/** Whether a message is one that a page's end of the RPC sends: a request, or its cancellation. */
export function isPageMessage(message: unknown): boolean {
  return v.is(pageMessage, message);
}

const messageId = v.union([v.number(), v.string()]);
const pageMessage = v.union([
  v.looseObject({ id: messageId, method: v.string(), params: v.pipe(v.array(v.unknown()), v.length(1)) }),
  v.looseObject({ method: v.literal('$/cancelRequest'), params: v.looseObject({ id: messageId }) }),
]);
