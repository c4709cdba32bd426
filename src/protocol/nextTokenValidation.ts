import * as v from 'valibot';
import type { NextTokenNavigation, NextTokenRequests } from './nextTokenPage.ts';
import { filterOrders, type SamplingSettings } from './reading.ts';
import { between, common, index, nothing, runId, type SchemaOf, type Schemas, saved, seed } from './validation.ts';

// What the next-token page sends, checked as in validation.ts.

const sampling: SchemaOf<SamplingSettings> = v.strictObject({
  temperature: between(0, 5),
  topK: index,
  topP: between(0, 1),
  minP: between(0, 1),
  order: v.picklist(filterOrders),
  seed,
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

export const savedNextToken = saved(nextTokenNavigation);
