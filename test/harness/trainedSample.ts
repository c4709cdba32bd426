import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { recipeOf, sizes } from '../../src/training/recipe/presets.ts';
import { root } from './paths.ts';
import { removeAtTheEnd, run } from './processes.ts';

/** What a newcomer may well begin with: the smallest of the proposed sizes, on copied letters. */
const recipe = recipeOf({
  start: { kind: 'new', size: sizes[0], tokenizer: { kind: 'characters' } },
  data: { sample: 'copying', characters: 400_000 },
  duration: { kind: 'steps', steps: 1500 },
  output: 'copying',
});

let made: Promise<string> | undefined;

/** A recipe with its trained model beside it, in a folder of its own: trained when it is first asked for. */
export function trainedSample(): Promise<string> {
  made ??= make();
  return made;
}

async function make(): Promise<string> {
  const folder = removeAtTheEnd(fs.mkdtempSync(path.join(os.tmpdir(), 'underhood-trained-')));
  const file = path.join(folder, 'copying.underhood.json');
  const training = { ...recipe.training, evaluateEvery: 25 };
  fs.writeFileSync(file, `${JSON.stringify({ ...recipe, training }, null, 2)}\n`);
  const code = await run(process.execPath, ['--import', 'tsx', 'src/cli/train.ts', file], { cwd: root });
  if (code !== 0) throw new Error('The sample could not be trained.');
  return file;
}
