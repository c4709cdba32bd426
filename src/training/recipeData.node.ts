import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { UnderhoodError } from '../errors.ts';
import { Random } from '../random.ts';
import { readBundledCorpora } from './corpus.node.ts';
import { type Corpus, splitGroups } from './corpus.ts';
import type { Recipe } from './recipe.ts';

/** Reads and splits the texts that a recipe names. Paths are relative to `folder`, the recipe's own. */
export async function readRecipeData({ data, training }: Recipe, folder: string): Promise<Corpus[]> {
  if ('bundled' in data) return readBundledCorpora(path.resolve(folder, data.bundled), training.seed);
  const texts = await Promise.all(data.files.map((file) => readText(path.resolve(folder, file))));
  const paragraphs = texts.flatMap((text) => text.split(/\n\s*\n/)).filter((paragraph) => paragraph.trim() !== '');
  const groups = paragraphs.map((paragraph) => [paragraph]);
  const split = splitGroups(groups, data.heldOut, new Random(training.seed));
  if (split.training.length === 0 || split.heldOut.length === 0) {
    throw new UnderhoodError('recipe.tooLittleText', { paragraphs: paragraphs.length });
  }
  return [{ name: 'text', ...split }];
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new UnderhoodError('recipe.unreadable', { file, detail: (error as Error).message });
  }
}
