import * as v from 'valibot';
import type { AttentionRequests } from '../protocol/attentionPage.ts';
import { attentionNavigation, attentionRequests } from '../protocol/attentionValidation.ts';
import type { AnswerOf } from '../protocol/rpc.ts';
import { quantities, type RunSummary, type StatisticName, statisticNames } from '../protocol/run.ts';
import { runId, type SchemaOf } from '../protocol/validation.ts';
import { savedPage } from './savedPage.ts';
import { areInText, bytes, count, few, floats, ran, seconds, source } from './schemas.ts';

const statistics = v.strictObject(
  Object.fromEntries(statisticNames.map((name) => [name, floats])) as Record<StatisticName, typeof floats>,
);

const run: SchemaOf<RunSummary> = v.pipe(
  v.strictObject({
    ...ran,
    milliseconds: v.strictObject({ tokenize: seconds, compile: seconds, run: seconds, analyse: seconds }),
    statistics,
  }),
  v.check((run) => areInText(run), 'tokens beyond the text'),
  v.check(
    ({ model, statistics: found }) => statisticNames.every((name) => found[name].length === model.layers * model.heads),
    'statistics of other heads',
  ),
  v.check(({ tokens }) => tokens.length > 0, 'no tokens'),
);

type Answer<Method extends keyof AttentionRequests> = SchemaOf<AnswerOf<AttentionRequests, Method>>;

const thumbnails: Answer<'thumbnails'> = v.pipe(
  v.strictObject({ runId, size: v.pipe(count, v.maxValue(128)), length: count, data: bytes }),
  v.check(
    ({ size, data }) => (size === 0 ? data.length === 0 : data.length % (size * size) === 0),
    'no whole thumbnails',
  ),
);

const address = { runId, layer: few, head: few };
const head: Answer<'head'> = v.pipe(
  v.strictObject({
    ...address,
    quantity: v.picklist(quantities),
    length: v.pipe(count, v.maxValue(4096)),
    data: floats,
  }),
  v.check(({ length, data }) => data.length === length * length, 'no square'),
);

const cell: Answer<'cell'> = v.pipe(
  v.strictObject({
    ...address,
    query: count,
    key: count,
    q: floats,
    k: floats,
    scale: v.number(),
    raw: floats,
    scores: floats,
    weights: floats,
    values: floats,
    z: floats,
  }),
  v.check(
    ({ query, key, q, k, raw, scores, weights, values, z }) =>
      q.length === k.length &&
      z.length === q.length &&
      raw.length === weights.length &&
      scores.length === weights.length &&
      key <= query &&
      query < weights.length &&
      values.length === (query + 1) * q.length,
    'vectors of other lengths',
  ),
);

const state = v.strictObject({ run, source, navigation: attentionNavigation });

/** What a saved attention page may hold. */
export const savedAttentionPage = savedPage(state, {
  thumbnails: {
    request: attentionRequests.thumbnails,
    answer: thumbnails,
    fits: ({ size, data }, { run: { model } }) => data.length === model.layers * model.heads * size * size,
  },
  head: {
    request: attentionRequests.head,
    answer: head,
    fits: ({ layer, head, length }, { run: { model, tokens } }) =>
      layer < model.layers && head < model.heads && length === tokens.length,
  },
  cell: {
    request: attentionRequests.cell,
    answer: cell,
    fits: ({ weights }, { run: { tokens } }) => weights.length === tokens.length,
  },
});
