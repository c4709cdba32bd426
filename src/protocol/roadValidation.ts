import * as v from 'valibot';
import type { Settings } from '../road/field.ts';
import type { RoadNavigation, RoadPageRequests } from './roadPage.ts';
import { header, index, nothing, type SchemaOf, type Schemas } from './validation.ts';

// What the road's page sends, checked as in validation.ts.

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
