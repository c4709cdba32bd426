import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { recipeSchemaFiles } from '../training/recipe/recipeJsonSchema.node.ts';
import { runCommand } from './command.ts';

const usage =
  'npm run schemas: writes media/schemas anew from src/training/recipe/recipe.ts and media/l10n/recipe.json';

runCommand({ usage, options: [] }, async () => {
  const files = Object.entries(recipeSchemaFiles());
  for (const [name, text] of files) await writeFile(path.join(__dirname, '../../media/schemas', name), text);
  return { written: files.map(([name]) => `media/schemas/${name}`) };
});
