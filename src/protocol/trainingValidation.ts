import * as v from 'valibot';
import type { TrainingNavigation, TrainingPageRequests } from './trainingPage.ts';
import { between, header, index, nothing, type SchemaOf, type Schemas } from './validation.ts';

// What the training page sends, checked as in validation.ts.

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
