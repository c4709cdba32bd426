import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { onnxruntimeNode } from '../../../src/engine/runtimes/onnxruntimeNode.node.ts';
import { loadRecurrent } from '../../../src/models/loaded/recurrentModel.node.ts';
import type { WrittenRecipe } from '../../../src/training/recipe/recipe.ts';
import type { TrainingRun } from '../../../src/training/run/trainingRun.node.ts';
import { loadTranslator } from '../../../src/translation/loadedTranslator.node.ts';
import { rejectsWithCode } from '../../checkpoint/rejection.ts';
import { useTemporaryFolder } from '../../checkpoint/temporaryFolder.ts';
import { openRun, trainToEnd, weightsOf } from '../run/smallRun.ts';

const digits = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const words = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
/** All numbers of up to three digits, digit by digit. */
const lines = Array.from({ length: 1000 }, (_, number) => {
  const places = [...String(number)].map(Number);
  return `${places.map((digit) => words[digit]).join(' ')}\t${places.map((digit) => digits[digit]).join('')}`;
});

const sizes = { embedding_size: 24, hidden_size: 64, max_position_embeddings: 24 };
const models = {
  'sequence to sequence': { model_type: 'rnn_translator', ...sizes },
  'with additive attention': { model_type: 'rnn_translator', ...sizes, attention: 'additive', attention_size: 24 },
  marian: {
    ...{ model_type: 'marian', d_model: 32, encoder_layers: 1, decoder_layers: 1, activation_function: 'swish' },
    ...{ encoder_attention_heads: 2, decoder_attention_heads: 2, encoder_ffn_dim: 32, decoder_ffn_dim: 32 },
    ...{ scale_embedding: true, max_position_embeddings: 24 },
  },
} as const;

const recipe: WrittenRecipe = {
  data: { pairs: 'numbers.tsv', columns: [2, 1] },
  model: models.marian,
  tokenizers: { source: { kind: 'characters' }, target: { kind: 'bpe', vocabularySize: 290 } },
  training: { batch: 16, tokens: 12, steps: 300, learningRate: 0.01, evaluateEvery: 100, threads: 1, patience: 0 },
  output: 'model',
};

