import assert from 'node:assert/strict';
import fs from 'node:fs';
import Module from 'node:module';
import path from 'node:path';
import vm from 'node:vm';
import { buildSync } from 'esbuild';
import { root } from './harness/paths.ts';

const manifest = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));

/** As it is shipped. */
const built = buildSync({
  entryPoints: [path.join(root, 'src/extension.ts')],
  bundle: true,
  write: false,
  metafile: true,
  platform: 'node',
  format: 'cjs',
  external: ['vscode', './host.js'],
});

interface Document {
  readonly languageId: string;
  readonly uri: { readonly scheme: string; readonly path: string };
  readonly lineCount: number;
  getText(): string;
  lineAt(line: number): { readonly text: string };
}

function document(languageId: string, path: string, text: string): Document {
  const lines = text.split('\n');
  return {
    languageId,
    uri: { scheme: 'file', path },
    lineCount: lines.length,
    getText: () => text,
    lineAt: (line) => ({ text: lines[line] }),
  };
}

/** The entry in a window with these documents, beside a host that only notes what it is asked for. */
function activated(...documents: Document[]) {
  const asked: unknown[] = [];
  const registered = new Map<string, (...parameters: unknown[]) => unknown>();
  const told: Record<'opened' | 'changed', (event: unknown) => void> = { opened: () => {}, changed: () => {} };
  const disposable = { dispose() {} };
  const register = (name: string, call: (...parameters: never[]) => unknown) => {
    registered.set(name, call as () => unknown);
    return disposable;
  };
  const vscode = {
    Disposable: class {
      dispose() {}
    },
    EventEmitter: class {
      readonly event = () => disposable;
    },
    ExtensionMode: { Test: 3 },
    commands: { registerCommand: register },
    window: {
      registerWebviewPanelSerializer: (viewType: string, { deserializeWebviewPanel }: never) =>
        register(viewType, deserializeWebviewPanel),
      registerCustomEditorProvider: (viewType: string, { resolveCustomEditor }: never) =>
        register(viewType, resolveCustomEditor),
      registerTreeDataProvider: (id: string, tree: { getChildren(): unknown }) =>
        register(id, () => tree.getChildren()),
    },
    workspace: {
      textDocuments: documents,
      onDidOpenTextDocument: (listener: (event: unknown) => void) => {
        told.opened = listener;
        return { dispose: () => asked.push('no more of what is opened') };
      },
      onDidChangeTextDocument: (listener: (event: unknown) => void) => {
        told.changed = listener;
        return disposable;
      },
    },
  };
  const host = {
    run: (id: string, parameters: unknown[]) => asked.push(['run', id, ...parameters]),
    panel: (viewType: string) => ({ deserializeWebviewPanel: () => asked.push(['panel', viewType]) }),
    savedViews: { resolveCustomEditor: () => asked.push(['saved view']) },
    tree: (id: string) => ({ getChildren: () => asked.push(['tree', id]) }),
    preview: (block: string) => `<p>${block}</p>`,
  };
  const load = (name: string) => {
    if (name === 'vscode') return vscode;
    if (name !== './host.js') return Module.createRequire(import.meta.url)(name);
    return {
      start: () => {
        asked.push('loaded');
        return host;
      },
    };
  };
  const module = { exports: {} as { activate(context: object): { extendMarkdownIt(markdown: object): object } } };
  vm.runInThisContext(`(require, module, exports) => {${built.outputFiles[0].text}\n}`)(load, module, module.exports);
  const context = { extension: { packageJSON: manifest }, subscriptions: [], extensionMode: 1 };
  return { asked, registered, told, exported: module.exports.activate(context) };
}

