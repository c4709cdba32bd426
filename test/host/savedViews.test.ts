import 'vscode-jsonrpc/node';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { type SavedPageName, savedPageNames } from '../../src/export/savedPages.ts';
import { encodeView, type SavedView } from '../../src/export/savedView.ts';
import type { TestedParts } from '../../src/extension.ts';
import { translate } from '../../src/localisation.ts';
import { OpenedView } from '../../src/panels/openedView.ts';
import { savedSamples } from '../export/savedSamples.ts';
import { activated, closeEverything, setting, until } from './extension.ts';
import { OpenedPage } from './openedPage.ts';

const none = { context: {} as vscode.CustomDocumentOpenContext, token: {} as vscode.CancellationToken };

describe('a saved view that is opened', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'underhood-saved-'));
  let parts: TestedParts;
  let samples: Readonly<Record<SavedPageName, SavedView>>;
  let opened: OpenedPage;

  /** Opens bytes, as VS Code does where it is asked for a file. */
  async function open(bytes: Uint8Array): Promise<OpenedPage> {
    const uri = vscode.Uri.file(path.join(folder, 'a.underhood'));
    fs.writeFileSync(uri.fsPath, bytes);
    const document = await parts.savedViews.openCustomDocument(uri, none.context, none.token);
    opened = new OpenedPage();
    await parts.savedViews.resolveCustomEditor(document, opened.panel, none.token);
    return opened;
  }

  async function openView(view: SavedView): Promise<OpenedPage> {
    const page = await open(Buffer.concat([...encodeView(view)]));
    await page.ask('ready');
    return page;
  }

  const notice = () => opened.state?.notices[0];
  /** The same view, made by models that are here. */
  async function madeHere(page: SavedPageName, ...folders: readonly string[]): Promise<SavedView> {
    const hashes = await Promise.all(folders.map((one) => parts.process.weightsHash(one)));
    const { date, version } = samples[page].made;
    const systems = hashes.map(({ sha256 }, i) => ({ name: path.basename(folders[i]), weights: sha256 }));
    const made = folders.length === 1 ? { date, version, weights: hashes[0].sha256 } : { date, version, systems };
    return { ...samples[page], made };
  }

  before(async () => {
    parts = await activated();
    await parts.follow.set(false);
    samples = await savedSamples();
  });

  afterEach(async () => {
    opened.dispose();
    const { systems } = parts;
    await systems.choose(systems.bundled);
    await systems.setBeams(1);
    await closeEverything();
  });

  after(() => fs.rmSync(folder, { recursive: true, force: true }));

  it('may be about no text', async () => {
    const { run: _, source: __, ...state } = samples.translate.state as Record<string, unknown>;
    await openView({ ...samples.translate, state, answers: [] });
    const date = new Date(samples.translate.made.date).toLocaleString('en');
    assert.equal(notice()!.text, translate('en', 'savedView.plain', { name: 'a.underhood', date }));
    assert.equal(notice()!.action, undefined);
  });

  it('goes by the last look at the models that are here', async () => {
    const looks: ((folder: string | undefined) => void)[] = [];
    let lookAgain = () => {};
    opened = new OpenedPage();
    new OpenedView(vscode.Uri.file('/a.underhood'), samples.attention, opened.panel, {
      ...{ extensionUri: vscode.Uri.file(folder), log: parts.log, taking: parts.taking },
      ...{ askNext: async () => {}, runAgain: async () => {} },
      findModel: () => new Promise((resolve) => void looks.push(resolve)),
      onModels: (listener) => {
        lookAgain = listener;
        return { dispose() {} } as vscode.Disposable;
      },
    });
    await opened.ask('ready');
    lookAgain();
    looks[1]('/models/found');
    await until('the model', () => notice()?.action === 'runAgain');
    looks[0](undefined);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(notice()?.action, 'runAgain');
  });

  for (const page of savedPageNames) {
    it(`is answered from its file, and says so of what that does not hold: ${page}`, async () => {
      const { state, answers } = samples[page];
      const view = await openView(samples[page]);
      for (const [name, value] of Object.entries(state)) {
        assert.deepEqual((view.state as unknown as Record<string, unknown>)[name], value, name);
      }
      assert.equal((view.state as { isSaved?: true }).isSaved, true);
      for (const { method, request, answer } of answers) assert.deepEqual(await view.ask(method, request), answer);
      assert.match(notice()!.text, /^a\.underhood: saved on /);
      assert.equal(await view.ask('setFollow', { follow: true }), null);
      assert.equal(parts.follow.isOn, false);
      const unheld: Readonly<Record<SavedPageName, readonly [string, unknown, string]>> = {
        attention: ['head', { runId: 'run-1', layer: 0, head: 1, quantity: 'raw' }, 'savedView.notHeldHere'],
        nextToken: ['nextToken', { runId: 'run-1', position: 1 }, 'savedView.notHeldHere'],
        positions: ['startRace', { corpus: 'sorting', steps: 10, seed: 1 }, 'savedView.notHeldHere'],
        translate: ['recurrence', { runId: 'run-2', system: 0 }, 'savedView.notHeldHere'],
        training: ['start', { anew: true }, 'savedView.onlyRun'],
        road: ['showBlock', {}, 'savedView.onlyResult'],
      };
      const [method, request, code] = unheld[page];
      await until(
        'the models to be looked for',
        () => page === 'training' || page === 'road' || /not known here/.test(notice()!.text),
      );
      await assert.rejects(view.ask(method, request), { message: code });
    });
  }

  for (const page of ['attention', 'nextToken', 'positions'] as const) {
    it(`is run again with its model, in a new document: ${page}`, async () => {
      const view = await openView(await madeHere(page, parts.choice.bundled));
      await until('the model to be found', () => notice()?.action === 'runAgain');
      assert.equal(await view.ask('runAgain'), null);
      const { text } = (samples[page].state as { readonly run: { readonly text: string } }).run;
      const { run } = parts[page].page!.state;
      assert.equal(run?.text, text);
      assert.equal(run?.model.bundled, true);
      assert.ok(vscode.workspace.textDocuments.some((document) => document.isUntitled && document.getText() === text));
      assert.equal(view.state?.notices.length, 1);
    });
  }

  it('is translated again with those of its systems that are here', async () => {
    const { bundled } = parts.systems;
    const both = await madeHere('translate', bundled[0], bundled[2]);
    const state = both.state as { readonly run: { readonly systems: readonly unknown[] } };
    const view = await openView(both);
    await until('the systems to be found', () => /Known here: 2 of 4/.test(notice()?.text ?? ''));
    assert.equal(state.run.systems.length, 5);
    await view.ask('runAgain');
    const { run, beams } = parts.translation.page!.state;
    assert.deepEqual(
      run?.systems.map((system) => system.folder),
      [bundled[0], bundled[2]],
    );
    assert.equal(run?.text, '我爱你');
    assert.equal(beams, 4);
  });

  it('is an experiment that runs again, with other settings too, but only ones that it has', async () => {
    const view = await openView(samples.road);
    assert.equal(notice()?.action, 'runAgain');
    const { settings } = (samples.road.state as { readonly run: { readonly settings: object } }).run;
    await view.ask('run', { settings });
    const { current } = parts.road.runs;
    assert.deepEqual([current?.name, current?.phase, current?.settings], ['noodles', 'finished', settings]);
    assert.equal(current?.claim, 'Salt comes last.');
    assert.ok(parts.roadPage.page);
    await assert.rejects(view.ask('run', { settings: { pots: 'all' } }), { message: 'page.badRequest' });
  });

  it('says what is wrong where the model is not here, or cannot run the text', async () => {
    const view = await openView(samples.attention);
    await until('the model to be looked for', () => /not known here/.test(notice()?.text ?? ''));
    assert.equal(notice()?.action, undefined);
    await assert.rejects(view.ask('runAgain'), { message: 'savedView.notHeldHere' });
  });

  it('leads to another question about its text', async () => {
    const view = await openView(samples.attention);
    await view.ask('askNext', { question: 'nextToken' });
    const { text } = (samples.attention.state as { readonly run: { readonly text: string } }).run;
    assert.equal(parts.nextToken.page?.state.run?.text, text);
  });

  it('is one sentence where the file is no view, in the language of the pages', async () => {
    const bytes = Buffer.concat([...encodeView(samples.road)]);
    const refused = await open(bytes.subarray(0, bytes.length - 1));
    assert.match(refused.html, /<h1>a\.underhood<\/h1>\s*<p role="alert">[^<]+\.<\/p>/);
    assert.ok(!/script|Error|at /.test(refused.html), refused.html);
    await setting('language', 'zh-cn');
    const chinese = await open(Buffer.from('<script>'));
    await setting('language', undefined);
    assert.match(chinese.html, /<html lang="zh-cn">[\s\S]*<p role="alert">[^<]*[\u4e00-\u9fff][^<]*。<\/p>/);
  });
});
