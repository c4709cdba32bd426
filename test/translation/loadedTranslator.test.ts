import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readCheckpoint } from '../../src/checkpoint/huggingFaceFolder.node.ts';
import { writeCheckpoint } from '../../src/checkpoint/writeFolder.node.ts';
import { onnxruntimeNode } from '../../src/engine/runtimes/onnxruntimeNode.node.ts';
import { sizeOf } from '../../src/engine/shape.ts';
import { translatorOf } from '../../src/models/families.ts';
import { Random } from '../../src/random.ts';
import { loadTranslator } from '../../src/translation/loadedTranslator.node.ts';
import { rejectsWithCode } from '../checkpoint/rejection.ts';
import { useTemporaryFolder } from '../checkpoint/temporaryFolder.ts';
import expected from '../fixtures/sentencepiece/expected.json' with { type: 'json' };
import vocab from '../fixtures/sentencepiece/vocab.json' with { type: 'json' };
import { openRun, trainToEnd } from '../training/run/smallRun.ts';

const root = path.join(import.meta.dirname, '../..');
const fixtures = path.join(root, 'test/fixtures/sentencepiece');
const size = Object.keys(vocab).length;
const config = {
  ...{ model_type: 'marian', vocab_size: size, d_model: 16, encoder_layers: 1, decoder_layers: 2 },
  ...{ encoder_attention_heads: 2, decoder_attention_heads: 2, encoder_ffn_dim: 16, decoder_ffn_dim: 16 },
  ...{ activation_function: 'swish', scale_embedding: true, max_position_embeddings: 40 },
  ...{ eos_token_id: vocab['</s>'], pad_token_id: vocab['<pad>'], decoder_start_token_id: vocab['<pad>'] },
};

