import { lstat, readdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import { UnderhoodError } from '../../errors.ts';
import type { Recipe } from '../recipe/recipe.ts';

/** Folders that a run writes into; the model itself is written beside and renamed, which replaces a link. */
const parts = ['training', 'checkpoints'];

/**
 * The folder that a recipe's run may write, absolute. A recipe may come with a stranger's folder: it reaches nothing outside
 * it, through links either. Throws UnderhoodError `recipe.outputLink`.
 * @param file the recipe
 */
export async function outputFolder(file: string, { output }: Pick<Recipe, 'output'>): Promise<string> {
  const own = path.dirname(path.resolve(file));
  const folder = path.resolve(own, output);
  const root = await realpath(own);
  for (let existing = folder; existing !== own; existing = path.dirname(existing)) {
    const real = await realpath(existing).catch(() => undefined);
    if (real !== undefined && !isWithin(root, real)) throw new UnderhoodError('recipe.outputLink', { link: existing });
  }
  for (const part of parts) {
    const inner = path.join(folder, part);
    const links = (await isLink(inner)) ? [inner] : await linksIn(inner);
    if (links.length > 0) throw new UnderhoodError('recipe.outputLink', { link: links[0] });
  }
  return folder;
}

async function isLink(file: string): Promise<boolean> {
  return lstat(file).then(
    (status) => status.isSymbolicLink(),
    () => false,
  );
}

async function linksIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isSymbolicLink()).map(({ name }) => path.join(folder, name));
}

function isWithin(root: string, file: string): boolean {
  const way = path.relative(root, file);
  return way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
}
