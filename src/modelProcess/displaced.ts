import { attentionMoved } from '../analysis/attentionMoved.ts';
import { patternOf } from '../analysis/cell.ts';
import { divergence } from '../analysis/divergence.ts';
import { inIdOrder, rank } from '../analysis/ranking.ts';
import { reduceByMaximum, thumbnailSide } from '../analysis/thumbnails.ts';
import type { LoadedModel, ModelRun } from '../models/loaded/loadedModel.ts';
import type { Displaced } from '../protocol/positions.ts';
import { forEachHead } from './keptTensors.ts';
import { entryOf } from './vocabularyEntry.ts';

/** Tokens that are named on either side. */
const named = 5;

/** What became of a run's attention and of its next token when its positions were displaced. */
export function displaced(
  asIs: ModelRun,
  now: ModelRun,
  { summary, tokenizer }: Pick<LoadedModel, 'summary' | 'tokenizer'>,
): Omit<Displaced, 'runId' | 'displacement' | 'positions'> {
  const { layers, heads } = summary;
  const [, length] = asIs.layers[0].q.shape;
  const size = thumbnailSide(length, layers * heads);
  const thumbnails = new Uint8Array(layers * heads * size * size);
  const moved = new Float32Array(layers * heads);
  forEachHead(now.layers, heads, (layer, head, index) => {
    const pattern = patternOf(layer, head);
    thumbnails.set(reduceByMaximum(pattern, length, size), index * size * size);
    moved[index] = attentionMoved(patternOf(asIs.layers[Math.floor(index / heads)], head), pattern, length);
  });
  const ranked = rank(now.logits);
  const probabilities = inIdOrder(ranked, ranked.probabilities);
  const entries = (ids: Uint32Array) =>
    Array.from(ids.subarray(0, named), (id) => ({ ...entryOf(tokenizer, id), probability: probabilities[id] }));
  return {
    size,
    heads: thumbnails,
    moved,
    next: entries(ranked.ids),
    before: entries(rank(asIs.logits).ids),
    divergence: divergence(now.logits, asIs.logits),
  };
}
