import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { sizeOf } from '../../../src/engine/shape.ts';
import { translatorOf } from '../../../src/models/families.ts';
import { translatorIds } from '../../../src/training/pairs/translatorTokens.ts';
import { surveyPairs } from '../../../src/training/recipe/pairSurvey.node.ts';
import { parseRecipe } from '../../../src/training/recipe/recipe.ts';
import {
  tokenizerOf,
  translatorKinds,
  translatorModelOf,
  translatorParameterCount,
  translatorRecipeOf,
  translatorSizes,
} from '../../../src/training/recipe/translatorPresets.ts';
import { rejectsWithCode } from '../../checkpoint/rejection.ts';
import { useTemporaryFolder } from '../../checkpoint/temporaryFolder.ts';

const chinese = { characters: 300_000, differentCharacters: 2500, isDense: true };
const english = { characters: 900_000, differentCharacters: 80, isDense: false };

describe('The presets of translators', () => {
  it('are recipes that fit together, of every kind and size', () => {
    for (const kind of translatorKinds) {
      for (const size of translatorSizes) {
        const recipe = parseRecipe(
          translatorRecipeOf({
            ...{ kind, size, data: { pairs: 'pairs.tsv', columns: [2, 1] }, sides: [chinese, english], output: 'out' },
            duration: { kind: 'minutes', minutes: 3, steps: 40 },
          }),
        );
        assert.deepEqual(recipe.tokenizers, {
          source: { kind: 'characters', atLeast: 2 },
          target: { kind: 'bpe', vocabularySize: 1200 },
        });
        const { steps, minutes, patience, evaluateEvery } = recipe.training;
        assert.deepEqual([steps, minutes, patience, evaluateEvery], [40, 3, 0, 4]);
        const sizes = { vocab_size: 2500, decoder_vocab_size: 1200, share_encoder_decoder_embeddings: false };
        const { config, family } = translatorOf({ ...recipe.model, ...sizes, ...translatorIds });
        assert.equal(family.modelType, kind === 'transformer' ? 'marian' : 'rnn_translator');
        assert.equal(config.layers > 0, kind !== 'sequenceToSequence');
        assert.ok(recipe.training.tokens <= config.contextLength);
      }
    }
  });

  it('are of the size of the bundled translators', async () => {
    const folders = { sequenceToSequence: 'rnn', additive: 'attention', transformer: 'transformer' };
    for (const kind of translatorKinds) {
      const file = `../../../media/models/underhood-zh-en-${folders[kind]}/recipe.json`;
      const { default: bundled } = await import(file, { with: { type: 'json' } });
      assert.deepEqual(translatorModelOf(kind, translatorSizes[1]), bundled.model);
    }
  });

  it('have the parameters that are counted, as the families count them', () => {
    for (const kind of translatorKinds) {
      for (const size of translatorSizes) {
        const sizes = { vocab_size: 2500, decoder_vocab_size: 1200, share_encoder_decoder_embeddings: false };
        const { config, family } = translatorOf({ ...translatorModelOf(kind, size), ...sizes, ...translatorIds });
        const parameters = family
          .parameters(config)
          .filter(({ name, shape }) => shape.length > 1 && !/encoder\.embed_tokens|bias/.test(name));
        const counted = parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
        const vector = kind === 'additive' ? 64 : 0;
        assert.equal(translatorParameterCount(kind, size, 1200), counted - vector, `${kind} ${size.name}`);
      }
    }
  });

  it('cut a side into characters or into a BPE that fits it', () => {
    assert.deepEqual(tokenizerOf({ ...english, characters: 200_000 }), { kind: 'bpe', vocabularySize: 500 });
    assert.deepEqual(tokenizerOf({ ...english, characters: 100 }), { kind: 'bpe', vocabularySize: 300 });
  });
});

describe('The survey of pairs', () => {
  const folder = useTemporaryFolder();
  async function write(name: string, lines: readonly string[]): Promise<string> {
    const file = path.join(folder(), name);
    await writeFile(file, `${lines.join('\n')}\n`);
    return file;
  }

  it('counts the pairs of one file, and tells scripts apart', async () => {
    const file = await write('pairs.tsv', ['Hi.\t嗨。\tby someone', 'I love you.\t我爱你。', '', 'Go on.\t继续。']);
    const { pairs, example, sides } = await surveyPairs([file]);
    assert.deepEqual([pairs, example], [3, { source: 'I love you.', target: '我爱你。' }]);
    assert.deepEqual(
      sides.map(({ isDense, characters }) => [isDense, characters]),
      [
        [false, 20],
        [true, 9],
      ],
    );
  });

  it('puts two files together, and says what does not fit', async () => {
    const source = await write('a.txt', ['我爱你', '你好']);
    const { pairs } = await surveyPairs([source, await write('b.txt', ['I love you', 'Hello'])]);
    assert.equal(pairs, 2);
    await rejectsWithCode(surveyPairs([source, await write('c.txt', ['one'])]), 'pairs.uneven');
    await rejectsWithCode(surveyPairs([await write('d.tsv', ['a\tb', 'c'])]), 'pairs.ragged');
    const binary = path.join(folder(), 'e.bin');
    await writeFile(binary, Buffer.from([0, 1, 2, 0, 0, 255]));
    await rejectsWithCode(surveyPairs([binary]), 'data.notText');
  });
});
