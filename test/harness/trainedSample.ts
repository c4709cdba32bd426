import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sizes } from '../../src/training/recipe/presets.ts';
import type { WrittenRecipe } from '../../src/training/recipe/recipe.ts';
import { root } from './paths.ts';
import { removeAtTheEnd, run } from './processes.ts';

/** What a newcomer may well begin with: the smallest of the proposed sizes, on copied letters. */
function recipe(): WrittenRecipe {
  const size = sizes[0];
  return {
    data: { sample: 'copying', characters: 400_000 },
    model: {
      model_type: 'gpt2',
      n_layer: size.layers,
      n_head: size.heads,
      n_embd: size.width,
      n_positions: size.context,
    },
    tokenizer: { kind: 'characters' },
    training: {
      batch: size.batch,
      tokens: size.context,
      steps: 2000,
      learningRate: size.learningRate,
      biases: false,
      patience: 0,
      evaluateEvery: 50,
    },
    output: 'copying',
  };
}

let made: Promise<string> | undefined;

/** A recipe with its trained model beside it, in a folder of its own: trained when it is first asked for. */
export function trainedSample(): Promise<string> {
  made ??= make();
  return made;
}

async function make(): Promise<string> {
  const folder = removeAtTheEnd(fs.mkdtempSync(path.join(os.tmpdir(), 'underhood-trained-')));
  const file = path.join(folder, 'copying.underhood.json');
  fs.writeFileSync(file, `${JSON.stringify(recipe(), null, 2)}\n`);
  const code = await run(process.execPath, ['--import', 'tsx', 'src/cli/train.ts', file], { cwd: root });
  if (code !== 0) throw new Error('The sample could not be trained.');
  return file;
}
