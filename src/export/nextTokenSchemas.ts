import * as v from 'valibot';
import { type ContinuationTree, mostContinuationNodes, type NextTokenRequests } from '../protocol/nextTokenPage.ts';
import { nextTokenNavigation, nextTokenRequests } from '../protocol/nextTokenValidation.ts';
import { alternativeCount, type ReadingSummary } from '../protocol/reading.ts';
import type { AnswerOf } from '../protocol/rpc.ts';
import { runId, type SchemaOf } from '../protocol/validation.ts';
import { savedPage } from './savedPage.ts';
import {
  areInText,
  count,
  entries,
  entry,
  entryFields,
  floats,
  integers,
  ran,
  seconds,
  share,
  source,
} from './schemas.ts';

const run: SchemaOf<ReadingSummary> = v.pipe(
  v.strictObject({
    ...ran,
    startToken: v.optional(entry),
    surprisals: floats,
    ranks: integers,
    alternatives: v.strictObject({ ids: integers, probabilities: floats }),
    vocabulary: entries(100_000),
    windows: v.optional(v.strictObject({ count, length: count, overlap: count })),
    reused: count,
    milliseconds: v.strictObject({ tokenize: seconds, compile: seconds, run: seconds }),
  }),
  v.check((run) => areInText(run), 'tokens beyond the text'),
  v.check(
    ({ tokens: { length }, surprisals, ranks, alternatives: { ids, probabilities } }) =>
      surprisals.length === length &&
      ranks.length === length &&
      ids.length === length * alternativeCount &&
      probabilities.length === ids.length,
    'lists of other tokens',
  ),
  v.check(({ alternatives, vocabulary }) => {
    const known = new Set(vocabulary.map(({ id }) => id));
    return alternatives.ids.every((id) => known.has(id));
  }, 'alternatives without a spelling'),
);

const node = v.strictObject({
  ...entryFields,
  probability: share,
  keptProbability: share,
  rank: count,
  alternatives: v.pipe(v.array(v.strictObject({ ...entryFields, probability: share })), v.maxLength(20)),
  parent: v.nullable(count),
  isChosen: v.boolean(),
});

/** A node comes after its parent, so that no branch goes in a circle. */
const continuation: SchemaOf<ContinuationTree> = v.pipe(
  v.strictObject({
    runId,
    nodes: v.pipe(v.array(node), v.maxLength(mostContinuationNodes)),
    tip: v.nullable(count),
    isWriting: v.literal(false),
    end: v.optional(v.picklist(['count', 'end'])),
  }),
  v.check(({ nodes }) => nodes.every(({ parent }, place) => parent === null || parent < place), 'a circle'),
  v.check(({ nodes, tip }) => tip === null || tip < nodes.length, 'no such tip'),
);

type Answer<Method extends keyof NextTokenRequests> = SchemaOf<AnswerOf<NextTokenRequests, Method>>;

const nextToken: Answer<'nextToken'> = v.strictObject({ runId, position: count, given: count, logits: floats });
const vocabulary: Answer<'vocabulary'> = entries(1000);

const state = v.strictObject({ run, source, navigation: nextTokenNavigation, continuation: v.optional(continuation) });

/** What a saved next-token page may hold. */
export const savedNextTokenPage = savedPage(state, {
  nextToken: {
    request: nextTokenRequests.nextToken,
    answer: nextToken,
    fits: ({ position, logits }, { run: { model, tokens } }) =>
      position <= tokens.length && logits.length === model.vocabularySize,
  },
  vocabulary: { request: nextTokenRequests.vocabulary, answer: vocabulary },
});
