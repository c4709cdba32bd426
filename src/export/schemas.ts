import * as v from 'valibot';
import errors from '../../media/l10n/errors.json' with { type: 'json' };
import type { ErrorCode } from '../errors.ts';
import type { VocabularyEntry } from '../protocol/reading.ts';
import type { ModelSummary, RuntimeSummary, TokenSummary } from '../protocol/run.ts';
import type { TrainingPhase } from '../protocol/training.ts';
import { runId, type SchemaOf } from '../protocol/validation.ts';

// What the host answers, checked where it comes from a file that anybody may have made. What a page counts up to is bounded,
// and lists are as long as what they are of.

export const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 31));
export const few = v.pipe(count, v.maxValue(1024));
export const name = v.pipe(v.string(), v.maxLength(1000));
export const text = v.pipe(v.string(), v.maxLength(2_000_000));
export const seconds = v.pipe(v.number(), v.minValue(0));
export const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1.001));
/** A measured number, which may be none. */
export const measured = v.union([v.number(), v.nan()]);
export const floats = v.instance(Float32Array);
export const doubles = v.instance(Float64Array);
export const integers = v.instance(Uint32Array);
export const bytes = v.instance(Uint8Array);
export const signed = v.instance(Int32Array);
export const finite = v.pipe(v.number(), v.finite());
const mostTokens = 20_000;

export const model: SchemaOf<ModelSummary> = v.pipe(
  v.strictObject({
    folder: name,
    name,
    bundled: v.boolean(),
    family: name,
    layers: few,
    heads: few,
    keyValueHeads: v.pipe(few, v.minValue(1)),
    headSize: count,
    width: count,
    vocabularySize: count,
    contextLength: count,
    parameters: v.pipe(v.number(), v.minValue(0)),
    precision: name,
    tokenizer: name,
    rotary: v.boolean(),
  }),
  v.check(({ layers, heads }) => layers * heads <= 16_384, 'too many heads'),
);

export const runtime: SchemaOf<RuntimeSummary> = v.strictObject({
  name,
  version: name,
  device: name,
  threads: count,
});

const byteValue = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255));
const tokenBytes = v.pipe(v.array(byteValue), v.maxLength(4096));
const tokenKind = v.picklist(['text', 'special', 'added', 'unknown']);

const token: SchemaOf<TokenSummary> = v.strictObject({
  id: count,
  spelling: name,
  bytes: tokenBytes,
  start: count,
  end: count,
  kind: tokenKind,
});
/** An entry of a vocabulary, and what else is said of it. */
export const entryFields = { id: count, spelling: name, bytes: tokenBytes, kind: tokenKind };
export const entry: SchemaOf<VocabularyEntry> = v.strictObject(entryFields);
export const entries = (most: number) => v.pipe(v.array(entry), v.maxLength(most));

/** A failure or a warning, of which there is a sentence. */
export const codedMessage = v.strictObject({
  code: v.custom<ErrorCode>((code) => typeof code === 'string' && Object.hasOwn(errors, code)),
  parameters: v.record(name, v.union([name, v.number()])),
});

/** Nothing goes on in a file. */
export const restingPhase = v.picklist(['idle', 'finished', 'stopped', 'failed'] satisfies TrainingPhase[]);

export const tokens = v.pipe(v.array(token), v.maxLength(mostTokens));

const cut = v.optional(
  v.strictObject({
    kept: v.picklist(['start', 'end']),
    totalTokens: count,
    totalIsExact: v.boolean(),
    start: count,
    end: count,
  }),
);

/** What every run of one model on a text says of itself. */
export const ran = { runId, model, runtime, text, tokens, cut };

/** Whether tokens stand where they say, in their order. */
export function areInText(run: { readonly text: string; readonly tokens: readonly TokenSummary[] }): boolean {
  return run.tokens.every(({ start, end }) => start <= end && end <= run.text.length);
}

/** Where a text came from, as the header says it. */
export const source = v.optional(
  v.strictObject({ document: name, kind: v.picklist(['selection', 'paragraph', 'before', 'example']) }),
);
