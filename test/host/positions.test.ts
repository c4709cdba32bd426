import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { fromHalf } from '../../src/checkpoint/halfPrecision.ts';
import { parseHeader, prefixLength } from '../../src/checkpoint/safetensors.ts';
import type { TestedParts } from '../../src/extension.ts';
import { positionsStart } from '../../src/protocol/positionsPage.ts';
import { activated, closeEverything, openText, select, setting, until } from './extension.ts';

const chinese = '小狗喜欢小猫，小猫也喜欢小狗。';
const story = 'Once upon a time the dog saw the cat, and the cat saw the dog.';
const text = `${story}\n\n${chinese}\n`;

describe('positional encodings', () => {
  let parts: TestedParts;
  let editor: vscode.TextEditor;

  const page = () => {
    assert.ok(parts.positions.page, 'a page is open');
    return parts.positions.page;
  };
  const run = () => {
    const { run } = page().state;
    assert.ok(run, 'there is a run');
    return run;
  };
  const show = () => vscode.commands.executeCommand('underhood.showPositions');

  before(async () => {
    parts = await activated();
    await parts.follow.set(false);
  });

  beforeEach(async () => {
    editor = await openText(text);
  });

  afterEach(closeEverything);

  it('places the selection, or else the paragraph around the cursor', async () => {
    await select(editor, chinese);
    await show();
    await until('the page', () => page().isReady);
    assert.deepEqual([run().text, page().state.source?.kind], [chinese, 'selection']);
    assert.deepEqual(run().positions, { kind: 'table', scheme: 'learned', positions: 256, width: 192 });
    await select(editor, '', 3);
    await show();
    assert.deepEqual([run().text, page().state.source?.kind], [story, 'paragraph']);
    assert.deepEqual(page().state.notices, []);
  });

  it('opens without any text, with an example, in the language of the setting', async () => {
    await closeEverything();
    await setting('language', 'zh-cn');
    try {
      await show();
      assert.deepEqual([run().text, page().state.source?.kind], ['狗先追猫，后来猫又追狗。', 'example']);
      assert.equal(page().panel.title, '位置编码');
    } finally {
      await setting('language', undefined);
    }
    editor = await openText('\n\n');
    await show();
    assert.equal(page().state.source?.kind, 'example', 'a blank document is no text either');
    assert.deepEqual(page().state.notices, []);
  });

  it('gives the table of the checkpoint, bit for bit', async () => {
    await show();
    const { data, width } = await parts.process.request('positionTable', { runId: run().runId, from: 0, to: 256 });
    const bytes = fs.readFileSync(path.join(run().model.folder, 'model.safetensors'));
    const end = prefixLength + Number(bytes.readBigUInt64LE(0));
    const { tensors } = parseHeader(bytes.subarray(prefixLength, end), bytes.length, 'model.safetensors');
    const { dtype, offset, length } = tensors.get('transformer.wpe.weight')!;
    assert.deepEqual([dtype, width], ['F16', 192]);
    const halves = new Uint16Array(new Uint8Array(bytes.subarray(offset, offset + length)).buffer);
    assert.deepEqual(data, fromHalf(halves));
  });

  it('answers what the page asks: the plane, scores over distance, displaced tokens, two orders', async () => {
    await select(editor, story);
    await show();
    const { runId } = run();
    const ask = parts.process.request.bind(parts.process);
    const { norms, explained } = await ask('tableGeometry', { runId });
    assert.deepEqual([norms.length, explained[0] > explained[1]], [256, true]);
    assert.equal((await ask('tableSimilarity', { runId, measure: 'cosine' })).positions, 256);
    const { measured, distances } = await ask('falloff', { runId });
    assert.deepEqual([distances, measured.length], [run().tokens.length, 24 * run().tokens.length]);
    const displacement = { kind: 'shuffle', seed: 1 } as const;
    const { next, before, moved } = await ask('displace', { runId, displacement });
    assert.ok(Math.max(...moved) > 0.1);
    assert.notDeepEqual(next, before);
    const head = await ask('displacedHead', { runId, displacement, layer: 0, head: 0 });
    assert.equal(head.pattern.length, run().tokens.length ** 2);
    const { texts, settings } = await ask('compareOrders', { runId, text: '我爱你' });
    assert.deepEqual(texts, ['我爱你', '你爱我']);
    assert.ok(settings[0].difference.every((far) => far < 1e-4));
    await assert.rejects(ask('displace', { runId, displacement: { kind: 'shift', by: 250 } }), {
      code: 'positions.beyondTable',
    });
  });

  it('follows the selection, beside the attention page and not in its way', async () => {
    await select(editor, story);
    await show();
    await parts.follow.set(true);
    await select(editor, chinese);
    await until('the selection to be placed', () => run().text === chinese);
    await parts.follow.set(false);
    await select(editor, 'the dog saw');
    await Promise.all([show(), vscode.commands.executeCommand('underhood.explainAttention')]);
    assert.deepEqual([run().text, parts.attention.page?.state.run?.text], ['the dog saw', 'the dog saw']);
  });

  it('is asked about again after the model process came to an end', async () => {
    await select(editor, story);
    await show();
    const { runId } = run();
    const before = await parts.process.request('displace', { runId, displacement: { kind: 'scale', factor: 0 } });
    const old = parts.process.pid!;
    process.kill(old, 'SIGKILL');
    await until('another process', () => parts.process.pid !== undefined && parts.process.pid !== old);
    const after = await parts.process.request('displace', { runId, displacement: { kind: 'scale', factor: 0 } });
    assert.deepEqual(after, before);
  });

  it('comes back with the same text after its panel was closed', async () => {
    await select(editor, story);
    await show();
    page().panel.dispose();
    assert.equal(parts.positions.page, undefined);
    const panel = vscode.window.createWebviewPanel('underhood.positions', 'restored', vscode.ViewColumn.Two);
    await parts.positions.deserializeWebviewPanel(panel);
    await until('the run', () => page().state.run?.text === story);
    assert.deepEqual(page().state.notices, []);
  });

  it('comes back with its example where there was no text', async () => {
    await closeEverything();
    await show();
    page().panel.dispose();
    await show();
    const { runId } = run();
    await page().restore({ navigation: { ...positionsStart, view: 'covered' } });
    assert.equal(page().state.source?.kind, 'example');
    assert.notEqual(run().runId, runId);
  });
});