describe('A published Marian folder', () => {
  const folder = useTemporaryFolder();
  const inFolder = (name: string) => path.join(folder(), name);
  const runtime = onnxruntimeNode({ threads: 1 });
  beforeEach(async () => {
    const random = new Random(5);
    const architecture = translatorOf(config);
    const tensors = architecture.family.parameters(architecture.config).map(({ name, shape }) => {
      return [name, { shape, data: Float32Array.from({ length: sizeOf(shape) }, () => 0.4 * random.normal()) }];
    });
    await writeCheckpoint(folder(), { config, tensors: Object.fromEntries(tensors) }, 'f32');
    for (const name of ['source.spm', 'target.spm', 'vocab.json'])
      await copyFile(path.join(fixtures, name), path.join(folder(), name));
  });

  it('translates with its SentencePiece models, and says what it looked at', async () => {
    const model = await loadTranslator(folder(), runtime);
    const halved = Object.assign(Object.create(model) as typeof model, {
      tokenizers: { ...model.tokenizers, target: { ...model.tokenizers.target, bytesOf: () => Uint8Array.of(0xe4) } },
    });
    assert.equal(halved.textOf([7]), '\\xe4', 'a byte that is no character is shown as one');
    for (const beams of [1, 4]) {
      const { source, target, alignment, search, unknown } = await model.translate('I love you.', beams);
      const reference = expected.find(({ text }) => text === 'I love you.')!;
      assert.deepEqual(
        source.map(({ id }) => id),
        reference.ids,
      );
      assert.deepEqual(unknown, ['.']);
      assert.equal(alignment.layers.length, 2);
      for (const pattern of alignment.layers) {
        assert.equal(pattern.length, 2 * target.length * source.length);
        const sum = pattern.reduce((total, weight) => total + weight, 0);
        assert.ok(Math.abs(sum - 2 * target.length) < 1e-3, `${sum}`);
      }
      assert.deepEqual(
        search.best.tokens,
        target.map(({ id }) => id),
      );
      assert.ok(search.steps.length >= target.length);
    }
    await model.close();
  });

  it('never writes what generation_config.json forbids, and ends where it says', async () => {
    const free = await loadTranslator(folder(), runtime);
    const { target } = await free.translate('I love you.');
    await free.close();
    const forbidden = target[0].id;
    const rules = { bad_words_ids: [[forbidden]], forced_eos_token_id: vocab['</s>'] };
    await writeFile(path.join(folder(), 'generation_config.json'), JSON.stringify(rules));
    const bound = await loadTranslator(folder(), runtime);
    const { target: other, isEnded } = await bound.translate('I love you.');
    assert.ok(isEnded && other.every(({ id }) => id !== forbidden));
    await bound.close();
  });

  it('is trained further with its own tokens, and what it says of itself goes along', async () => {
    const rules = { bad_words_ids: [[vocab['<pad>']]], forced_eos_token_id: vocab['</s>'] };
    const besides = { 'generation_config.json': rules, 'tokenizer_config.json': { source_lang: 'eng' } };
    for (const [name, json] of Object.entries(besides)) await writeFile(inFolder(name), JSON.stringify(json));
    // A published model may end its texts with any token.
    const end = 7;
    await writeFile(inFolder('config.json'), JSON.stringify({ ...config, eos_token_id: end }));
    await writeFile(inFolder('pairs.tsv'), 'I love you.\tI love you.\nlove\tlove\n你\t你\n'.repeat(4));
    const training = { batch: 2, tokens: 16, steps: 2, evaluateEvery: 2, threads: 1 };
    const recipe = { data: { pairs: 'pairs.tsv', columns: [1, 2] }, from: '.', training, output: 'tuned' };
    await writeFile(inFolder('further.underhood.json'), JSON.stringify(recipe));
    const run = await openRun(inFolder('further.underhood.json'));
    await trainToEnd(run);
    const { probe, probeSource } = run.summary.prepared!;
    assert.deepEqual([probeSource!.at(-1)!.id, probe[0].id], [end, vocab['<pad>']]);
    for (const name of [...Object.keys(besides), 'source.spm', 'target.spm', 'vocab.json']) {
      const [before, after] = [await readFile(inFolder(name)), await readFile(inFolder(path.join('tuned', name)))];
      if (name.endsWith('.spm')) assert.deepEqual(after, before);
      else assert.deepEqual(JSON.parse(after.toString()), JSON.parse(before.toString()), name);
    }
    const tuned = await loadTranslator(inFolder('tuned'), runtime);
    assert.equal((await tuned.translate('I love you.')).source.at(-1)!.id, end);
    await tuned.close();
  });

  it('is refused with a sentence where something is missing', async () => {
    await rm(path.join(folder(), 'vocab.json'));
    await rejectsWithCode(loadTranslator(folder(), runtime), 'tokenizer.pairMissing');
    await rm(path.join(folder(), 'model.safetensors'));
    await writeFile(path.join(folder(), 'pytorch_model.bin'), 'pickle');
    await rejectsWithCode(readCheckpoint(folder()), 'checkpoint.pickledOnly', { autoModel: 'AutoModelForSeq2SeqLM' });
  });

  it('can be asked from the command line', () => {
    const run = (...options: string[]) => {
      const command = ['--import', 'tsx', 'src/cli/translate.ts', '--model', folder(), ...options];
      const env = { ...process.env, LC_ALL: 'en' };
      return spawnSync(process.execPath, command, { cwd: root, encoding: 'utf8', env });
    };
    const { status, stdout, stderr } = run('--text', '我爱龘', '--beams', '4', '--json');
    assert.equal(status, 0, stderr);
    const report = JSON.parse(stdout);
    assert.deepEqual(report.unknown, ['龘']);
    assert.equal(report.alignment.layers[0].length, 2 * report.target.length * report.source.length);
    assert.match(stderr, /never seen these characters.*龘/);
    const refused = run('--text', '');
    assert.equal(refused.status, 1);
    assert.match(refused.stderr, /nothing to translate/);
    assert.match(run('--text', 'x', '--beams', '0').stderr, /whole number from 1/);
  });
});
