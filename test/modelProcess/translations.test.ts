import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { CancellationToken, CancellationTokenSource } from 'vscode-jsonrpc';
import { onnxruntimeNode } from '../../src/engine/runtimes/onnxruntimeNode.node.ts';
import { Captures } from '../../src/modelProcess/captures.ts';
import { Translations } from '../../src/modelProcess/translations.ts';
import { attentionKinds, systemKinds, type TranslationRun } from '../../src/protocol/translation.ts';
import { loadSystem } from '../../src/translation/loadedSystem.node.ts';
import { loadTranslator } from '../../src/translation/loadedTranslator.node.ts';
import { rejectsWithCode } from '../checkpoint/rejection.ts';
import { useTemporaryFolder } from '../checkpoint/temporaryFolder.ts';
import { readTensors } from '../models/goldenCases.ts';
import { systemConfigs, writeSystem } from '../translation/systemFolders.ts';

const native = onnxruntimeNode({ threads: 1 });
const runtime = { name: 'onnxruntime-node', version: '0', device: 'cpu', threads: 1 };
const none = CancellationToken.None;
const tiny = path.join(import.meta.dirname, '../fixtures/tinyGpt2');
/** Handlers may answer at once. */
const refused = (ask: () => unknown, code: Parameters<typeof rejectsWithCode>[1]) =>
  rejectsWithCode((async () => ask())(), code);

