import * as v from 'valibot';
import type { AttentionNavigation, AttentionRequests } from './attentionPage.ts';
import { quantities } from './run.ts';
import { address, common, index, kept, runId, type SchemaOf, type Schemas, saved } from './validation.ts';

// What the attention page sends, checked as in validation.ts.

const alterations = { hideFirst: v.boolean(), mergeWords: v.boolean() };
const quantity = v.picklist(quantities);

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

export const savedAttention = saved(attentionNavigation);
