import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { onnxruntimeNode } from '../../../src/engine/runtimes/onnxruntimeNode.node.ts';
import { loadModel } from '../../../src/models/loaded/loadedModel.node.ts';
import { cardSamples } from '../../../src/training/bundled/cardSamples.node.ts';
import { readBundledCorpora } from '../../../src/training/bundled/corpus.node.ts';
import { parseLanguageQuality } from '../../../src/training/bundled/languageQuality.ts';
import { measureModel } from '../../../src/training/bundled/measureModel.node.ts';
import { quotedSample } from '../../../src/training/bundled/modelCard.ts';

const root = path.join(import.meta.dirname, '../../..');
const folder = path.join(root, 'media/models/underhood-small');
const corpora = path.join(root, '../shared/data/corpora');
const card = readFileSync(path.join(folder, 'README.md'), 'utf8');

/** The rows of the card's table of quality. */
const rows = [...card.matchAll(/^\| ([a-z-]+) \| ([\d,]+) \| ([\d,]+) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|$/gm)].map(
  ([, corpus, , heldOut, ...bits]) => {
    const [model, ngram, xz] = bits.map(Number);
    return { corpus, bytes: Number(heldOut.replaceAll(',', '')), model, ngram, xz };
  },
);

describe('The bundled model', () => {
  const runtime = onnxruntimeNode({ threads: 1 });

  it('is a GPT-2 of at most 8 MB, in F16, with at most 4,096 tokens', async () => {
    const sizes = readdirSync(folder).map((file) => statSync(path.join(folder, file)).size);
    assert.ok(sizes.reduce((sum, size) => sum + size, 0) <= 8e6);
    const model = await loadModel(folder, runtime);
    const { precision, vocabularySize, parameters } = model.summary;
    const { model_type } = JSON.parse(readFileSync(path.join(folder, 'config.json'), 'utf8'));
    assert.deepEqual([model_type, precision], ['gpt2', 'F16']);
    assert.ok(vocabularySize <= 4096);
    assert.ok(card.includes(`${parameters.toLocaleString('en')} parameters stored as F16`));
    await model.close();
  });

  it('beats an n-gram model and xz on each corpus, and its card says the same as its data', () => {
    assert.equal(rows.length, 4);
    for (const { model, ngram, xz } of rows) assert.ok(model < ngram && model < xz);
    const quality = parseLanguageQuality(JSON.parse(readFileSync(path.join(folder, 'quality.json'), 'utf8')));
    assert.deepEqual(
      quality?.heldOut.map(({ corpus, bytes, bitsPerByte }) => [corpus, bytes, bitsPerByte.toFixed(3)]),
      rows.map(({ corpus, bytes, model }) => [corpus, bytes, model.toFixed(3)]),
    );
  });

  it('writes what its card says', async () => {
    const model = await loadModel(folder, runtime);
    for (const sample of await cardSamples(model)) {
      assert.ok(card.includes(`\n${quotedSample(sample)}\n`), `the card does not say ${JSON.stringify(sample)}`);
    }
    await model.close();
  });

  it('is as good on held-out poems as its card says', async function () {
    this.timeout(60_000);
    if (!existsSync(corpora)) {
      console.log('      skipped: ../shared/data/corpora is absent');
      this.skip();
    }
    const model = await loadModel(folder, runtime);
    const poems = readBundledCorpora(corpora, 1).filter(({ name }) => name === 'chinese-poems');
    const [measured] = await measureModel(folder, model.tokenizer, poems, runtime);
    await model.close();
    const said = rows.find(({ corpus }) => corpus === 'chinese-poems')!;
    assert.equal(measured.heldOutBytes, said.bytes);
    for (const way of ['model', 'ngram', 'xz'] as const) {
      assert.ok(
        Math.abs(measured[way] - said[way]) < 0.002,
        `${way}: ${measured[way]}, but the card says ${said[way]}`,
      );
    }
  });
});
