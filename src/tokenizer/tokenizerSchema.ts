import * as v from 'valibot';
import { isObject } from '../checkpoint/json.ts';

/** Above any vocabulary in use, and small enough for an array. */
const largestId = 4_000_000;
const id = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(largestId));
const flag = v.optional(v.boolean(), false);

const addedToken = v.pipe(
  v.looseObject({
    id,
    content: v.string(),
    lstrip: flag,
    rstrip: flag,
    special: flag,
    normalized: v.optional(v.boolean()),
  }),
  v.transform((token) => ({ ...token, normalized: token.normalized ?? !token.special })),
);

/** Tokens to ids. Not v.record: it leaves out `constructor` and `prototype`, which are words like any other here. */
export const vocabulary = v.custom<Readonly<Record<string, number>>>(
  (value) => isObject(value) && Object.values(value).every((each) => v.is(id, each)),
  `each token needs its id, a whole number up to ${largestId}`,
);

/** A normaliser, pre-tokeniser or post-processor; a sequence holds others. */
export interface Step {
  readonly type: string;
  readonly [option: string]: unknown;
}

/** The library passes over a pattern that it cannot read, and with it the whole text. */
const pattern = v.union([v.object({ String: v.string() }), v.object({ Regex: v.string() })]);
const step: v.GenericSchema<unknown, Step> = v.looseObject({
  type: v.string(),
  pattern: v.optional(pattern),
  normalizers: v.optional(v.array(v.lazy(() => step))),
  pretokenizers: v.optional(v.array(v.lazy(() => step))),
});

/** What is used of tokenizer.json, whatever its model is. */
export const tokenizerJson = v.looseObject({
  added_tokens: v.optional(v.array(addedToken), []),
  normalizer: v.optional(v.nullable(step), null),
  pre_tokenizer: v.optional(v.nullable(step), null),
  post_processor: v.optional(v.nullable(step), null),
  decoder: v.optional(v.nullable(step), null),
  model: v.looseObject({ type: v.optional(v.string()) }),
});

/** The model of a BPE. */
export const bpeModel = v.looseObject({
  unk_token: v.optional(v.nullable(v.string()), null),
  continuing_subword_prefix: v.optional(v.nullable(v.string()), null),
  end_of_word_suffix: v.optional(v.nullable(v.string()), null),
  fuse_unk: v.optional(v.nullable(v.boolean()), false),
  byte_fallback: flag,
  ignore_merges: flag,
  vocab: vocabulary,
  merges: v.union([v.array(v.pipe(v.string(), v.includes(' '))), v.array(v.tuple([v.string(), v.string()]))]),
});

export type TokenizerJson = v.InferOutput<typeof tokenizerJson>;
export type BpeModel = v.InferOutput<typeof bpeModel>;
