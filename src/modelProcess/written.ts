import type { Alignment, Written } from '../protocol/translation.ts';
import type { LoadedTranslator, Translation } from '../translation/loadedTranslator.ts';
import { entryOf } from './vocabularyEntry.ts';

/** A translation as it travels. @param heads of each layer that looks at the source */
export function writtenOf({ tokenizers, rules }: LoadedTranslator, translation: Translation, heads: number): Written {
  const { search, target, text, isEnded } = translation;
  const entry = (id: number) => entryOf(tokenizers.target, id);
  const used = [
    ...search.steps.flatMap(({ texts }) =>
      texts.flatMap(({ tokens, candidates }) => [...tokens, ...candidates.map(({ id }) => id)]),
    ),
    ...search.finished.flatMap(({ tokens }) => tokens),
  ];
  return {
    text,
    target: target.map(({ id }) => entry(id)),
    start: entry(rules.startToken),
    endToken: rules.endToken,
    isEnded,
    steps: search.steps,
    finished: search.finished,
    vocabulary: [...new Set(used)].map(entry),
    alignment: alignmentOf(translation, heads),
  };
}

/** Of the last layer: what it reads from the source has the shortest way to the token that is written. */
function alignmentOf({ alignment, source, target }: Translation, heads: number): Alignment | undefined {
  const pattern = alignment.layers.at(-1);
  if (!pattern) return undefined;
  const size = target.length * source.length;
  const data = new Float32Array(size);
  for (let i = 0; i < size; i++) {
    for (let head = 0; head < heads; head++) data[i] += pattern[head * size + i] / heads;
  }
  return { layer: alignment.layers.length - 1, heads, data };
}
