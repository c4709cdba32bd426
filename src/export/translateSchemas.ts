import * as v from 'valibot';
import type { AnswerOf } from '../protocol/rpc.ts';
import type { TrainingSpeed } from '../protocol/training.ts';
import type { OfferedSystem, TrainingSpeeds, TranslateRequests } from '../protocol/translatePage.ts';
import { attentionKind, translateNavigation, translateRequests } from '../protocol/translateValidation.ts';
import { beamCounts, systemKinds, type TranslationRun } from '../protocol/translation.ts';
import { runId, type SchemaOf } from '../protocol/validation.ts';
import { qualitySchema } from '../translation/quality/measuredQuality.ts';
import { savedPage } from './savedPage.ts';
import { areInText, bytes, count, few, finite, floats, name, runtime, source, text, tokens } from './schemas.ts';
import { system } from './systemSchemas.ts';

const beams = v.picklist(beamCounts);
const mostSystems = 64;

const run: SchemaOf<TranslationRun> = v.pipe(
  v.strictObject({
    runId,
    text,
    tokens,
    beams,
    runtime,
    systems: v.pipe(v.array(system), v.minLength(1), v.maxLength(mostSystems)),
    cut: v.optional(v.undefined()),
  }),
  v.check(({ text, tokens, systems }) => {
    return areInText({ text, tokens }) && systems.every((one) => areInText({ text, tokens: one.source }));
  }, 'tokens beyond the text'),
  v.check(({ systems }) => {
    return new Set(systems.map(({ folder }) => folder)).size === systems.length;
  }, 'a system that translates twice'),
);

const offered: SchemaOf<OfferedSystem> = v.strictObject({
  folder: name,
  name,
  bundled: v.boolean(),
  kind: v.optional(v.picklist(systemKinds)),
  isChosen: v.boolean(),
  quality: v.optional(qualitySchema),
});

const rate = v.pipe(finite, v.minValue(0));
const speed: SchemaOf<TrainingSpeed> = v.strictObject({
  tokens: v.pipe(count, v.minValue(1)),
  batch: count,
  rnn: rate,
  transformer: rate,
  parameters: v.strictObject({ rnn: count, transformer: count }),
  width: count,
  vocabularySize: count,
  threads: count,
  runtime: name,
});

const speeds: SchemaOf<TrainingSpeeds> = v.strictObject({
  phase: v.picklist(['measured', 'cancelled', 'failed']),
  lengths: v.pipe(v.array(speed), v.maxLength(100)),
  total: few,
  error: v.optional(name),
});

const state = v.strictObject({
  // Some of its views are about no text.
  run: v.optional(run),
  source,
  navigation: translateNavigation,
  systems: v.pipe(v.array(offered), v.maxLength(mostSystems)),
  beams,
  speeds: v.optional(speeds),
});

type Answer<Method extends keyof TranslateRequests> = SchemaOf<AnswerOf<TranslateRequests, Method>>;
const address = { runId, system: few, kind: attentionKind };
const matrix = { rows: v.pipe(count, v.maxValue(4096)), columns: v.pipe(count, v.maxValue(4096)) };

const kindThumbnails: Answer<'kindThumbnails'> = v.pipe(
  v.strictObject({
    ...address,
    ...matrix,
    layers: few,
    heads: few,
    height: v.pipe(count, v.maxValue(128)),
    width: v.pipe(count, v.maxValue(128)),
    data: bytes,
  }),
  v.check(
    ({ layers, heads, height, width, data }) => data.length === layers * heads * height * width,
    'no whole thumbnails',
  ),
);

const kindHead: Answer<'kindHead'> = v.pipe(
  v.strictObject({ ...address, ...matrix, layer: few, head: few, data: floats }),
  v.check(({ rows, columns, data }) => data.length === rows * columns, 'no matrix'),
);

const recurrence: Answer<'recurrence'> = v.strictObject({
  runId,
  system: few,
  hiddenSize: v.pipe(count, v.minValue(1)),
  states: floats,
  memory: floats,
  written: v.optional(floats),
});

type State = v.InferOutput<typeof state>;

/** Whether a matrix is of the texts that the system read and wrote. */
function isOf({ run }: State, found: v.InferOutput<typeof kindHead> | v.InferOutput<typeof kindThumbnails>): boolean {
  const { source: read = [], written } = run?.systems[found.system] ?? {};
  const target = written?.target.length ?? 0;
  const rows = found.kind === 'encoder' ? read.length : target;
  const columns = found.kind === 'decoder' ? target : read.length;
  return found.rows === rows && found.columns === columns;
}

/** Layers of a kind of attention, and heads of each. */
function headsOf({ run }: State, { system, kind }: { readonly system: number; readonly kind: string }) {
  const { layers, heads, encoderLayers, encoderHeads } = run?.systems[system]?.summary ?? {};
  return kind === 'encoder' ? { layers: encoderLayers, heads: encoderHeads } : { layers, heads };
}

/** What a saved translate page may hold. */
export const savedTranslatePage = savedPage(state, {
  kindThumbnails: {
    request: translateRequests.kindThumbnails,
    answer: kindThumbnails,
    fits: (found, state) => {
      const { layers, heads } = headsOf(state, found);
      return isOf(state, found) && found.layers === layers && found.heads === heads;
    },
  },
  kindHead: {
    request: translateRequests.kindHead,
    answer: kindHead,
    fits: (found, state) => {
      const { layers = 0, heads = 0 } = headsOf(state, found);
      return isOf(state, found) && found.layer < layers && found.head < heads;
    },
  },
  recurrence: {
    request: translateRequests.recurrence,
    answer: recurrence,
    fits: ({ system, hiddenSize, states, memory, written }, { run }) => {
      const { source: read = [], written: text } = run?.systems[system] ?? {};
      const isRead = memory.length === read.length && states.length === read.length * hiddenSize;
      return isRead && (!written || written.length === (text?.target.length ?? 0) * hiddenSize);
    },
  },
});
