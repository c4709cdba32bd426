import * as v from 'valibot';
import {
  type DecodingStep,
  type SystemRun,
  type SystemSummary,
  systemKinds,
  type Written,
} from '../protocol/translation.ts';
import type { SchemaOf } from '../protocol/validation.ts';
import { codedMessage, count, entries, entry, few, floats, name, seconds, share, text, tokens } from './schemas.ts';

// What one system made of a source, as a saved view of translations holds it.

/** Tokens of a translation. */
const longest = 4096;

const summary: SchemaOf<SystemSummary> = v.strictObject({
  kind: v.picklist(systemKinds),
  layers: few,
  heads: few,
  encoderLayers: few,
  encoderHeads: few,
  width: count,
  hiddenSize: v.optional(count),
  contextLength: count,
  parameters: v.pipe(v.number(), v.minValue(0)),
  precision: name,
});

const ids = v.pipe(v.array(count), v.maxLength(longest));
const written = { tokens: ids, score: v.number() };
const candidates = v.pipe(v.array(v.strictObject({ id: count, probability: share })), v.maxLength(20));
const step: SchemaOf<DecodingStep> = v.strictObject({
  texts: v.pipe(v.array(v.strictObject({ ...written, candidates })), v.minLength(1), v.maxLength(16)),
});

const writing: SchemaOf<Written> = v.pipe(
  v.strictObject({
    text,
    target: entries(longest),
    start: entry,
    endToken: count,
    isEnded: v.boolean(),
    steps: v.pipe(v.array(step), v.maxLength(longest)),
    finished: v.pipe(v.array(v.strictObject(written)), v.maxLength(64)),
    vocabulary: entries(100_000),
    alignment: v.optional(v.strictObject({ layer: few, heads: few, data: floats })),
  }),
  v.check(({ steps, finished, vocabulary }) => {
    const known = new Set(vocabulary.map(({ id }) => id));
    const under = steps.flatMap(({ texts }) => texts);
    const isSpelled = (list: readonly number[]) => list.every((id) => known.has(id));
    return (
      [...under, ...finished].every((one) => isSpelled(one.tokens)) &&
      under.every((one) => isSpelled(one.candidates.map(({ id }) => id)))
    );
  }, 'tokens without a spelling'),
);

export const system: SchemaOf<SystemRun> = v.pipe(
  v.strictObject({
    folder: v.pipe(name, v.minLength(1)),
    name,
    summary: v.optional(summary),
    error: v.optional(codedMessage),
    source: tokens,
    unknown: v.pipe(v.array(name), v.maxLength(longest)),
    written: v.optional(writing),
    milliseconds: seconds,
  }),
  v.check(({ summary, error }) => summary !== undefined || error !== undefined, 'a system of which nothing is known'),
  v.check(({ source, written }) => {
    const { alignment, target = [] } = written ?? {};
    return !alignment || alignment.data.length === target.length * source.length;
  }, 'an alignment of other tokens'),
);
