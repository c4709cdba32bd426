import * as v from 'valibot';
import { schemeNames } from '../positions/scheme.ts';
import { similarityMeasures } from '../positions/similarity.ts';
import { type ModelPositions, orderSettings, type PlacedSummary } from '../protocol/positions.ts';
import type { PositionsRequests } from '../protocol/positionsPage.ts';
import { displacement, positionsNavigation, positionsRequests } from '../protocol/positionsValidation.ts';
import type { AnswerOf } from '../protocol/rpc.ts';
import { runId, type SchemaOf } from '../protocol/validation.ts';
import { keptRace, race } from './raceSchemas.ts';
import { savedPage } from './savedPage.ts';
import {
  areInText,
  bytes,
  count,
  doubles,
  entryFields,
  few,
  floats,
  model,
  name,
  ran,
  seconds,
  share,
  signed,
  source,
  tokens,
} from './schemas.ts';

/** Numbers of a table that is drawn whole. */
const mostNumbers = 2 ** 26;
/** Characters whose order is changed. */
const mostOrdered = 16;

const positions: SchemaOf<ModelPositions> = v.variant('kind', [
  v.pipe(
    v.strictObject({ kind: v.literal('table'), scheme: v.picklist(schemeNames), positions: count, width: count }),
    v.check(({ positions, width }) => positions * width <= mostNumbers, 'too large a table'),
  ),
  v.strictObject({ kind: v.literal('rotary'), theta: v.number(), frequencies: doubles }),
  v.strictObject({ kind: v.literal('alibi'), slopes: doubles }),
]);

const run: SchemaOf<PlacedSummary> = v.pipe(
  v.strictObject({
    ...ran,
    positions,
    milliseconds: v.strictObject({ tokenize: seconds, compile: seconds, run: seconds }),
  }),
  v.check((run) => areInText(run), 'tokens beyond the text'),
  v.check(({ tokens }) => tokens.length > 0, 'no tokens'),
  v.check(({ positions: found, model: { headSize, heads } }) => {
    if (found.kind === 'rotary') return found.frequencies.length * 2 <= headSize;
    return found.kind === 'table' || found.slopes.length === heads;
  }, 'positions of another model'),
);

type Answer<Method extends keyof PositionsRequests> = SchemaOf<AnswerOf<PositionsRequests, Method>>;

const positionTable: Answer<'positionTable'> = v.pipe(
  v.strictObject({ from: count, to: count, width: count, data: floats }),
  v.check(({ from, to, width, data }) => from <= to && data.length === (to - from) * width, 'no whole rows'),
);

const tableGeometry: Answer<'tableGeometry'> = v.pipe(
  v.strictObject({ norms: doubles, plane: doubles, explained: v.tuple([v.number(), v.number()]) }),
  v.check(({ norms, plane }) => plane.length === 2 * norms.length, 'no points'),
);

const tableSimilarity: Answer<'tableSimilarity'> = v.pipe(
  v.strictObject({ measure: v.picklist(similarityMeasures), positions: few, matrix: floats }),
  v.check(({ positions, matrix }) => matrix.length === positions ** 2, 'no square'),
);

const falloff: Answer<'falloff'> = v.strictObject({
  measured: floats,
  contentHeld: v.optional(floats),
  distances: count,
});

const likely = v.pipe(v.array(v.strictObject({ ...entryFields, probability: share })), v.minLength(1), v.maxLength(20));

const displace: Answer<'displace'> = v.strictObject({
  runId,
  displacement,
  positions: signed,
  size: v.pipe(count, v.maxValue(128)),
  heads: bytes,
  moved: floats,
  next: likely,
  before: likely,
  divergence: v.number(),
});

const displacedHead: Answer<'displacedHead'> = v.pipe(
  v.strictObject({ layer: few, head: few, length: v.pipe(count, v.maxValue(4096)), pattern: floats }),
  v.check(({ length, pattern }) => pattern.length === length ** 2, 'no square'),
);

const ordered = v.strictObject({
  setting: v.picklist(orderSettings),
  first: floats,
  second: floats,
  difference: floats,
});

const compareOrders: Answer<'compareOrders'> = v.pipe(
  v.strictObject({
    model,
    tokens: v.pipe(tokens, v.minLength(1), v.maxLength(4 * mostOrdered)),
    texts: v.tuple([name, name]),
    order: v.array(count),
    width: count,
    settings: v.pipe(v.array(ordered), v.length(orderSettings.length)),
  }),
  v.check((found) => areInText({ text: found.texts[0], tokens: found.tokens }), 'tokens beyond the text'),
  v.check(({ tokens: { length }, order }) => {
    return order.length === length && new Set(order).size === length && order.every((place) => place < length);
  }, 'no order'),
  v.check(({ tokens: { length }, width, settings }) => {
    return settings.every(({ first, second, difference }) => {
      return first.length === length * width && second.length === first.length && difference.length === length;
    });
  }, 'vectors of other tokens'),
);

const state = v.strictObject({
  run: v.optional(run),
  source,
  navigation: positionsNavigation,
  race: v.optional(race),
  races: v.pipe(v.array(keptRace), v.maxLength(1000)),
});

/** What the answers are of: [layers · heads] and tokens; nothing where the page shows no text. */
const sizeOf = ({ run }: v.InferOutput<typeof state>) => ({
  heads: run ? run.model.layers * run.model.heads : 0,
  tokens: run?.tokens.length ?? 0,
});
const tableOf = ({ run }: v.InferOutput<typeof state>) => (run?.positions.kind === 'table' ? run.positions : undefined);

/** What a saved positions page may hold. */
export const savedPositionsPage = savedPage(state, {
  positionTable: {
    request: positionsRequests.positionTable,
    answer: positionTable,
    fits: ({ to, width }, state) => {
      const table = tableOf(state);
      return table !== undefined && to <= table.positions && width === table.width;
    },
  },
  tableGeometry: {
    request: positionsRequests.tableGeometry,
    answer: tableGeometry,
    fits: ({ norms }, state) => norms.length === tableOf(state)?.positions,
  },
  tableSimilarity: {
    request: positionsRequests.tableSimilarity,
    answer: tableSimilarity,
    fits: ({ positions }, state) => positions <= (tableOf(state)?.positions ?? -1),
  },
  falloff: {
    request: positionsRequests.falloff,
    answer: falloff,
    fits: ({ measured, contentHeld, distances }, state) => {
      const { heads, tokens } = sizeOf(state);
      return measured.length === heads * tokens && (!contentHeld || contentHeld.length === heads * distances);
    },
  },
  displace: {
    request: positionsRequests.displace,
    answer: displace,
    fits: ({ positions, size, heads: thumbnails, moved }, state) => {
      const { heads, tokens } = sizeOf(state);
      return positions.length === tokens && moved.length === heads && thumbnails.length === heads * size ** 2;
    },
  },
  displacedHead: {
    request: positionsRequests.displacedHead,
    answer: displacedHead,
    fits: ({ layer, head, length }, state) => {
      const { run } = state;
      return run !== undefined && layer < run.model.layers && head < run.model.heads && length === run.tokens.length;
    },
  },
  compareOrders: { request: positionsRequests.compareOrders, answer: compareOrders },
});
