import path from 'node:path';
import { type CodedMessage, UnderhoodError } from '../../errors.ts';
import { readBundledCorpora } from '../bundled/corpus.node.ts';
import type { Recipe } from '../recipe/recipe.ts';
import { sampleDocuments } from '../samples/sampleCorpus.ts';
import { fileSources } from './fileSources.node.ts';
import { cutPlace, documentsInMemory, type TextSource } from './textSource.ts';

interface RecipeSources {
  readonly sources: readonly TextSource[];
  /** How often an epoch holds a source. */
  readonly repeat: (name: string) => number;
  readonly warnings: readonly CodedMessage[];
}

/**
 * The texts of a recipe, split before anything else is done with them.
 * @param folder the recipe's own, to which its paths are relative
 * @param output the folder that it writes, absolute
 */
export async function recipeSources(
  { data, training }: Recipe,
  folder: string,
  output: string,
): Promise<RecipeSources> {
  const once = () => 1;
  if ('bundled' in data) {
    const corpora = readBundledCorpora(path.resolve(folder, data.bundled), training.seed);
    const sources = corpora.map((corpus) => documentsInMemory(corpus.name, corpus));
    return { sources, repeat: (name) => data.repeat[name] ?? 1, warnings: [] };
  }
  if ('files' in data) {
    const { source, warnings } = await fileSources(data, folder, output);
    return { sources: [source], repeat: once, warnings };
  }
  if ('sample' in data) {
    const documents = [...sampleDocuments(data.sample, data)];
    const kept = Math.round(documents.length * (1 - data.heldOut));
    const split = { training: documents.slice(0, kept), heldOut: documents.slice(kept) };
    return { sources: [documentsInMemory(data.sample, split)], repeat: once, warnings: [] };
  }
  if ('pairs' in data) throw new Error('pairs are read by preparePairs');
  if (data.text.trim() === '') throw new UnderhoodError('data.blank');
  const place = cutPlace(data.text, data.heldOut);
  const split = { training: [data.text.slice(0, place)], heldOut: [data.text.slice(place)] };
  return { sources: [documentsInMemory('text', split)], repeat: once, warnings: [] };
}
