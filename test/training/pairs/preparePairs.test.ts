import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { withoutMarks } from '../../../src/training/pairs/pairText.ts';
import { preparePairs } from '../../../src/training/pairs/preparePairs.node.ts';
import { parseRecipe } from '../../../src/training/recipe/recipe.ts';
import { useTemporaryFolder } from '../../checkpoint/temporaryFolder.ts';

describe('The pairs of a run', () => {
  const folder = useTemporaryFolder();

  it('hold those that are short on both sides as often as the recipe says, and the held-out ones once', async () => {
    const lines = Array.from({ length: 30 }, (_, i) => {
      const name = String.fromCodePoint(0x4e00 + i);
      return i < 20 ? `${name}\ta` : `${name}\tabcd`;
    });
    await writeFile(path.join(folder(), 'pairs.tsv'), lines.join('\n'));
    const prepare = async (short?: { readonly tokens: number; readonly times: number }) => {
      const { data, ...recipe } = parseRecipe({
        data: { pairs: 'pairs.tsv', heldOut: 0.2, ...(short && { short }) },
        model: { model_type: 'rnn_translator' },
        tokenizers: { source: { kind: 'characters' }, target: { kind: 'characters' } },
        training: { tokens: 8 },
        output: 'model',
      });
      assert.ok('pairs' in data);
      return preparePairs({ ...recipe, data }, folder(), undefined, () => false);
    };
    const once = await prepare();
    const isShort = ({ target }: { readonly target: readonly number[] }) => target.length === 2;
    const shortOnes = once.training.filter(isShort).length;
    assert.ok(shortOnes > 0 && shortOnes < once.training.length);
    const often = await prepare({ tokens: 2, times: 3 });
    assert.equal(often.training.filter(isShort).length, 3 * shortOnes);
    assert.equal(often.training.length, once.training.length + 2 * shortOnes);
    assert.deepEqual(often.heldOut, once.heldOut);
    // A source of two tokens, its end included, is not short where its translation is longer.
    assert.deepEqual((await prepare({ tokens: 1, times: 3 })).training, once.training);
  });

  it('come without the marks that end them as well, where the recipe says so', async () => {
    const source = ['走。', '来！！', '谁', '他来了吗？', '停…'];
    const target = ['Go.', 'Come!', 'Who?', 'Has he come?', 'Stop...'];
    const lines = source.map((text, i) => `${text}\t${target[i]}`);
    await writeFile(path.join(folder(), 'pairs.tsv'), lines.join('\n'));
    const { data, ...recipe } = parseRecipe({
      data: { pairs: 'pairs.tsv', heldOut: 0.2, unmarked: true },
      model: { model_type: 'rnn_translator' },
      tokenizers: { source: { kind: 'characters' }, target: { kind: 'characters' } },
      training: { tokens: 20 },
      output: 'model',
    });
    assert.ok('pairs' in data);
    const { training, tokenizers } = await preparePairs({ ...recipe, data }, folder(), undefined, () => false);
    const seen = training.map(({ source }) => source.slice(0, -1).join());
    const idsOf = (text: string) => Array.from(tokenizers.source.encode(text)).join();
    const learned = source.filter((text) => seen.includes(idsOf(text)));
    const bare = learned.flatMap((text) => (text === '谁' ? [] : text.replace(/[。！？…]+$/u, '')));
    assert.deepEqual(seen.toSorted(), [...learned, ...bare].map(idsOf).toSorted());
    assert.equal(withoutMarks({ source: '？', target: 'What?' }), undefined, 'nothing would be left');
    assert.equal(withoutMarks({ source: '谁', target: 'Who?' }), undefined, 'the sides would differ');
  });

  it('are the same from two files, line by line, whatever their encoding, as from two columns of one', async () => {
    const lines = Array.from({ length: 12 }, (_, i) => [String.fromCodePoint(0x4e00 + i), `word ${i}`]);
    const [chinese, english] = [0, 1].map((side) => lines.map((line) => line[side]).join('\n'));
    await writeFile(path.join(folder(), 'pairs.tsv'), lines.map((line) => line.toReversed().join('\t')).join('\n'));
    await writeFile(path.join(folder(), 'zh.txt'), Buffer.from(`\uFEFF${chinese}`, 'utf16le'));
    await writeFile(path.join(folder(), 'en.txt'), english.replaceAll('\n', '\r\n'));
    const digestOf = async (pairs: string | [string, string], columns?: [number, number]) => {
      const { data, ...recipe } = parseRecipe({
        data: { pairs, columns, heldOut: 0.2 },
        model: { model_type: 'rnn_translator' },
        tokenizers: { source: { kind: 'characters' }, target: { kind: 'characters' } },
        training: { tokens: 20 },
        output: 'model',
      });
      assert.ok('pairs' in data);
      return (await preparePairs({ ...recipe, data }, folder(), undefined, () => false)).digest;
    };
    const fromColumns = await digestOf('pairs.tsv', [2, 1]);
    assert.equal(await digestOf(['zh.txt', 'en.txt']), fromColumns);
    assert.notEqual(await digestOf(['en.txt', 'zh.txt']), fromColumns);
  });
});
