import assert from 'node:assert/strict';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { encodeSafetensors } from '../../src/checkpoint/safetensors.ts';
import { replaceFile } from '../../src/checkpoint/syncedFiles.node.ts';
import { UnderhoodError } from '../../src/errors.ts';
import { readFacts } from '../../src/shelf/modelFacts.node.ts';
import { useTemporaryFolder } from '../checkpoint/temporaryFolder.ts';
import { root } from '../harness/paths.ts';

const bundled = (name: string) => path.join(root, 'media/models', name);
const tiny = path.join(root, 'test/fixtures/tinyGpt2');

describe('what a model folder says of itself', () => {
  const folder = useTemporaryFolder();

  it('counts parameters as one does by hand', async () => {
    const [vocabulary, positions, width, layers] = [300, 256, 32, 2];
    // A block has 12 C² weights and 13 C biases and gains; the last norm 2 C.
    const parameters = (vocabulary + positions) * width + layers * (12 * width ** 2 + 13 * width) + 2 * width;
    const facts = await readFacts(tiny);
    assert.deepEqual(
      [facts.parameters, facts.bytes, facts.precision, facts.contextLength, facts.family, facts.kind],
      [parameters, 2 * parameters, 'F16', positions, 'gpt2', 'transformer'],
    );
    assert.equal(facts.measured, undefined);
  });

  it('has the figures of the card of the bundled model', async () => {
    const facts = await readFacts(bundled('underhood-small'));
    assert.deepEqual([facts.parameters, facts.precision], [2_615_424, 'F16']);
    assert.ok(facts.measured?.by === 'bits');
    assert.equal(facts.measured.bytes, 45_606 + 44_361 + 39_271 + 15_036);
    // Of the card's table, whose figures have three decimals.
    const bits = 45_606 * 1.405 + 44_361 * 1.656 + 39_271 * 1.845 + 15_036 * 2.729;
    assert.ok(Math.abs(facts.measured.bitsPerByte - bits / facts.measured.bytes) < 0.0005);
  });

  for (const name of ['rnn', 'attention', 'transformer']) {
    it(`tells how well the bundled translator translates: ${name}`, async () => {
      const facts = await readFacts(bundled(`underhood-zh-en-${name}`));
      assert.equal(facts.kind, 'translator');
      assert.ok(facts.measured?.by === 'chrf' && facts.measured.chrf > 0 && facts.measured.sentences > 0);
    });
  }

  it('takes the lowest held-out loss from the newest checkpoint of the run', async () => {
    await cp(tiny, folder(), { recursive: true });
    const state = (step: number, best: object | undefined) =>
      writeState(path.join(folder(), 'checkpoints', `step-${String(step).padStart(6, '0')}`), { step, best });
    await state(50, { step: 50, loss: 3.5 });
    await state(150, { step: 100, loss: 2.25 });
    assert.deepEqual((await readFacts(folder())).measured, { by: 'loss', nats: 2.25, step: 100 });
  });

  it('says nothing of a loss where the run measured none, or its state is spoiled', async () => {
    await cp(tiny, folder(), { recursive: true });
    const checkpoint = path.join(folder(), 'checkpoints', 'step-000010');
    for (const best of [undefined, { step: 1, loss: 'x' }, { step: -1, loss: 1 }]) {
      await writeState(checkpoint, { step: 10, best });
      assert.equal((await readFacts(folder())).measured, undefined);
    }
    await writeFile(path.join(checkpoint, 'trainer_state.safetensors'), 'no header');
    assert.equal((await readFacts(folder())).measured, undefined);
  });

  it('has a reason for what cannot be opened', async () => {
    const fails = (code: string) =>
      assert.rejects(readFacts(folder()), (error) => error instanceof UnderhoodError && error.code === code);
    await fails('checkpoint.fileMissing');
    await cp(tiny, folder(), { recursive: true });
    await writeFile(path.join(folder(), 'config.json'), '{"model_type": "mamba"}');
    await fails('model.unknownArchitecture');
    await rm(path.join(folder(), 'model.safetensors'));
    await fails('checkpoint.noWeights');
    await rm(folder(), { recursive: true });
    await fails('checkpoint.folderMissing');
  });
});

/** A checkpoint's state as training writes it, without the moments. */
async function writeState(checkpoint: string, state: object): Promise<void> {
  await mkdir(checkpoint, { recursive: true });
  const metadata = { format: 'pt', state: JSON.stringify(state) };
  await replaceFile(path.join(checkpoint, 'trainer_state.safetensors'), encodeSafetensors({}, metadata));
}
