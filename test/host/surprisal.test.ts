import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { useModel } from '../../src/commands/chooseModel.ts';
import { writeSurprisal } from '../../src/commands/takeSurprisal.ts';
import type { Painting } from '../../src/editor/surprisal/painting.ts';
import { wholeOf } from '../../src/editor/surprisal/target.ts';
import type { TestedParts } from '../../src/extension.ts';
import { activated, closeEverything, openText, select, selectRange, setting, until } from './extension.ts';

const story = 'Once upon a time there was a little dog.\r\nThe dog had a red ball.';
const chinese = '我前天在深圳坐上了过山车，我至今忘记不了那天。';
const text = `${story}\r\n\r\n${chinese} 😀`;

describe('Paint Surprisal', () => {
  let parts: TestedParts;
  let editor: vscode.TextEditor;

  const paint = () => vscode.commands.executeCommand('underhood.paintSurprisal');
  const clear = () => vscode.commands.executeCommand('underhood.clearSurprisal');
  const painting = (of = editor): Painting => {
    const found = parts.surprisal.of(of.document);
    assert.ok(found, 'the document is painted');
    return found;
  };
  const isPainted = (of = editor) => parts.surprisal.of(of.document) !== undefined;
  const reading = () => {
    const { reading } = painting();
    assert.ok(reading, 'the document was read');
    return reading;
  };
  /** Texts that an editor draws, in order. */
  const drawn = (of = editor) =>
    parts.surprisal
      .drawnIn(of)
      .flat()
      .sort((a, b) => a.start.compareTo(b.start))
      .map((range) => of.document.getText(range));
  const hoverAt = async (needle: string, of = editor): Promise<string> => {
    const position = of.document.positionAt(of.document.getText().indexOf(needle));
    const command = 'vscode.executeHoverProvider';
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(command, of.document.uri, position);
    const contents = hovers
      .flatMap((hover) => hover.contents)
      .map((content) => (content as vscode.MarkdownString).value);
    return contents.join('\n').replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
  };

  before(async () => {
    parts = await activated();
    await parts.follow.set(false);
  });

  beforeEach(async () => {
    editor = await openText(text);
  });

  afterEach(async () => {
    await closeEverything();
    await until('all paintings to be gone', () => parts.surprisal.paintings.length === 0);
  });

  it('paints every character of the document by the bits of the real model', async () => {
    await paint();
    assert.equal(drawn().join(''), text);
    const { tokens, surprisals, model, startToken } = reading();
    assert.ok(model.bundled && startToken);
    assert.ok(surprisals.every((bits) => bits > 0 && bits < 40));
    const bits = surprisals.reduce((sum, own) => sum + own, 0);
    const statistics = painting().legend!.statistics;
    assert.equal(statistics.characters, [...text].length);
    assert.ok(Math.abs(statistics.bitsPerCharacter - bits / [...text].length) < 1e-9);
    assert.ok(Math.abs(Math.log2(statistics.perplexity) - bits / tokens.length) < 1e-9);
  });

  it('says in the hover how likely a token was and what was likelier, and nothing where nothing is painted', async () => {
    assert.equal(await hoverAt('little'), '');
    await paint();
    const hover = await hoverAt('little');
    const { tokens, surprisals, ranks, text: read } = reading();
    const index = tokens.findIndex(({ start, end }) => read.slice(start, end) === ' little');
    assert.ok(index > 0, 'the bundled model knows the word');
    assert.ok(hover.includes(`<code>·little</code>: **${surprisals[index].toPrecision(4)} bits**`), hover);
    assert.ok(hover.includes(`rank ${ranks[index]} of 4,096`), hover);
    const rows = hover.split('\n').filter((line) => /^\| (\*\*)?\d/.test(line));
    assert.ok(rows.length >= 5);
    assert.equal(rows.filter((row) => row.includes('**')).length, 1, 'the token that follows is marked once');
    assert.match(await hoverAt('Once'), /its start token/);
    assert.match(await hoverAt('😀'), /f0/);
  });

  it('shows two numbers and the legend in the status bar', async () => {
    assert.equal(parts.surprisalStatus.text, undefined);
    await paint();
    const { bitsPerCharacter, perplexity } = painting().legend!.statistics;
    const expected = `${bitsPerCharacter.toPrecision(3)} bits/char · perplexity ${perplexity.toPrecision(3)}`;
    assert.equal(parts.surprisalStatus.text, `$(flame) ${expected}`);
    assert.equal(parts.surprisalStatus.legend?.split('\n').filter((line) => line.includes('<span')).length, 8);
    await setting('language', 'zh-cn');
    try {
      await until('Chinese', () => parts.surprisalStatus.text?.includes('困惑度'));
      assert.match(await hoverAt('little'), /概率/);
    } finally {
      await setting('language', undefined);
    }
    await clear();
    assert.equal(parts.surprisalStatus.text, undefined);
  });

  it('offers in a list what can be done, first of all to take it away', async () => {
    await paint();
    const done = vscode.commands.executeCommand('underhood.showSurprisalLegend');
    await until('the first of the list to be taken', () => {
      void vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return !isPainted();
    });
    await done;
  });

  it('lets its numbers be taken along: each token, and what the model computed', async () => {
    await paint();
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'underhood-surprisal-'));
    const fileOf = (extension: string) => path.join(folder, `surprisal.${extension}`);
    const askWhere = async (_: string, extension: string) => vscode.Uri.file(fileOf(extension));
    const taking = { process: parts.process, taking: { version: '0.0.1', askWhere } };
    const found = reading();
    for (const way of ['csv', 'json', 'activationsView'] as const) {
      const { saved } = await writeSurprisal(taking, found, way);
      assert.equal(saved, path.basename(fileOf(way === 'activationsView' ? 'safetensors' : way)));
    }
    const [head, ...lines] = fs.readFileSync(fileOf('csv'), 'utf8').trim().split('\r\n');
    assert.equal(head, '"index","id","token","start","end","bits","rank"');
    assert.equal(lines.length, found.tokens.length);
    const json = JSON.parse(fs.readFileSync(fileOf('json'), 'utf8'));
    assert.equal(json.run.model.folder, undefined);
    assert.match(json.weights, /^[0-9a-f]{64}$/);
    const rows = json.tables[0].rows as { readonly bits: number | string; readonly token: string }[];
    assert.ok(rows.some(({ token }) => token === ' little'));
    rows.forEach(({ bits }, i) => void assert.equal(Math.fround(Number(bits)), found.surprisals[i]));
    assert.ok(fs.statSync(fileOf('safetensors')).size > found.tokens.length * found.model.vocabularySize * 4);
    fs.rmSync(folder, { recursive: true });
  });

  it('paints a selection, and takes it away when asked again', async () => {
    await select(editor, chinese);
    await paint();
    assert.equal(drawn().join(''), chinese);
    assert.equal(await hoverAt('little'), '');
    await select(editor, story);
    await paint();
    assert.equal(drawn().join(''), story, 'another place takes its place');
    await paint();
    assert.ok(!isPainted());
    assert.deepEqual(drawn(), []);
    await paint();
    await selectRange(editor, new vscode.Selection(0, 3, 0, 3));
    await paint();
    assert.ok(!isPainted(), 'without a selection what is painted is meant');
  });

  it('follows edits: keeps what stands before them, and reads no more than it must', async () => {
    await paint();
    const before = reading();
    const at = text.indexOf('ball');
    await editor.edit((edit) => edit.insert(editor.document.positionAt(at), 'and blue '));
    assert.equal(drawn().join(''), text.slice(0, text.indexOf(' ball')), 'what stands behind the edit is outdated');
    await until('the new text to be read', () => reading() !== before);
    assert.equal(reading().text, editor.document.getText());
    assert.equal(drawn().join(''), editor.document.getText());
    assert.ok(reading().reused > 10, `${reading().reused} tokens were known`);
    await vscode.commands.executeCommand('undo');
    await until('the old text to be read', () => reading().text === text);
    assert.deepEqual(reading().tokens, before.tokens);
    reading().surprisals.forEach((bits, index) => {
      assert.ok(Math.abs(bits - before.surprisals[index]) < 1e-3, 'what was reused says the same');
    });
  });

  it('grows with what is typed at the end of the document', async () => {
    await paint();
    await editor.edit((edit) => edit.insert(editor.document.positionAt(text.length), ' The end.'));
    await until('the end to be read', () => reading().text.endsWith('The end.'));
    assert.equal(drawn().join(''), `${text} The end.`);
  });

  it('only moves with edits before a selection, and is gone with its text', async () => {
    await select(editor, chinese);
    await paint();
    const before = reading();
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'moved\n'));
    assert.equal(reading(), before);
    assert.equal(drawn().join(''), chinese);
    assert.match(await hoverAt('前天'), /bits/);
    await editor.edit((edit) => edit.delete(painting().rangeOf({ start: 0, end: chinese.length })));
    assert.ok(!isPainted());
    assert.deepEqual(drawn(), []);
  });

  it('is gone when the document is closed', async () => {
    await paint();
    await closeEverything();
    await until('the painting to be gone', () => parts.surprisal.paintings.length === 0);
  });

  it('paints all editors of a document alike', async () => {
    await paint();
    const beside = await vscode.window.showTextDocument(editor.document, vscode.ViewColumn.Two);
    await until('the second editor', () => drawn(beside).join('') === text);
    await clear();
    assert.deepEqual([drawn(beside), drawn(editor)], [[], []]);
  });

  it('keeps several documents painted, one after the other', async () => {
    // Else the next document would take the place of this one.
    await vscode.commands.executeCommand('workbench.action.keepEditor');
    const first = paint();
    const other = await openText(chinese);
    await Promise.all([first, paint()]);
    await until('both', () => painting().legend && painting(other).legend);
    assert.equal(painting(other).reading?.text, chinese);
    assert.equal(reading().text, text);
    await clear();
    assert.deepEqual([isPainted(other), isPainted()], [false, true], 'the one in front is cleared');
  });

  it('paints what is in no file, and what cannot be written', async () => {
    const provider = vscode.workspace.registerTextDocumentContentProvider('underhood-test', {
      provideTextDocumentContent: () => story,
    });
    const readOnly = await vscode.workspace.openTextDocument(vscode.Uri.parse('underhood-test:/virtual/story.txt'));
    const untitled = await vscode.workspace.openTextDocument({ content: chinese });
    for (const document of [readOnly, untitled]) {
      const shown = await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
      await paint();
      assert.equal(drawn(shown).join(''), document.getText());
    }
    provider.dispose();
  });

  it('reads a long text in windows, and says how, and how much', async () => {
    // Long words, each a token: two hundred thousand characters take as long as they must, and no longer.
    const words = 'everything beautiful yesterday afternoon dangerous butterfly delicious breakfast wonderful ';
    const long = words.repeat(2_300);
    editor = await openText(long);
    await paint();
    const { windows, tokens } = reading();
    assert.ok(windows && windows.count > 10);
    assert.ok(tokens.length > 15_000);
    assert.match(
      parts.surprisalStatus.legend!,
      new RegExp(`${windows.count} windows of up to ${windows.length} tokens`),
    );
    assert.match(
      parts.surprisalStatus.legend!,
      new RegExp(`the first 200,000 of ${long.length.toLocaleString('en')} characters`),
    );
    assert.ok(drawn().join('').length <= 200_000);
    const before = reading();
    await editor.edit((edit) => edit.insert(editor.document.positionAt(199_000), 'Really! '));
    await until('the edit to be read', () => reading() !== before);
    assert.ok(reading().reused > tokens.length * 0.98, 'what stands before an edit is not read again');
  }).timeout(180_000);

  it('says how far it is, and stops when told to', async () => {
    editor = await openText('The cat sat on the mat, and the dog had a red ball. '.repeat(3_800));
    const done = paint();
    await until('progress', () => /\d+ %/.test(parts.surprisalStatus.text ?? ''));
    await vscode.commands.executeCommand('underhood.cancelRun');
    await done;
    assert.ok(!isPainted());
    assert.equal(parts.surprisalStatus.text, undefined);
    editor = await openText(story);
    await paint();
    assert.equal(drawn().join(''), story);
  });

  it('reads again with the model that was chosen', async () => {
    await paint();
    const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'underhood-model-'));
    try {
      fs.cpSync(parts.choice.bundled, copy, { recursive: true });
      await useModel(parts, copy);
      assert.equal(reading().model.name, path.basename(copy));
      assert.equal(drawn().join(''), text);
    } finally {
      await useModel(parts, parts.choice.bundled);
      fs.rmSync(copy, { recursive: true, force: true });
    }
    assert.ok(reading().model.bundled);
  });

  it('survives the end of the model process', async () => {
    await paint();
    const before = reading();
    const { pid } = parts.process;
    assert.ok(pid);
    process.kill(pid, 'SIGKILL');
    await until('a new process', () => parts.process.pid !== pid && parts.process.status.activity === 'ready');
    await editor.edit((edit) => edit.insert(editor.document.positionAt(text.indexOf('ball')), 'big '));
    await until('the new text to be read', () => reading() !== before);
    assert.equal(drawn().join(''), editor.document.getText());
  });

  for (const [content, code] of [
    [' \n\n  ', 'selection.blank'],
    ['\x01\x02binary\x03\x04', 'selection.binary'],
  ] as const) {
    it(`paints nothing where there is nothing to read: ${code}`, async () => {
      const { document } = await openText(content);
      await assert.rejects(parts.surprisal.paint(document, wholeOf(document)), { code });
      assert.equal(parts.surprisal.of(document), undefined);
    });
  }
});
