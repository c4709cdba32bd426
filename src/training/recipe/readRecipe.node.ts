import { readFile } from 'node:fs/promises';
import { UnderhoodError } from '../../errors.ts';
import { parseRecipe, type Recipe } from './recipe.ts';

/** Reads a recipe file. Throws UnderhoodError where it cannot be read, is not JSON, or does not fit. */
export async function readRecipe(file: string): Promise<Recipe> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new UnderhoodError('recipe.unreadable', { file, detail: error.message });
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new UnderhoodError('recipe.notJson', { file, detail: (error as Error).message });
  }
  return parseRecipe(json);
}
