import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { TrainingStatus } from '../../../src/protocol/training.ts';
import { type PreparedData, prepareData } from '../../../src/training/data/prepare.node.ts';
import { parseRecipe, type WrittenRecipe } from '../../../src/training/recipe/recipe.ts';
import { useTemporaryFolder } from '../../checkpoint/temporaryFolder.ts';

describe('prepareData', () => {
  const folder = useTemporaryFolder();
  const opened: PreparedData[] = [];
  afterEach(() => {
    for (const data of opened.splice(0)) data.close();
  });

  const told: NonNullable<TrainingStatus['preparing']>[] = [];
  async function prepare(changes: Partial<WrittenRecipe>, isCancelled = () => false): Promise<PreparedData> {
    const model = { model_type: 'gpt2', n_positions: 16 };
    const base = { model, tokenizer: { kind: 'characters' }, training: { tokens: 16 }, output: 'out' };
    const work = path.join(folder(), 'out');
    await mkdir(work, { recursive: true });
    const recipe = parseRecipe({ ...base, ...changes });
    const onProgress = (progress: (typeof told)[number]) => told.push(progress);
    const data = await prepareData(recipe, folder(), work, { work, onProgress, isCancelled });
    opened.push(data);
    return data;
  }

  const textOf = ({ tokenizer }: PreparedData, ids: ArrayLike<number>) =>
    Array.from(ids, (id) => tokenizer.tokenizer.spellingOf(id)).join('');

  it('never trains on what is held out, nor knows its characters', async () => {
    await writeFile(path.join(folder(), 'a.txt'), `${'abcd\n'.repeat(180)}${'wxyz\n'.repeat(20)}`);
    const data = await prepare({ data: { files: ['a.txt'] } });
    const training = textOf(data, data.training.read(0, 10_000));
    const [{ tokens }] = data.heldOut;
    assert.equal(training, `<|endoftext|>${'abcd\n'.repeat(180)}<|endoftext|>`);
    assert.equal(
      textOf(data, tokens.read(0, 10_000)),
      `<|endoftext|>${'[UNK][UNK][UNK][UNK]\n'.repeat(20)}<|endoftext|>`,
    );
    assert.equal(data.characters, 900);
    assert.ok(data.heldOutText.startsWith('wxyz'));
  });

  it('gives the same ids for long words and texts without line breaks, whatever pieces they are read in', async () => {
    const text = Array.from({ length: 30_000 }, (_, i) => `word${i % 97}${i % 13 === 0 ? '。你好😀' : ' '}`).join('');
    await writeFile(path.join(folder(), 'long.txt'), text);
    const data = await prepare({ data: { files: ['long.txt'] }, tokenizer: { kind: 'bpe', vocabularySize: 400 } });
    const bytes: number[] = [];
    const all = data.training.read(0, data.training.length);
    for (let i = 0; i < all.length; i++) bytes.push(...data.tokenizer.tokenizer.bytesOf(all[i]));
    const read = new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes));
    assert.ok(text.startsWith(read) && read.length > 0.85 * text.length);
    assert.equal(data.counts.occurring.length <= 400, true);
  });

  it('says what is wrong with texts that cannot be trained on', async () => {
    const refuses = (text: string, code: string) => assert.rejects(prepare({ data: { text } }), { code });
    await refuses('', 'data.blank');
    await refuses(' \n\t ', 'data.blank');
    await refuses('a'.repeat(1000), 'data.oneCharacter');
    await refuses('too short', 'data.shorterThanContext');
    await writeFile(path.join(folder(), 'empty.txt'), '');
    await assert.rejects(prepare({ data: { files: ['empty.txt'] } }), { code: 'data.blank' });
    await assert.rejects(prepare({ data: { files: ['*.md'] } }), { code: 'data.noFiles' });
  });

  it('warns of little held-out text', async () => {
    const { warnings } = await prepare({ data: { text: 'abcd '.repeat(24) } });
    assert.deepEqual(
      warnings.map(({ code }) => code),
      ['data.littleHeldOut'],
    );
  });

  it('tells how far it is, and ends when it is cancelled', async () => {
    told.splice(0);
    await prepare({ data: { sample: 'arithmetic', characters: 20_000 } });
    assert.deepEqual([...new Set(told.map(({ part }) => part))], ['reading', 'tokenizer', 'tokens']);
    let asked = 0;
    const cancelled = prepare({ data: { sample: 'arithmetic', characters: 20_000 } }, () => ++asked > 3);
    await assert.rejects(cancelled, { code: 'cancelled' });
  });
});
