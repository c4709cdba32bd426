import * as v from 'valibot';
import type { RoadRun } from '../protocol/roadPage.ts';
import { roadNavigation, settings } from '../protocol/roadValidation.ts';
import type { SchemaOf } from '../protocol/validation.ts';
import type { Outcome } from '../road/experiment.ts';
import { type ExperimentName, experiments } from '../road/experiments.ts';
import { settingsSchema } from '../road/field.ts';
import { savedPage } from './savedPage.ts';
import { name, seconds } from './schemas.ts';
import { message, view } from './viewSchemas.ts';

const outcome: SchemaOf<Outcome> = v.strictObject({
  headline: message,
  verdicts: v.optional(
    v.pipe(
      v.array(v.strictObject({ claim: message, verdict: v.picklist(['true', 'roughly', 'false']), reason: message })),
      v.maxLength(100),
    ),
  ),
  views: v.pipe(v.array(view), v.maxLength(100)),
});

const run: SchemaOf<RoadRun> = v.pipe(
  v.strictObject({
    name: v.picklist(Object.keys(experiments) as ExperimentName[]),
    settings,
    claim: v.optional(v.pipe(v.string(), v.maxLength(10_000))),
    phase: v.literal('kept'),
    done: v.literal(1),
    outcome,
    seconds: v.optional(seconds),
  }),
  v.check((run) => v.is(settingsSchema(experiments[run.name].fields), run.settings), 'settings that do not fit'),
);

const state = v.strictObject({ run, model: name, navigation: roadNavigation });

/** What a saved page of an experiment may hold: the whole result lies in its state. */
export const savedRoadPage = savedPage(state, {});
