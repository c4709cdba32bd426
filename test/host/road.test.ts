import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { RoadProblems } from '../../src/editor/road/roadProblems.ts';
import { UnderhoodError } from '../../src/errors.ts';
import type { TestedParts } from '../../src/extension.ts';
import { blockFolder } from '../../src/panels/blockFolder.ts';
import { OnePage } from '../../src/panels/onePage.ts';
import { savedRoad } from '../../src/protocol/roadValidation.ts';
import type { Experiment } from '../../src/road/experiment.ts';
import { experiments } from '../../src/road/experiments.ts';
import { memory } from '../harness/memento.ts';
import { activated, closeEverything, setting, until } from './extension.ts';
import { OpenedPage } from './openedPage.ts';

const block = (...lines: string[]) => `\`\`\`hood\n${lines.map((line) => `${line}\n`).join('')}\`\`\`\n`;

describe('A block of the road in any Markdown', () => {
  let parts: TestedParts;
  let folder: string;

  before(async () => {
    parts = await activated();
  });
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'underhood-road-'));
  });
  afterEach(async () => {
    await setting('language', undefined);
    await closeEverything();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  async function open(text: string): Promise<vscode.TextEditor> {
    const file = path.join(folder, 'notes.md');
    fs.writeFileSync(file, text);
    return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file), vscode.ViewColumn.One);
  }

  const problems = ({ document }: vscode.TextEditor) =>
    vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'Underhood');

  const lenses = async ({ document }: vscode.TextEditor) => {
    const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
      99,
    );
    return found
      .filter(({ command }) => command?.command.startsWith('underhood.'))
      .map(({ command, range }) => ({
        line: range.start.line,
        title: command?.title ?? '',
        command: command?.command,
      }));
  };

  it('is told at its lines what is wrong with it, in the language of the reader', async () => {
    const editor = await open(
      `# Notes\n\n${block('experiment: noodles', 'place: paris')}\n${block('experiment: nodles')}`,
    );
    await until('two problems', () => problems(editor).length === 2);
    const told = () =>
      problems(editor).map(({ range, message }) => [range.start.line, editor.document.getText(range), message]);
    assert.deepEqual(told(), [
      [4, 'paris', '“place” must be one of: sea-level, kunming, lhasa.'],
      [8, 'nodles', 'There is no experiment “nodles”. Did you mean “noodles”?'],
    ]);
    await setting('language', 'zh-cn');
    await until('Chinese', () => /只能是以下之一/.test(problems(editor)[0]?.message ?? ''));
    await editor.edit((edit) => edit.replace(problems(editor)[0].range, 'lhasa'));
    await until('one problem less', () => problems(editor).length === 1);
  });

  it('is told where it needs a model that is not there', async () => {
    const name = Object.values<Experiment>(experiments).find(({ needsModel }) => needsModel)?.name;
    assert.ok(name, 'no experiment looks into a model');
    await parts.choice.choose(path.join(folder, 'no-model'));
    try {
      const editor = await open(block(`experiment: ${name}`));
      await until('the problem', () => problems(editor).length === 1);
      assert.match(problems(editor)[0].message, /no-model holds none/);
    } finally {
      await parts.choice.choose(parts.choice.bundled);
    }
  });

  it('has a page that says so where what was shown cannot be brought back', async () => {
    const opened = new OpenedPage();
    const failures: unknown[] = [];
    const page = {
      ...{ panel: opened.panel, isVisible: true },
      restore: () => Promise.reject(new Error('too old')),
      fail: (error: unknown) => void failures.push(error),
    };
    const kept = memory();
    await kept.update('road', { name: 'noodles', settings: {} });
    const { extensionUri } = vscode.extensions.getExtension('underhood.underhood')!;
    const making = { name: 'road', title: 'page.road', extensionUri, saved: savedRoad, make: () => page } as const;
    await new OnePage(making, kept).deserializeWebviewPanel(opened.panel);
    await until('the failure', () => failures.length === 1);
    assert.match(String(failures[0]), /too old/);
  });

  it('is told that it does not run where the folder is not trusted', async () => {
    const untrusted = new RoadProblems({ model: parts.choice.bundled, isTrusted: () => false });
    try {
      const editor = await open(`one\n${block('experiment: noodles')}`);
      await until('the problem', () => problems(editor).length === 1);
      const [{ range, message }] = problems(editor);
      assert.equal(range.start.line, 1);
      assert.match(message, /not trusted yet/);
    } finally {
      untrusted.dispose();
    }
  });

  it('is completed and explained', async () => {
    const editor = await open(block('experiment: noodles', 'place: ', ''));
    const labels = async (line: number, column: number) => {
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        editor.document.uri,
        new vscode.Position(line, column),
      );
      return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    };
    assert.deepEqual((await labels(2, 7)).slice(0, 3), ['sea-level', 'kunming', 'lhasa']);
    assert.ok((await labels(3, 0)).includes('examples'));
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      editor.document.uri,
      new vscode.Position(1, 15),
    );
    const text = hovers.flatMap(({ contents }) => contents.map((one) => (typeof one === 'string' ? one : one.value)));
    assert.match(text.join('\n'), /^A recipe or an experience\n\nSettings&#58; place, learned/);
  });

  it('runs, shows its page, and keeps a line below it, also in the preview', async () => {
    const text = `# Notes\n\n${block('experiment: noodles', 'place: lhasa', 'examples: 37')}\nafter\n`;
    const editor = await open(text);
    const { uri } = editor.document;
    assert.deepEqual(await lenses(editor), [{ line: 2, title: '$(play) Run', command: 'underhood.runBlock' }]);
    const preview = () => vscode.commands.executeCommand<string>('markdown.api.render', editor.document);
    assert.match(await preview(), /Not run yet/);
    await vscode.commands.executeCommand('underhood.runBlock', uri, 0);
    assert.equal(parts.road.runs.current?.phase, 'finished', String(parts.road.runs.error));
    await until('the page', () => parts.roadPage.page?.isReady);
    assert.equal(parts.roadPage.page?.panel.title, 'A recipe or an experience');
    const [, result] = await lenses(editor);
    assert.equal(result.line, 7);
    assert.match(result.title, /^\$\(x\) \$\(check\) Lhasa.*fired for 0 of \d+ boiling pots/);
    const html = await preview();
    assert.match(html, /fired for 0 of \d+ boiling pots.*<svg/s);

    // Other settings have not run; those that have are remembered.
    await editor.edit((edit) => edit.replace(editor.document.lineAt(5).range, 'examples: 38'));
    assert.equal((await lenses(editor)).length, 1);
    await editor.edit((edit) => edit.replace(editor.document.lineAt(5).range, 'examples: 37'));
    assert.equal((await lenses(editor)).length, 2);
  });

  it('opens a page on its text, which is selected in the document', async () => {
    const editor = await open(`# Notes\n\n${block('page: attention', 'text: "The cat sat on the mat."')}`);
    await vscode.commands.executeCommand('underhood.runBlock', editor.document.uri, 0);
    const [shown] = vscode.window.visibleTextEditors.filter(({ document }) => document === editor.document);
    assert.equal(shown.document.getText(shown.selection), 'The cat sat on the mat.');
    await until('the page of the text', () => parts.attention.page?.state.run?.text === 'The cat sat on the mat.');
  });

  it('gets the settings of its page', async () => {
    const editor = await open(block('# mine', 'experiment: noodles', 'place: lhasa # high'));
    const { uri } = editor.document;
    await vscode.commands.executeCommand('underhood.runBlock', uri, 0);
    const { runs } = parts.road;
    const place = { document: uri.toString(), index: 0 };
    const settings = { ...runs.current!.settings, place: 'kunming' };
    await runs.run({ name: 'noodles', settings }, place);
    assert.equal(parts.roadPage.page?.state.isChanged, true);
    await parts.roadPage.page?.write(settings);
    assert.equal(editor.document.getText(), block('# mine', 'experiment: noodles', 'place: kunming # high'));
    assert.equal(parts.roadPage.page?.state.isChanged, false);
  });

  it('keeps what went wrong on its page when the language changes, and says it in the new one', async () => {
    const editor = await open(block('experiment: noodles'));
    await vscode.commands.executeCommand('underhood.runBlock', editor.document.uri, 0);
    const page = parts.roadPage.page!;
    page.fail(new UnderhoodError('road.noModel', { folder }));
    const told = () => page.state.notices.map(({ text }) => text).join('\n');
    const english = told();
    assert.ok(english.includes(folder), english);
    await setting('language', 'zh-cn');
    await until('Chinese', () => page.state.language === 'zh-cn');
    assert.ok(told().includes(folder), told());
    assert.notEqual(told(), english);
  });
});

