import * as vscode from 'vscode';
import { whenConcerned } from './editor/concernedDocument.ts';
import { LazyTree } from './editor/lazyTree.ts';
import { extendPreview, type MarkdownRenderer } from './editor/road/roadPreview.ts';
import type { Host } from './host/host.ts';

// VS Code loads this file into every window, once that has come up, so that it holds next to nothing: all else is in a
// bundle of its own (host/host.ts), which is loaded when something of it is needed.

/** What the tests inside VS Code get from `activate`, and nobody else. */
export type TestedParts = Host['parts'];

/** What `activate` gives to VS Code. */
export interface Exported {
  /** Asked for by VS Code's Markdown preview. */
  extendMarkdownIt<Renderer extends MarkdownRenderer>(markdown: Renderer): Renderer;
  readonly tested?: TestedParts;
}

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly customEditors: readonly { readonly viewType: string }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
  };
  readonly activationEvents: readonly string[];
}

/** Registers what the manifest contributes, each to load the rest when it is first used. */
export function activate(context: vscode.ExtensionContext): Exported {
  let loaded: Host | undefined;
  const host = () => {
    loaded ??= (require('./host.js') as typeof import('./host/host.ts')).start(context);
    return loaded;
  };
  const { contributes, activationEvents } = context.extension.packageJSON as Manifest;
  const panels = activationEvents.flatMap((event) => /^onWebviewPanel:(.+)$/.exec(event)?.[1] ?? []);
  const views = Object.values(contributes.views).flat();
  context.subscriptions.push(
    ...contributes.commands.map(({ command }) =>
      vscode.commands.registerCommand(command, (...parameters) => host().run(command, parameters)),
    ),
    ...panels.map((viewType) =>
      vscode.window.registerWebviewPanelSerializer(viewType, {
        deserializeWebviewPanel: (panel, state) => host().panel(viewType).deserializeWebviewPanel(panel, state),
      }),
    ),
    ...contributes.customEditors.map(({ viewType }) =>
      vscode.window.registerCustomEditorProvider(viewType, {
        openCustomDocument: (...parameters) => host().savedViews.openCustomDocument(...parameters),
        resolveCustomEditor: (...parameters) => host().savedViews.resolveCustomEditor(...parameters),
      }),
    ),
    ...views.map(({ id }) => vscode.window.registerTreeDataProvider(id, new LazyTree(() => host().tree(id)))),
    whenConcerned(host),
  );
  return {
    extendMarkdownIt: (markdown) => extendPreview(markdown, (...block) => host().preview(...block)),
    get tested() {
      return context.extensionMode === vscode.ExtensionMode.Test ? host().parts : undefined;
    },
  };
}