describe('the entry of the extension', () => {
  it('is small, since VS Code waits for it', () => {
    const bytes = Object.values(built.metafile.outputs).reduce((sum, output) => sum + output.bytes, 0);
    assert.ok(bytes < 12_000, `${bytes} bytes`);
    const packages = Object.keys(built.metafile.inputs).filter((file) => file.includes('node_modules'));
    assert.deepEqual(packages, []);
  });

  it('registers all that the manifest contributes, and loads nothing for it', () => {
    const { asked, registered } = activated(document('markdown', '/notes.md', '# Notes\n\n```js\n```\n'));
    for (const { command } of manifest.contributes.commands) assert.ok(registered.has(command), command);
    for (const { id } of Object.values<{ id: string }[]>(manifest.contributes.views).flat()) {
      assert.ok(registered.has(id), id);
    }
    for (const { viewType } of manifest.contributes.customEditors) assert.ok(registered.has(viewType), viewType);
    for (const event of manifest.activationEvents) {
      const [, viewType] = /^onWebviewPanel:(.+)$/.exec(event) ?? [];
      if (viewType) assert.ok(registered.has(viewType), viewType);
    }
    assert.deepEqual(asked, []);
  });

  it('loads the rest once, for whatever is used first', () => {
    const { asked, registered } = activated();
    registered.get('underhood.explainAttention')?.('a', 1);
    registered.get('underhood.road')?.();
    registered.get('underhood.attention')?.();
    registered.get(manifest.contributes.customEditors[0].viewType)?.();
    assert.deepEqual(asked, [
      'loaded',
      ['run', 'underhood.explainAttention', 'a', 1],
      ['tree', 'underhood.road'],
      ['panel', 'underhood.attention'],
      ['saved view'],
    ]);
  });

  it('loads it where a block of the road or a recipe is open already', () => {
    const ours = [
      document('markdown', '/notes.md', 'Text\n\n```hood\nexperiment: noodles\n```\n'),
      document('markdown', '/notes.md', 'Text\n\n  ~~~ HOOD\nexperiment: noodles\n'),
      document('json', '/small.underhood.json', '{}'),
    ];
    for (const one of ours) assert.equal(activated(one).asked.at(-1), 'loaded', one.getText());
    const others = [
      document('json', '/package.json', '{}'),
      document('plaintext', '/notes.txt', '```hood\n```'),
      document('markdown', '/notes.md', 'inline ```hood``` and\n```hooded\n```\n    ```hood\n'),
    ];
    for (const one of others) assert.deepEqual(activated(one).asked, [], one.getText());
  });

  it('loads it when one is opened, or its fence is typed, and looks no further', () => {
    const { asked, told } = activated();
    told.opened(document('markdown', '/notes.md', '# Notes\n'));
    assert.deepEqual(asked, []);
    told.opened(document('markdown', '/notes.md', '```hood\n'));
    assert.deepEqual(asked, ['no more of what is opened', 'loaded']);

    const typing = activated();
    const type = (text: string, typed: string, line: number) =>
      typing.told.changed({
        document: document('markdown', '/notes.md', text),
        contentChanges: [{ range: { start: { line } }, text: typed }],
      });
    type('# Notes\n```hoo', 'o', 1);
    assert.deepEqual(typing.asked, []);
    type('# Notes\n```hood', 'd', 1);
    assert.equal(typing.asked.at(-1), 'loaded');

    const pasting = activated();
    const pasted = document('markdown', '/notes.md', 'a\n\n```hood\n```');
    const change = { range: { start: { line: 0 } }, text: 'a\n\n```hood\n```' };
    pasting.told.changed({ document: pasted, contentChanges: [change] });
    assert.equal(pasting.asked.at(-1), 'loaded');
  });

  it('leaves other fences of a preview as they are', () => {
    const { asked, exported } = activated();
    const rules: { fence?: (tokens: object[], index: number, options: object, rendering: object) => string } = {};
    exported.extendMarkdownIt({ renderer: { rules } });
    const render = (info: string) => rules.fence?.([{ info, content: 'a < b' }], 0, {}, {});
    assert.equal(render('js'), '<pre><code>a &lt; b</code></pre>\n');
    assert.deepEqual(asked, []);
    assert.equal(render('hood'), '<pre><code>a &lt; b</code></pre>\n<p>a < b</p>');
    assert.deepEqual(asked, ['loaded']);
  });
});