describe('translating in the model process', () => {
  const folder = useTemporaryFolder();
  let translations: Translations;
  const folderOf = (kind: string) => path.join(folder(), kind);

  beforeEach(async () => {
    translations = new Translations(async (opened) => ({ system: await loadSystem(opened, native), runtime }));
    for (const kind of systemKinds) {
      await mkdir(folderOf(kind));
      await writeSystem(folderOf(kind), kind);
    }
  });
  afterEach(() => translations.close());

  async function translate(
    text: string,
    beams: 1 | 4 = 1,
    folders = systemKinds.map(folderOf),
  ): Promise<TranslationRun> {
    return translations.translate({ runId: `${text} ${beams}`, text, folders, beams }, none);
  }

  it('gives a source to every system, and tells what each wrote and how', async () => {
    for (const beams of [1, 4] as const) {
      const run = await translate('  我爱你\n', beams);
      assert.deepEqual(
        run.systems.map(({ summary }) => summary?.kind),
        systemKinds,
      );
      assert.deepEqual(
        run.tokens.map(({ start, end }) => run.text.slice(start, end)),
        ['我', '爱', '你'],
      );
      for (const { folder, source, written, summary, error, unknown } of run.systems) {
        assert.equal(error, undefined);
        assert.deepEqual(unknown, []);
        if (summary?.kind === 'rnn') {
          assert.equal(written, undefined);
          continue;
        }
        assert.deepEqual(
          source.map(({ start, end }) => run.text.slice(start, end)),
          ['我', '爱', '你', ''],
        );
        const alone = await loadTranslator(folder, native);
        const direct = await alone.translate('我爱你', beams);
        await alone.close();
        assert.equal(written!.text, direct.text);
        assert.deepEqual(
          written!.target.map(({ id }) => id),
          direct.target.map(({ id }) => id),
        );
        assert.deepEqual(written!.finished[0].tokens, direct.search.best.tokens);
        const spelled = new Map(written!.vocabulary.map(({ id, spelling }) => [id, spelling]));
        for (const { texts } of written!.steps) {
          assert.ok(texts.length >= 1 && texts.length <= beams);
          for (const { tokens, candidates } of texts)
            for (const id of [...tokens, ...candidates.map(({ id }) => id)]) assert.ok(spelled.has(id), `${id}`);
        }
        assert.equal(written!.alignment === undefined, summary?.kind === 'sequenceToSequence');
        const { layer = 0, data = new Float32Array() } = written!.alignment ?? {};
        const last = direct.alignment.layers.at(-1);
        assert.equal(layer, Math.max(0, direct.alignment.layers.length - 1));
        const [size, heads] = [source.length * written!.target.length, summary!.heads];
        data.forEach((weight, i) => {
          let mean = 0;
          for (let head = 0; head < heads; head++) mean += last![head * size + i] / heads;
          assert.ok(Math.abs(weight - mean) < 1e-6);
        });
      }
    }
  });

  it('shows each kind of attention that there is, and refuses the others', async () => {
    const { runId, systems } = await translate('我爱你');
    for (const [system, { summary, source, written }] of systems.entries()) {
      for (const kind of attentionKinds) {
        const address = { runId, system, kind };
        const isThere = summary?.kind === 'transformer' || (summary?.kind === 'additive' && kind === 'cross');
        if (!isThere) {
          await refused(() => translations.kindThumbnails(address, none), 'page.badRequest');
          continue;
        }
        const found = await translations.kindThumbnails(address, none);
        const { layers, heads, rows, columns, height, width, data } = found;
        const [s, t] = [source.length, written!.target.length];
        assert.deepEqual([rows, columns], { encoder: [s, s], decoder: [t, t], cross: [t, s] }[kind]);
        assert.deepEqual([height, width], [rows, columns]);
        assert.deepEqual(
          [layers, heads],
          kind === 'encoder' ? [summary!.encoderLayers, summary!.encoderHeads] : [summary!.layers, summary!.heads],
        );
        for (let layer = 0; layer < layers; layer++) {
          for (let head = 0; head < heads; head++) {
            const { data: weights } = await translations.kindHead({ ...address, layer, head }, none);
            const small = data.subarray((layer * heads + head) * rows * columns);
            weights.forEach((weight, i) => void assert.equal(small[i], Math.round(weight * 255)));
            for (let row = 0; row < rows; row++) {
              const own = weights.subarray(row * columns, (row + 1) * columns);
              assert.ok(Math.abs(own.reduce((sum, weight) => sum + weight, 0) - 1) < 1e-5);
              if (kind === 'decoder') own.subarray(row + 1).forEach((weight) => void assert.equal(weight, 0));
            }
          }
        }
        await refused(() => translations.kindHead({ ...address, layer: layers, head: 0 }, none), 'page.badRequest');
      }
    }
  });

  it('unrolls what is recurrent, and tells what is left of each token at the end', async () => {
    const { runId, systems } = await translate('我爱你');
    for (const [system, { folder, summary, source, written }] of systems.entries()) {
      if (summary?.kind === 'transformer') {
        await refused(() => translations.recurrence({ runId, system }, none), 'page.badRequest');
        continue;
      }
      const found = await translations.recurrence({ runId, system }, none);
      assert.equal(found.states.length, source.length * found.hiddenSize);
      assert.equal(found.memory.length, source.length);
      assert.ok(found.memory.every((norm) => norm > 0));
      if (summary?.kind === 'rnn') continue;
      const alone = await loadTranslator(folder, native);
      const [from, to] = [source, written!.target].map((tokens) => tokens.map(({ id }) => id));
      const { hooks } = await alone.activations(from, to, ['encoder.hook_state', 'hook_state']);
      await alone.close();
      for (const [own, other] of [
        [found.states, hooks['encoder.hook_state'].data as Float32Array],
        [found.written!, hooks.hook_state.data as Float32Array],
      ]) {
        assert.equal(own.length, other.length);
        own.forEach((value, i) => void assert.ok(Math.abs(value - other[i]) < 1e-5, `${i}: ${value}, ${other[i]}`));
      }
    }
  });

  it('is written to a file, with what each system computed', async () => {
    const folders = [...systemKinds.map(folderOf), folderOf('nowhere')];
    const { runId, systems } = await translate('我爱你', 1, folders);
    const captures = new Captures((asked) => translations.captured(asked)!);
    const file = path.join(folder(), 'out.safetensors');
    const written = async (which: 'view' | 'all') => {
      await captures.writeActivations({ runId, which, path: file, metadata: {} }, none);
      return readTensors(file);
    };
    const all = await written('all');
    for (const [index, { folder: own, summary, source, written }] of systems.slice(0, -1).entries()) {
      const [from, to] = [source, written?.target].map((tokens) => tokens?.map(({ id }) => id));
      assert.deepEqual([...all.get(`systems.${index}.source_ids`)!.data].map(Number), from);
      if (summary?.kind === 'rnn') {
        const { states, memory } = await translations.recurrence({ runId, system: index }, none);
        assert.deepEqual(all.get(`systems.${index}.hook_state`)!.data, states);
        assert.deepEqual(all.get(`systems.${index}.memory`)!.data, memory);
        continue;
      }
      assert.deepEqual([...all.get(`systems.${index}.target_ids`)!.data].map(Number), to);
      const alone = await loadTranslator(own, native);
      const { hookNames } = alone.inference;
      const { hooks, logits } = await alone.activations(from!, to!, hookNames);
      await alone.close();
      for (const [name, { data, shape }] of Object.entries({ ...hooks, logits })) {
        const found = all.get(`systems.${index}.${name}`)!;
        assert.deepEqual(found.shape, shape, name);
        assert.deepEqual(found.data, data, name);
      }
    }
    assert.ok(![...all.keys()].some((name) => name.startsWith(`systems.${systems.length - 1}.`)));
    const names = [...(await written('view')).keys()];
    assert.ok(names.includes('systems.3.blocks.0.cross_attn.hook_pattern') && names.includes('systems.1.hook_state'));
    assert.ok(!names.some((name) => name.includes('mlp')));
    assert.equal(translations.captured('another'), undefined);
  });

  it('takes what is hardly a source, and says what is none', async () => {
    const [, ...translators] = (await translate('我')).systems;
    for (const { source, written } of translators) {
      assert.equal(source.length, 2);
      assert.ok(written!.target.length > 0);
    }
    await refused(() => translate(' \n'), 'translate.blank');
    await refused(() => translate('我爱你', 1, []), 'translate.noSystem');
    await refused(() => translate('我'.repeat(13)), 'model.tooLong');
    const absent = folderOf(path.join('models--owner--absent', 'snapshots', '0123abc'));
    const { systems } = await translate('我恨你，', 1, [tiny, ...systemKinds.map(folderOf), absent]);
    assert.equal(systems[0].error?.code, 'model.noTranslator');
    assert.equal(systems.at(-1)?.error?.code, 'checkpoint.folderMissing');
    assert.equal(systems.at(-1)?.name, 'owner/absent', 'as the list of models names it');
    for (const { unknown, error } of systems.slice(2, -1)) {
      assert.equal(error, undefined);
      assert.deepEqual(unknown, ['恨']);
    }
    // The language model reads one more: it needs no end.
    const long = await translate('我'.repeat(systemConfigs.rnn.max_position_embeddings));
    assert.deepEqual(
      long.systems.map(({ error }) => error?.code),
      [undefined, 'translate.tooLong', 'translate.tooLong', 'translate.tooLong'],
    );
  });

  it('keeps two runs, and stops where nobody wants it any more', async () => {
    const [first] = [await translate('我'), await translate('爱'), await translate('你')];
    await refused(
      () => translations.kindThumbnails({ runId: first.runId, system: 3, kind: 'cross' }, none),
      'process.runForgotten',
    );
    const source = new CancellationTokenSource();
    const folders = systemKinds.map(folderOf);
    const cancelled = translations.translate({ runId: 'cancelled', text: '我爱你', folders, beams: 4 }, source.token);
    setImmediate(() => source.cancel());
    await refused(() => cancelled, 'cancelled');
    assert.equal((await translate('我')).text, '我');
  });
});