describe('Training a translator', function () {
  this.slow(20_000);
  this.timeout(120_000);
  const folder = useTemporaryFolder();
  const runtime = onnxruntimeNode({ threads: 1 });

  async function write(changes: Partial<WrittenRecipe> = {}, text = lines.join('\n')): Promise<string> {
    await writeFile(path.join(folder(), 'numbers.tsv'), text);
    const file = path.join(folder(), 'numbers.underhood.json');
    const training = { ...recipe.training, ...changes.training };
    await writeFile(file, JSON.stringify({ ...recipe, ...changes, training }));
    return file;
  }

  /** What the time-lapse shows belongs to the tokens that the summary names. */
  async function assertMoment(run: TrainingRun): Promise<void> {
    const { layers, heads, prepared } = run.summary;
    const { pattern, tokens, cross } = await run.moment(600);
    assert.equal(tokens, prepared!.probe.length);
    assert.equal(pattern.length, layers * heads * tokens ** 2);
    if (!cross) return;
    assert.deepEqual(cross.shape.slice(2), [tokens, prepared!.probeSource!.length]);
    assert.equal(
      cross.pattern.length,
      cross.shape.reduce((product, size) => product * size, 1),
    );
    const sums = cross.shape[0] * cross.shape[1] * cross.shape[2];
    const sum = cross.pattern.reduce((total, weight) => total + weight, 0);
    assert.ok(Math.abs(sum - sums) < 1e-3, 'each row sums to 1');
  }

  for (const [name, model] of Object.entries(models)) {
    it(`learns to read numbers that it has not seen: ${name}`, async () => {
      const run = await openRun(
        await write({ model, precision: 'f16', training: { steps: 600, evaluateEvery: 300, learningRate: 0.004 } }),
      );
      await trainToEnd(run);
      assert.equal(run.status.phase, 'finished', JSON.stringify(run.status.error));
      const { heldOut } = run.curves(10).evaluations;
      assert.ok(heldOut.at(-1)! < 0.1 * heldOut[0], `the held-out loss went from ${heldOut[0]} to ${heldOut.at(-1)}`);
      await assertMoment(run);
      const translator = await loadTranslator(path.join(folder(), 'model'), runtime);
      let right = 0;
      for (const number of [407, 981, 35, 8, 126, 666, 250, 79, 512, 903]) {
        const [target, source] = lines[number].split('\t');
        const { text, isEnded, alignment, source: tokens, target: written } = await translator.translate(source);
        if (text === target && isEnded) right++;
        for (const pattern of alignment.layers) {
          assert.equal(pattern.length, alignment.heads * tokens.length * written.length);
        }
      }
      await translator.close();
      // Without attention the last digits are forgotten first, at this size: what attention was invented for.
      assert.ok(right >= (name === 'sequence to sequence' ? 1 : 8), `${right} of 10 are right`);
    });

    it(`goes on bit for bit where it was stopped: ${name}`, async () => {
      const training = { steps: 40, evaluateEvery: 20, dropout: 0.1 };
      const file = await write({ model, training });
      await trainToEnd(await openRun(file));
      const whole = await weightsOf(folder(), 40);
      const stopped = await openRun(file);
      await stopped.start({ anew: true });
      while (stopped.status.step < 13) await new Promise((resolve) => setTimeout(resolve, 1));
      await stopped.leave();
      assert.ok(stopped.status.step < 40);
      await trainToEnd(await openRun(file));
      assert.deepEqual(await weightsOf(folder(), 40), whole);
    });
  }

  it('checks its gradients, and goes on from a trained one', async () => {
    const training = { steps: 20, evaluateEvery: 10 };
    const run = await openRun(await write({ training }));
    await trainToEnd(run);
    const { checked } = await run.checkGradients(
      { count: 20, seed: 1 },
      () => {},
      () => false,
    );
    assert.equal(checked.length, 20);
    for (const { parameter, relativeError } of checked)
      assert.ok(relativeError < 0.01, `${parameter}: ${relativeError}`);
    const { model: _, tokenizers: __, ...rest } = recipe;
    const further = path.join(folder(), 'further.underhood.json');
    const going = { ...rest, from: 'model', output: 'further', training: { ...recipe.training, ...training } };
    await writeFile(further, JSON.stringify(going));
    const next = await openRun(further);
    await trainToEnd(next);
    const { heldOut } = next.curves(10).evaluations;
    assert.ok(heldOut[0] < 0.9 * run.curves(10).evaluations.heldOut[0], 'it begins where the other ended');
    const copied = await readFile(path.join(folder(), 'further', 'source_tokenizer.json'), 'utf8');
    assert.deepEqual(
      JSON.parse(copied),
      JSON.parse(await readFile(path.join(folder(), 'model', 'source_tokenizer.json'), 'utf8')),
    );
  });

  it('refuses pairs that do not fit', async () => {
    const trained = async (changes: Partial<WrittenRecipe>, text?: string) =>
      trainToEnd(await openRun(await write(changes, text)));
    await rejectsWithCode(trained({}, `${lines.join('\n')}\nten\n`), 'pairs.ragged', { lines: '1001' });
    await rejectsWithCode(
      trained({ training: { tokens: 2 } }, 'one two three four five\t一二三四五\nsix\t六六六六\n'),
      'pairs.allTooLong',
    );
    const gpt2 = { model_type: 'gpt2', n_layer: 1, n_head: 1, n_embd: 8, n_positions: 16 };
    await rejectsWithCode(trained({ model: gpt2 }), 'recipe.dataForModel', { modelType: 'gpt2' });
    await rejectsWithCode(trained({ tokenizers: undefined, tokenizer: { kind: 'characters' } }), 'recipe.missing');
  });

  it('says what a translator cannot read', async () => {
    await trainToEnd(await openRun(await write({ training: { steps: 10, evaluateEvery: 10 } })));
    const translator = await loadTranslator(path.join(folder(), 'model'), runtime);
    await rejectsWithCode(translator.translate('  '), 'translate.blank');
    await rejectsWithCode(translator.translate('一'.repeat(24)), 'translate.tooLong', { length: 25, limit: 24 });
    const { unknown, source } = await translator.translate('一龘二龘');
    assert.deepEqual(unknown, ['龘']);
    assert.equal(source.length, 5);
    assert.equal((await translator.translate('一')).source.length, 2);
    await translator.close();
  });
});

describe('Training a recurrent language model', function () {
  this.timeout(60_000);
  const folder = useTemporaryFolder();

  it('learns, writes, and goes on bit for bit where it was stopped', async () => {
    const file = path.join(folder(), 'small.underhood.json');
    const small: WrittenRecipe = {
      data: { sample: 'english-stories', characters: 20_000 },
      model: { model_type: 'rnn', embedding_size: 16, hidden_size: 48, max_position_embeddings: 64 },
      tokenizer: { kind: 'characters' },
      training: { batch: 8, tokens: 24, steps: 60, evaluateEvery: 30, learningRate: 0.01, threads: 1 },
      output: 'model',
    };
    await writeFile(file, JSON.stringify(small));
    const run = await openRun(file);
    await trainToEnd(run);
    const { heldOut } = run.curves(10).evaluations;
    assert.ok(heldOut.at(-1)! < 0.8 * heldOut[0], `${heldOut[0]} to ${heldOut.at(-1)}`);
    assert.ok((await run.moment(60)).sample.continuation.length > 0);
    const whole = await weightsOf(folder(), 60);
    const stopped = await openRun(file);
    await stopped.start({ anew: true });
    while (stopped.status.step < 20) await new Promise((resolve) => setTimeout(resolve, 1));
    await stopped.leave();
    await trainToEnd(await openRun(file));
    assert.deepEqual(await weightsOf(folder(), 60), whole);
    const { tokenizer, memory } = await loadRecurrent(path.join(folder(), 'model'), onnxruntimeNode({ threads: 1 }));
    const ids = tokenizer.encode('Once upon a time').map(({ id }) => id);
    const { norms } = await memory(ids);
    assert.equal(norms.length, ids.length);
    assert.ok(norms.every((norm) => norm > 0) && norms.at(-1)! > 10 * norms[0], `${norms}`);
    const other = loadTranslator(path.join(folder(), 'model'), onnxruntimeNode({ threads: 1 }));
    await rejectsWithCode(other, 'model.noTranslator', { modelType: 'rnn' });
  });
});
