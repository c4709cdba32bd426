import assert from 'node:assert/strict';
import { UnderhoodError } from '../../../src/errors.ts';
import { sentence } from '../../../src/localisation.ts';
import { parseRecipe } from '../../../src/training/recipe/recipe.ts';

const whole = {
  data: { files: ['a.txt'] },
  model: { model_type: 'gpt2', n_positions: 64 },
  tokenizer: { kind: 'bpe', vocabularySize: 512 },
  training: { tokens: 64 },
  output: 'a',
};

describe('A recipe', () => {
  const refused = (json: unknown) => {
    try {
      parseRecipe(json);
    } catch (error) {
      assert.ok(error instanceof UnderhoodError);
      return error;
    }
    throw new Error('it was taken');
  };

  it('brings what it leaves out', () => {
    const { training, watch, precision } = parseRecipe(whole);
    assert.deepEqual([training.batch, training.steps, training.patience, training.minutes], [8, 2000, 5, undefined]);
    assert.deepEqual([watch.sampleTokens, precision], [80, 'f32']);
  });

  it('may write anywhere in its own folder', () => {
    for (const output of ['.', './a', 'a/../b', 'a/b', '..a', 'a..', '模型']) {
      assert.equal(parseRecipe({ ...whole, output }).output, output);
    }
  });

  it('is refused with the name of the field that does not fit, and what would', () => {
    const cases: [change: object, code: string, field: string][] = [
      [{ trainig: {} }, 'recipe.unknownField', 'trainig'],
      [{ training: { step: 5 } }, 'recipe.unknownField', 'training.step'],
      [{ data: { files: ['a.txt'], held: 0.1 } }, 'recipe.unknownField', 'data.held'],
      [{ training: { steps: -1 } }, 'recipe.field', 'training.steps'],
      [{ training: { steps: 1.5 } }, 'recipe.field', 'training.steps'],
      [{ training: { steps: '100' } }, 'recipe.field', 'training.steps'],
      [{ training: { keep: 'first' } }, 'recipe.field', 'training.keep'],
      [{ data: { files: [] } }, 'recipe.field', 'data.files'],
      [{ data: { sample: 'poems' } }, 'recipe.field', 'data.sample'],
      [{ data: { text: 'a', heldOut: 1 } }, 'recipe.field', 'data.heldOut'],
      [{ tokenizer: { kind: 'words' } }, 'recipe.field', 'tokenizer.kind'],
      [{ tokenizer: { kind: 'bpe', vocabularySize: 100 } }, 'recipe.field', 'tokenizer.vocabularySize'],
      [{ tokenizer: undefined }, 'recipe.missing', 'tokenizer'],
      [{ from: 'b' }, 'recipe.contradiction', 'model'],
      ...['../a', 'a/../../b', '/a', 'C:\\a', 'c:a', '..', 'a\\..\\..\\b', '\\\\host\\a', 'a\0'].map(
        (output): [object, string, string] => [{ output }, 'recipe.outputOutside', 'output'],
      ),
      [{ model: { ...whole.model, position_scheme: 'alibi' } }, 'recipe.schemeOfOther', 'position_scheme'],
      [{ model: { ...whole.model, position_scheme: 'sine' } }, 'recipe.scheme', 'position_scheme'],
      [
        { model: { model_type: 'gpt2_positions', position_scheme: 'index' } },
        'recipe.schemeOfOther',
        'position_scheme',
      ],
      [{ model: { model_type: 'gpt2_positions' } }, 'recipe.missing', 'model.position_scheme'],
      [{ model: { model_type: 'llama', position_scheme: 'rotary' } }, 'recipe.rotaryOnly', 'position_scheme'],
      [{ model: { ...whole.model, position_scale: 0.1 } }, 'recipe.positionScale', 'position_scale'],
    ];
    for (const [change, code, field] of cases) {
      const { code: actual, parameters } = refused({ ...whole, ...change });
      assert.deepEqual([actual, parameters.field], [code, field], JSON.stringify(change));
    }
    assert.equal(refused({ ...whole, training: { tokens: 65 } }).code, 'recipe.tokensOverContext');
    assert.equal(refused({ ...whole, training: { fallsOver: 'minutes' } }).code, 'recipe.noMinutes');
    assert.equal(
      sentence('en', refused({ ...whole, training: { steps: 0 } })),
      "The recipe's field “training.steps” does not fit: it must be >=1, but is 0.",
    );
  });
});
