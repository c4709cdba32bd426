import 'vscode-jsonrpc/node';
import * as vscode from 'vscode';
import { registerCommands } from './commands/commands.ts';
import { Follow } from './editor/follow.ts';
import { StatusBar } from './editor/statusBar.ts';
import { SurprisalStatus } from './editor/surprisal/status.ts';
import { Surprisal } from './editor/surprisal/surprisal.ts';
import { toUnderhoodError } from './errors.ts';
import { ModelProcess } from './modelProcess/client.ts';
import { ModelChoice } from './modelProcess/modelChoice.ts';
import { AttentionPage } from './panels/attentionPage.ts';
import { say } from './panels/language.ts';
import { NextTokenPage } from './panels/nextTokenPage.ts';
import { OnePage } from './panels/onePage.ts';
import type { ModelProcessOptions } from './protocol/model.ts';
import { savedAttention, savedNextToken } from './protocol/validation.ts';

/** What the tests inside VS Code get from `activate`, and nobody else. */
export type TestedParts = ReturnType<typeof start>;

/** Builds the parts of the extension and ties them together. */
export function activate(context: vscode.ExtensionContext): TestedParts | undefined {
  try {
    const parts = start(context);
    return context.extensionMode === vscode.ExtensionMode.Test ? parts : undefined;
  } catch (error) {
    // VS Code only writes it to a log.
    const { parameters, message } = toUnderhoodError(error);
    void vscode.window.showErrorMessage(say('activation.failed', { detail: parameters.detail ?? message }));
    throw error;
  }
}

function start({ extensionUri, globalState, workspaceState, subscriptions }: vscode.ExtensionContext) {
  const fileOf = (...path: string[]) => vscode.Uri.joinPath(extensionUri, ...path).fsPath;
  const log = vscode.window.createOutputChannel('Underhood', { log: true });
  const choice = new ModelChoice(fileOf('media', 'models', 'underhood-small'), workspaceState, globalState);
  const process = new ModelProcess({
    script: fileOf('dist', 'modelProcess.js'),
    // Read again whenever a process is started.
    get options() {
      return processOptions(choice.bundled);
    },
    log: (line) => log.info(line),
  });
  const follow = new Follow(process, globalState);
  const host = { extensionUri, process, choice, follow, log };
  const attention = new OnePage(
    {
      name: 'attention',
      title: 'page.attention',
      extensionUri,
      saved: savedAttention,
      make: (panel, save) => new AttentionPage(panel, host, save),
    },
    workspaceState,
  );
  const nextToken = new OnePage(
    {
      name: 'nextToken',
      title: 'page.nextToken',
      extensionUri,
      saved: savedNextToken,
      make: (panel, save) => new NextTokenPage(panel, host, save),
    },
    workspaceState,
  );
  const statusBar = new StatusBar(process);
  const surprisal = new Surprisal(process, choice);
  const surprisalStatus = new SurprisalStatus(surprisal);
  const parts = { process, choice, follow, attention, nextToken, surprisal, log, statusBar, surprisalStatus };
  subscriptions.push(
    log,
    process,
    follow,
    statusBar,
    surprisal,
    surprisalStatus,
    registerCommands(parts),
    ...[attention, nextToken].map((page) => vscode.window.registerWebviewPanelSerializer(page.viewType, page)),
    vscode.workspace.onDidChangeConfiguration((event) => {
      const isProcess =
        event.affectsConfiguration('underhood.runtime') || event.affectsConfiguration('underhood.threads');
      if (isProcess && process.status.activity !== 'idle')
        void process.restart().catch(({ message }) => log.error(message));
    }),
  );
  return parts;
}

function processOptions(bundledModel: string): ModelProcessOptions {
  const settings = vscode.workspace.getConfiguration('underhood');
  return {
    runtime: settings.get<ModelProcessOptions['runtime']>('runtime', 'auto'),
    threads: settings.get('threads', 0),
    bundledModel,
  };
}
