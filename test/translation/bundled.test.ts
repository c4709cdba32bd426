import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { onnxruntimeNode } from '../../src/engine/runtimes/onnxruntimeNode.node.ts';
import { loadTranslator } from '../../src/translation/loadedTranslator.node.ts';
import { everydaySentences } from '../../src/translation/quality/everydaySentences.ts';
import { parseQuality, qualityFile } from '../../src/translation/quality/measuredQuality.ts';
import { isSameText } from '../../src/translation/quality/quality.ts';

const folder = path.join(import.meta.dirname, '../../media/models');
const names = ['underhood-zh-en-rnn', 'underhood-zh-en-attention', 'underhood-zh-en-transformer'];

describe('The bundled translators', () => {
  it('take up at most 6 MB together', () => {
    const bytes = names.flatMap((name) =>
      readdirSync(path.join(folder, name)).map((file) => statSync(path.join(folder, name, file)).size),
    );
    assert.ok(bytes.reduce((sum, size) => sum + size, 0) <= 6e6);
  });

  it('forget long sentences less with attention, and are no worse without recurrence', () => {
    const [rnn, attention, transformer] = names.map(
      (name) => parseQuality(JSON.parse(readFileSync(path.join(folder, name, qualityFile), 'utf8')))!,
    );
    assert.ok(attention.long.chrf > rnn.long.chrf);
    assert.ok(transformer.all.chrf >= attention.all.chrf && transformer.minutes <= attention.minutes);
    for (const { everyday } of [rnn, attention, transformer]) assert.ok(everyday.right >= 0.9 * everyday.of);
  });

  for (const name of names) {
    it(`have the same figures in the card and in its data: ${name}`, () => {
      const card = readFileSync(path.join(folder, name, 'README.md'), 'utf8');
      const quality = parseQuality(JSON.parse(readFileSync(path.join(folder, name, qualityFile), 'utf8')));
      assert.ok(quality);
      const figures = [...card.matchAll(/^\| (?:\d+ to \d+|17 and more|more than 12|all) \| (.+) \|$/gm)].map(
        ([, row]) => row,
      );
      const rows = [...quality.bands, quality.long, quality.all].map(({ sentences, chrf, exact }) => {
        return `${sentences.toLocaleString('en')} | ${chrf.toFixed(1)} | ${(100 * exact).toFixed(1)} %`;
      });
      assert.deepEqual(figures, rows);
      assert.ok(card.includes(`${quality.everyday.right} of ${quality.everyday.of} are right`));
    });

    it(`translate everyday sentences as the card says: ${name}`, async () => {
      const card = readFileSync(path.join(folder, name, 'README.md'), 'utf8');
      const model = await loadTranslator(path.join(folder, name), onnxruntimeNode({ threads: 1 }));
      assert.ok(isSameText((await model.translate('我爱你。')).text, 'I love you'));
      let right = 0;
      for (const { source, accepted } of everydaySentences) {
        const { text } = await model.translate(source);
        assert.ok(card.includes(`| ${source} | ${text} |`), `${source} becomes ${text}, which the card does not say`);
        if (accepted.some((reference) => isSameText(reference, text))) right++;
      }
      await model.close();
      assert.ok(card.includes(`${right} of ${everydaySentences.length} are right`));
    });
  }
});
