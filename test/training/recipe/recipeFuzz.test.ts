import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as fc from 'fast-check';
import { fileTexts } from '../../../src/training/data/fileSources.node.ts';
import { readPairs } from '../../../src/training/pairs/preparePairs.node.ts';
import { readRecipe } from '../../../src/training/recipe/readRecipe.node.ts';
import { parseRecipe, type Recipe } from '../../../src/training/recipe/recipe.ts';
import { outputFolder } from '../../../src/training/run/outputFolder.node.ts';
import { assertDeep, describeFuzzing, fuzz } from '../../checkpoint/fuzzing.ts';
import { bytesMutation, jsonMutation, type Mutation } from '../../checkpoint/mutations.ts';
import { useTemporaryFolder } from '../../checkpoint/temporaryFolder.ts';

const recipes = [
  {
    data: { files: ['a.txt', '**/*.md'], exclude: ['b'], heldOut: 0.1 },
    model: { model_type: 'gpt2', n_layer: 2, n_head: 2, n_embd: 16, n_positions: 32 },
    tokenizer: { kind: 'bpe', vocabularySize: 512 },
    training: { batch: 4, tokens: 16, steps: 40, learningRate: 0.001, warmup: 0.1, minutes: 1, checkpoints: 3 },
    watch: { probe: 'a', prompt: 'b', sampleTokens: 8, temperature: 1 },
    output: 'model',
    precision: 'f16',
  },
  { data: { sample: 'copying', characters: 8000 }, from: 'base', output: 'a/b' },
  {
    data: { pairs: ['a.txt', 'b.txt'], columns: [1, 2] },
    model: { model_type: 'marian' },
    tokenizers: { source: { kind: 'characters', atLeast: 2 }, target: { kind: 'bpe', vocabularySize: 300 } },
    output: './out',
  },
];
const way = fc.array(fc.constantFrom('..', '.', 'a', '', '/', '\\', 'C:', '~', '\0', '...', '模'), { maxLength: 5 });

describe('fuzzing training files', function () {
  describeFuzzing(this);
  const temporary = useTemporaryFolder();

  it('refuses a recipe in a sentence, or keeps to its folder', async () => {
    const output = way.map((parts) => (recipe: object) => ({ ...recipe, output: parts.join('/') || 'x' }));
    const same = fc.constant((recipe: object) => recipe);
    const check = async (recipe: object, change: (recipe: object) => object, mutate: Mutation | undefined) => {
      const file = path.join(temporary(), 'own', 'a.underhood.json');
      const bytes = Buffer.from(JSON.stringify(change(recipe)));
      let taken: Recipe;
      if (mutate) taken = parseRecipe(JSON.parse(Buffer.from(mutate(bytes)).toString()));
      else taken = parseRecipe(change(recipe));
      const folder = path.resolve(path.dirname(file), taken.output);
      assert.ok(`${folder}/`.startsWith(`${path.dirname(file)}/`), folder);
    };
    const mutation = fc.option(jsonMutation, { nil: undefined });
    const outcomes = await fuzz(
      'recipes',
      [fc.constantFrom(...recipes), fc.oneof(output, same), mutation],
      (...given) =>
        check(...given).catch((error) => {
          // readRecipe makes it a sentence; here there is no file.
          if (error instanceof SyntaxError) return 'no JSON';
          throw error;
        }),
    );
    assertDeep(outcomes, 4);
  });

  it('reads any file as a recipe, a text or pairs, or says what it is not', async () => {
    const text = '你好\tHello there.\n再见\tGoodbye.\n'.repeat(20);
    const encodings = [text, '\ufeffa\tb\n', 'a\r\nb\r\n', JSON.stringify(recipes[0])].flatMap((each) => [
      Buffer.from(each, 'utf8'),
      Buffer.from(`\ufeff${each}`, 'utf16le'),
      Buffer.from(`\ufeff${each}`, 'utf16le').swap16(),
    ]);
    const check = async (bytes: Uint8Array, mutate: Mutation, kind: 'recipe' | 'text' | 'pairs' | 'two') => {
      const folder = temporary();
      const file = path.join(folder, 'a.txt');
      await writeFile(file, mutate(bytes));
      const before = await readdir(folder);
      if (kind === 'recipe') await outputFolder(file, await readRecipe(file));
      else if (kind === 'text') {
        const [{ text }] = await fileTexts({ files: ['a.txt'], exclude: [] }, folder);
        assert.ok(text.length <= (await readFile(file)).length);
      } else {
        const pairs = kind === 'pairs' ? 'a.txt' : (['a.txt', 'a.txt'] as [string, string]);
        const { training, heldOut } = await readPairs({ pairs, columns: [1, 2], heldOut: 0.3 }, folder, 1);
        assert.ok([...training, ...heldOut].every(({ source, target }) => source !== '' && target !== ''));
      }
      assert.deepEqual(await readdir(folder), before, 'something was written');
    };
    const mutation = fc.oneof(
      bytesMutation,
      fc.constant<Mutation>((bytes) => bytes),
    );
    const kind = fc.constantFrom('recipe' as const, 'text' as const, 'pairs' as const, 'two' as const);
    assertDeep(await fuzz('training files', [fc.constantFrom(...encodings), mutation, kind], check, 0.5), 5);
  });
});