describe('The road', () => {
  let parts: TestedParts;
  before(async () => {
    parts = await activated();
  });
  afterEach(async () => {
    await setting('language', undefined);
    await closeEverything();
  });

  it('has chapters in both languages, which open as copies and remember what was finished', async () => {
    const [first] = await parts.road.chapters();
    assert.equal(first.title, 'A recipe or an experience');
    await vscode.commands.executeCommand('underhood.openChapter', first.name);
    const editor = vscode.window.activeTextEditor!;
    assert.equal(editor.document.lineAt(0).text, '# 1. A recipe or an experience');
    assert.ok(parts.road.isTrusted(editor.document.uri));
    // A chapter lies in no folder of the reader's.
    const [open] = vscode.workspace.workspaceFolders!;
    const chapters = { chapterOf: (file: string) => parts.road.chapterOf(vscode.Uri.file(file)) };
    assert.equal(blockFolder(String(editor.document.uri), chapters), open.uri.fsPath);
    assert.equal(
      blockFolder('file:///home/ada/notes.md', chapters),
      path.dirname(vscode.Uri.file('/home/ada/notes.md').fsPath),
    );
    const before = (await parts.road.chapters())[0].done;
    await vscode.commands.executeCommand('underhood.runBlock', editor.document.uri, 1);
    assert.ok((await parts.road.chapters())[0].done >= Math.max(1, before));

    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'Mine. '));
    await editor.document.save();
    await parts.road.open(first.name);
    assert.match(editor.document.getText(), /^Mine\. /, 'what the reader changed stays');
    await parts.road.restore(editor.document.uri);
    await until('the original', () => /^# 1\. A recipe/.test(editor.document.getText()));

    await setting('language', 'zh-cn');
    assert.equal((await parts.road.chapters())[0].title, '照菜谱，还是凭经验');
    assert.match((await parts.road.open(first.name)).path, /zh-cn\/01-recipe-or-experience\.md$/);
  });
});
