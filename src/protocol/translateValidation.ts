import * as v from 'valibot';
import { type TranslateNavigation, type TranslateRequests, translateViews } from './translatePage.ts';
import { attentionKinds, beamCounts } from './translation.ts';
import { common, index, nothing, runId, type SchemaOf, type Schemas, saved } from './validation.ts';

// What the translation page sends, checked as in validation.ts.

const folder = v.pipe(v.string(), v.minLength(1), v.maxLength(4096));
export const attentionKind = v.picklist(attentionKinds);
const head = { layer: index, head: index };

export const translateNavigation: SchemaOf<TranslateNavigation> = v.strictObject({
  view: v.picklist(translateViews),
  source: v.nullable(index),
  target: v.nullable(index),
  system: v.nullable(folder),
  step: v.nullable(index),
  beam: index,
  kind: attentionKind,
  head: v.nullable(v.strictObject(head)),
  measure: v.picklist(['chrf', 'exact']),
});

export const translateRequests: Schemas<TranslateRequests> = {
  ...common,
  saveNavigation: translateNavigation,
  runAgain: nothing,
  chooseSystems: v.strictObject({ folders: v.pipe(v.array(folder), v.minLength(1), v.maxLength(16)) }),
  addSystem: nothing,
  removeSystem: v.strictObject({ folder }),
  setBeams: v.strictObject({ beams: v.picklist(beamCounts) }),
  translateText: v.strictObject({ text: v.pipe(v.string(), v.maxLength(1000)) }),
  measureSpeeds: nothing,
  cancelSpeeds: nothing,
  kindThumbnails: v.strictObject({ runId, system: index, kind: attentionKind }),
  kindHead: v.strictObject({ runId, system: index, kind: attentionKind, ...head }),
  recurrence: v.strictObject({ runId, system: index }),
};

export const savedTranslate = saved(translateNavigation);
