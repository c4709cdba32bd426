import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import type { TestedParts } from '../../src/extension.ts';
import { translateStart } from '../../src/protocol/translatePage.ts';
import { attentionKinds } from '../../src/protocol/translation.ts';
import { activated, closeEverything, openText, select, setting, until } from './extension.ts';

const love = '我爱你。';
const text = `${love}\n\nI love you.\n`;

describe('translating', () => {
  let parts: TestedParts;
  let editor: vscode.TextEditor;

  const page = () => {
    assert.ok(parts.translation.page, 'a page is open');
    return parts.translation.page;
  };
  const run = () => {
    const { run } = page().state;
    assert.ok(run, 'there is a run');
    return run;
  };
  const show = () => vscode.commands.executeCommand('underhood.translate');
  const written = () => run().systems.map((system) => system.written?.text);

  before(async () => {
    parts = await activated();
    await parts.follow.set(false);
  });

  beforeEach(async () => {
    editor = await openText(text);
  });

  afterEach(async () => {
    const { systems } = parts;
    await systems.choose(systems.bundled);
    await systems.setBeams(1);
    await closeEverything();
  });

  it('gives the selection, or else the paragraph, to the three bundled systems', async () => {
    await select(editor, love);
    await show();
    await until('the page', () => page().isReady);
    const { source, notices, failures, systems, beams } = page().state;
    assert.deepEqual([source?.kind, notices, failures, beams], ['selection', [], {}, 1]);
    assert.deepEqual(
      run().systems.map(({ summary }) => summary?.kind),
      ['sequenceToSequence', 'additive', 'transformer'],
    );
    assert.deepEqual(written().slice(1), ['I love you.', 'I love you.']);
    assert.deepEqual(
      run().tokens.map(({ start, end }) => love.slice(start, end)),
      ['我', '爱', '你', '。', ''],
    );
    assert.ok(systems.every(({ bundled, isChosen, quality }) => bundled && isChosen && quality?.bands.length === 5));
    await select(editor, '', 1);
    await show();
    assert.deepEqual([run().text, page().state.source?.kind], [love, 'paragraph']);
  });

  it('answers what the page asks of a run, also after the model process came to an end', async () => {
    await select(editor, love);
    await show();
    const { runId, systems } = run();
    const heads = async (kind: (typeof attentionKinds)[number]) =>
      parts.process.request('kindThumbnails', { runId, system: 2, kind });
    for (const kind of attentionKinds) {
      const { rows, columns, data, layers, heads: count } = await heads(kind);
      assert.equal(data.length, layers * count * rows * columns);
    }
    const { memory } = await parts.process.request('recurrence', { runId, system: 0 });
    assert.equal(memory.length, systems[0].source.length);
    const before = await heads('cross');
    const old = parts.process.pid!;
    process.kill(old, 'SIGKILL');
    await until('another process', () => parts.process.pid !== old);
    assert.deepEqual(await heads('cross'), before);
  });

  it('chooses systems and the search, and says in place of a system why it does not translate', async () => {
    await select(editor, love);
    await show();
    const { systems } = parts;
    await systems.choose(systems.bundled.slice(2));
    await systems.setBeams(4);
    await page().runAgain();
    assert.deepEqual([written(), run().beams], [['I love you.'], 4]);
    assert.equal(run().systems[0].written?.steps.at(-1)?.texts.length, 4);
    const small = path.join(path.dirname(systems.bundled[0]), 'underhood-small');
    await page().addSystem(small);
    assert.deepEqual(Object.keys(page().state.failures), ['1']);
    assert.match(page().state.failures[1], /gpt2|llama/);
    assert.equal(written()[0], 'I love you.');
    await systems.remove(small);
    assert.equal(page().state.systems.length, 3);
  });

  it('opens without any text, with an example, in the language of the setting', async () => {
    await closeEverything();
    await setting('language', 'zh-cn');
    try {
      await show();
      assert.deepEqual([run().text, page().state.source?.kind, page().panel.title], [love, 'example', '翻译']);
    } finally {
      await setting('language', undefined);
    }
  });

  it('says what it cannot translate', async () => {
    await select(editor, 'I love you.');
    await show();
    assert.match(page().state.notices[0].text, /trained to translate Chinese/);
    editor = await openText('我'.repeat(500));
    await show();
    await until('a sentence', () => page().state.notices.some(({ severity }) => severity === 'error'));
    assert.match(page().state.notices[0].text, /501/);
    assert.equal(run().text, 'I love you.', 'the last good run stays');
    const folder = parts.systems.bundled[2];
    await assert.rejects(parts.process.open(folder), { code: 'model.translator' });
  });

  it('follows the selection, and comes back after its panel was closed', async () => {
    await select(editor, 'I love you.');
    await show();
    await parts.follow.set(true);
    await select(editor, love);
    await until('the selection to be translated', () => run().text === love);
    await parts.follow.set(false);
    page().panel.dispose();
    assert.equal(parts.translation.page, undefined);
    const panel = vscode.window.createWebviewPanel('underhood.translate', 'restored', vscode.ViewColumn.Two);
    await parts.translation.deserializeWebviewPanel(panel);
    await until('the run', () => page().state.run?.text === love);
    assert.deepEqual(page().state.notices, []);
    await page().restore({ navigation: { ...translateStart, view: 'memory' } });
    assert.equal(page().state.source?.kind, 'example');
  });

  it('measures on this machine how fast both are trained', async () => {
    const { speeds } = parts;
    await speeds.start();
    assert.equal(speeds.speeds?.phase, 'measured', speeds.speeds?.error);
    assert.ok(speeds.speeds?.lengths.every(({ rnn, transformer }) => rnn > 0 && transformer > 0));
  });
});
