import 'vscode-jsonrpc/node';
import * as vscode from 'vscode';
import { commandRunner } from '../commands/commands.ts';
import { registerRecipeEditor } from '../editor/recipe/recipeEditor.ts';
import { lastResult } from '../editor/road/lastResult.ts';
import { toUnderhoodError } from '../errors.ts';
import { say } from '../panels/language.ts';
import { askWhere } from '../panels/saveAs.ts';
import { buildEditor } from './editor.ts';
import { installationOf } from './installation.ts';
import { buildModels } from './models.ts';
import { buildPages } from './pages.ts';
import { buildProcesses, renewExplaining } from './processes.ts';
import { buildRoad } from './road.ts';

/** All that the small entry (`extension.ts`) asks for, once something of it is needed. */
export type Host = ReturnType<typeof build>;

/** Builds the parts of the extension and ties them together. What fails is said, since VS Code only writes it to a log. */
export function start(context: vscode.ExtensionContext): Host {
  try {
    return build(context);
  } catch (error) {
    const { parameters, message } = toUnderhoodError(error);
    void vscode.window.showErrorMessage(say('activation.failed', { detail: parameters.detail ?? message }));
    throw error;
  }
}

function build(context: vscode.ExtensionContext) {
  const installation = installationOf(context);
  const { log, version } = installation;
  const models = buildModels(installation);
  const processes = buildProcesses(installation, models);
  const editor = buildEditor(installation, models, processes);
  const { road, roadTree, roadEditor } = buildRoad(installation, models, processes);
  const built = { ...models, ...processes, ...editor, road, log, taking: { version, askWhere } };
  const { parts, leads, savedViews } = buildPages(installation, built);

  const { process, secondProcess, hub, jobs, races, speeds } = processes;
  const { follow, statusBar, trainingStatus, surprisal, surprisalStatus, views } = editor;
  context.subscriptions.push(
    ...[log, process, secondProcess, hub, jobs, races, speeds, models.shelf],
    ...[follow, statusBar, trainingStatus, surprisal, surprisalStatus, views],
    ...[road, roadTree, roadEditor],
    registerRecipeEditor(jobs.onTraining),
    renewExplaining(processes, log),
  );
  const { attention, nextToken, positions, translation, roadPage, trainingPage } = parts;
  const serializers = new Map<string, vscode.WebviewPanelSerializer>(
    [attention, nextToken, positions, translation, roadPage, trainingPage].map((page) => [page.viewType, page]),
  );
  const trees = new Map<string, vscode.TreeDataProvider<unknown>>([
    ...Object.entries(views.trees),
    ['underhood.road', roadTree],
  ]);
  return {
    parts: { ...built, ...parts, leads, savedViews },
    run: commandRunner(parts),
    savedViews,
    panel: (viewType: string) => registered(serializers, viewType),
    tree: (view: string) => registered(trees, view),
    preview: (body: string, document: string | undefined) => lastResult(body, document, road.runs),
  };
}

/** What the manifest names; the checks of the manifest keep both together. */
function registered<Part>(parts: ReadonlyMap<string, Part>, name: string): Part {
  const part = parts.get(name);
  if (part === undefined) throw new Error(`Nothing is registered for ${name}.`);
  return part;
}
