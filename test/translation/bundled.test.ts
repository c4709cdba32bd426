import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { onnxruntimeNode } from '../../src/engine/runtimes/onnxruntimeNode.node.ts';
import { bareText } from '../../src/training/pairs/pairText.ts';
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
      for (const text of ['我爱你。', '我爱你']) {
        assert.ok(isSameText((await model.translate(text)).text, 'I love you'), text);
      }
      const right = { marked: 0, bare: 0 };
      for (const { source, accepted } of everydaySentences) {
        const { text } = await model.translate(source);
        const { text: bare } = await model.translate(bareText(source));
        const isRight = (written: string) => accepted.some((reference) => isSameText(reference, written));
        const row = `| ${source} | ${text} | ${isRight(text) ? 'yes' : 'no'} | ${bare} |`;
        assert.ok(card.includes(row), `the card does not say ${row}`);
        if (isRight(text)) right.marked++;
        if (isRight(bare)) right.bare++;
      }
      await model.close();
      assert.ok(right.bare >= 0.9 * everydaySentences.length, `${right.bare} without a mark`);
      assert.ok(card.includes(`${right.marked} of ${everydaySentences.length} are right`));
      assert.ok(card.includes(`and ${right.bare} where the source lacks the mark`));
    });
  }
});
