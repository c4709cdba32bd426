import 'vscode-jsonrpc/node';
import * as vscode from 'vscode';
import { listCachedModels } from './checkpoint/hubCache.node.ts';
import { askForSystem } from './commands/askForSystem.ts';
import { askNext } from './commands/askNext.ts';
import { chooseRun } from './commands/chooseRun.ts';
import { commandRunner } from './commands/commands.ts';
import { compareTrained, explainTrained } from './commands/explainTrained.ts';
import type { Parts } from './commands/parts.ts';
import { runRecipe } from './commands/runRecipe.ts';
import { showAgain } from './commands/showAgain.ts';
import { StepTimes } from './commands/train/stepTimes.ts';
import { translateWith } from './commands/translateWith.ts';
import { setContext } from './editor/contextKey.ts';
import { Follow } from './editor/follow.ts';
import { askLanguageModel } from './editor/languageModel.ts';
import { registerRecipeEditor } from './editor/recipe/recipeEditor.ts';
import { lastResult } from './editor/road/lastResult.ts';
import { registerRoadEditor } from './editor/road/roadEditor.ts';
import { RoadTree } from './editor/road/roadTree.ts';
import { SampleDocument } from './editor/sampleDocument.ts';
import { StatusBar } from './editor/statusBar.ts';
import { SurprisalStatus } from './editor/surprisal/status.ts';
import { Surprisal } from './editor/surprisal/surprisal.ts';
import { TrainingStatus } from './editor/trainingStatus.ts';
import { Views } from './editor/views/views.ts';
import { toUnderhoodError } from './errors.ts';
import { HubProcess } from './hubProcess/hubProcess.ts';
import { type HostKey, sentence } from './localisation.ts';
import { ModelProcess } from './modelProcess/client.ts';
import { findByWeights } from './modelProcess/findByWeights.ts';
import { ModelChoice } from './modelProcess/modelChoice.ts';
import { SystemChoice } from './modelProcess/systemChoice.ts';
import { supportedModelTypes } from './models/supported.ts';
import { AttentionPage } from './panels/attentionPage.ts';
import { BesidePage } from './panels/besidePage.ts';
import type { HeaderHost } from './panels/header.ts';
import { currentLanguage, say } from './panels/language.ts';
import { NextTokenPage } from './panels/nextTokenPage.ts';
import { OnePage, type Page } from './panels/onePage.ts';
import { type PositionsHost, PositionsPage } from './panels/positionsPage.ts';
import { Races } from './panels/race.ts';
import { Road } from './panels/road.ts';
import { RoadPage } from './panels/roadPage.ts';
import { RoadRuns } from './panels/roadRuns.ts';
import { askWhere } from './panels/saveAs.ts';
import { SavedViewEditor } from './panels/savedViewEditor.ts';
import type { TakingHost } from './panels/taking.ts';
import { type TrainingHost, TrainingPage } from './panels/trainingPage.ts';
import { SpeedMeasurement } from './panels/trainingSpeeds.ts';
import { TranslatePage } from './panels/translatePage.ts';
import type { HubProcessOptions } from './protocol/hub.ts';
import type { ModelProcessOptions } from './protocol/model.ts';
import { savedTranslate } from './protocol/translateValidation.ts';
import {
  type SchemaOf,
  savedAttention,
  savedNextToken,
  savedPositions,
  savedRoad,
  savedTraining,
} from './protocol/validation.ts';
import { RoadResults } from './road/results.node.ts';
import { RoadProcess } from './roadProcess/roadProcess.ts';
import { ModelShelf } from './shelf/modelShelf.ts';
import { TrainedModels } from './shelf/trainedModels.ts';
import { TrainingJobs } from './trainingProcess/trainingJobs.ts';

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
  const { extension, extensionUri, globalState, globalStorageUri, workspaceState, subscriptions } = context;
  const { version } = extension.packageJSON as { readonly version: string };
  const fileOf = (...path: string[]) => vscode.Uri.joinPath(extensionUri, ...path).fsPath;
  const log = vscode.window.createOutputChannel('Underhood', { log: true });
  const choice = new ModelChoice(fileOf('media', 'models', 'underhood-small'), workspaceState, globalState);
  const writeLog = (line: string) => log.info(line);
  const trainingProcess = {
    script: fileOf('dist', 'trainingProcess.js'),
    get options() {
      return runtimeSettings();
    },
    log: writeLog,
  };
  const jobs = new TrainingJobs(trainingProcess);
  const races = new Races(trainingProcess, vscode.Uri.joinPath(globalStorageUri, 'races').fsPath);
  const modelProcess = () =>
    new ModelProcess({
      script: fileOf('dist', 'modelProcess.js'),
      // Read again whenever a process is started. What trains needs the other threads.
      get options(): ModelProcessOptions {
        const settings = runtimeSettings();
        const threads = jobs.training.length > 0 || races.isTraining ? 1 : settings.threads;
        return { ...settings, threads, bundledModel: choice.bundled };
      },
      log: writeLog,
    });
  const process = modelProcess();
  const follow = new Follow(process, globalState);
  const taking: TakingHost = { version, askWhere };
  const header: HeaderHost = { follow, askNext: (next, about) => askNext(commanded, next, about) };
  const host = { ...header, extensionUri, process, choice, follow, log, taking };
  const onePage = <Made extends Page<Saved>, Saved>(
    name: string,
    saved: SchemaOf<Saved>,
    make: (panel: vscode.WebviewPanel, save: (saved: Saved) => void) => Made,
    title = `page.${name}` as HostKey,
  ) => new OnePage({ name, title, extensionUri, saved, make }, workspaceState);
  const attention = onePage('attention', savedAttention, (panel, save) => new AttentionPage(panel, host, save));
  const nextToken = onePage('nextToken', savedNextToken, (panel, save) => new NextTokenPage(panel, host, save));
  const positions = onePage(
    'positions',
    savedPositions,
    (panel, save) => new PositionsPage(panel, positionsHost, save),
  );
  const bundledSystems = ['rnn', 'attention', 'transformer'].map((name) => {
    return fileOf('media', 'models', `underhood-zh-en-${name}`);
  });
  const speeds = new SpeedMeasurement(
    (lengths) => jobs.speeds(lengths),
    (error) => sentence(currentLanguage(), error),
  );
  const systems = new SystemChoice(bundledSystems, workspaceState, globalState);
  const hub = new HubProcess({
    script: fileOf('dist', 'hubProcess.js'),
    get options() {
      return hubOptions();
    },
    log: writeLog,
  });
  const translateHost = {
    ...host,
    systems,
    speeds,
    askForSystem: () => askForSystem({ hub }),
  };
  const translation = onePage(
    'translate',
    savedTranslate,
    (panel, save) => new TranslatePage(panel, translateHost, save),
  );
  const secondProcess = modelProcess();
  const beside = new BesidePage(host, secondProcess, (make) =>
    onePage('attentionBeside', savedAttention, make, 'page.attention'),
  );
  const trainingPage = onePage('training', savedTraining, (panel, save) => new TrainingPage(panel, trainingHost, save));
  const roadProcess = new RoadProcess({
    script: fileOf('dist', 'roadProcess.js'),
    get options() {
      return { ...runtimeSettings(), digits: fileOf('dist', 'digits.bin.gz') };
    },
    log: writeLog,
    ask: askLanguageModel,
  });
  const stored = (...path: string[]) => vscode.Uri.joinPath(globalStorageUri, ...path).fsPath;
  const runs = new RoadRuns(
    roadProcess,
    new RoadResults(stored('road', 'results', version)),
    () => choice.folder,
    (document) => road.folderOf(document),
  );
  const road = new Road(runs, fileOf('media', 'road'), stored('road'));
  const roadPage = onePage(
    'road',
    savedRoad,
    (panel, save) => new RoadPage(panel, { ...header, extensionUri, runs, choice, log, taking }, save),
  );
  const roadTree = new RoadTree(road);
  const trainingStatus = new TrainingStatus(jobs, races);
  const statusBar = new StatusBar(process);
  const surprisal = new Surprisal(process, choice);
  const surprisalStatus = new SurprisalStatus(surprisal);
  const stepTimes = new StepTimes({ measure: (models, size) => jobs.stepTimes(models, size) }, globalState, version);
  const trained = new TrainedModels(globalState);
  const cached = async () => (await listCachedModels(supportedModelTypes)).map(({ folder }) => folder);
  const shelf = new ModelShelf(choice, systems, trained, cached);
  const views = new Views({ shelf, trained, jobs, races });
  const sample = new SampleDocument(fileOf('media', 'sample', 'welcome.md'), stored('sample', version));
  const commanded: Parts = {
    ...{ process, choice, follow, attention, nextToken, positions, surprisal, log, jobs, trainingPage, stepTimes },
    ...{ beside, races, translation, road, roadPage, shelf, views, sample, hub, taking },
    training: { train: (recipe, options) => runRecipe(commanded, recipe, options) },
  };

  const positionsHost: PositionsHost = {
    ...host,
    races,
    explain: (folder: string, text: string) =>
      explainTrained(commanded, folder, text, positions.page?.panel.viewColumn),
  };
  const trainingHost: TrainingHost = {
    ...header,
    taking,
    extensionUri,
    jobs,
    log,
    explain: (folder: string, text: string) => explainTrained(commanded, folder, text),
    compare: (folders: readonly [string, string], text: string) => compareTrained(commanded, folders, text),
    translate: async (folders: readonly string[], text: string) => {
      const column = trainingPage.page?.panel.viewColumn;
      for (const folder of folders) await translateWith(commanded, folder, text, column);
    },
    chooseRun: () => chooseRun(commanded),
  };
  const savedViews: vscode.CustomReadonlyEditorProvider = new SavedViewEditor({
    ...{ extensionUri, log, taking, askNext: header.askNext },
    findModel: (weights) =>
      findByWeights(process, [choice.folder, choice.bundled, ...choice.recent, ...systems.offered], weights),
    onModels: (listener) => vscode.Disposable.from(choice.onDidChange(listener), systems.onDidChange(listener)),
    runAgain: (again) => showAgain(commanded, again),
  });
  const parts = {
    savedViews,
    ...commanded,
    statusBar,
    surprisalStatus,
    trainingStatus,
    trainingHost,
    positionsHost,
    translateHost,
  };
  subscriptions.push(
    log,
    process,
    secondProcess,
    hub,
    jobs,
    races,
    speeds,
    follow,
    statusBar,
    trainingStatus,
    surprisal,
    surprisalStatus,
    registerRecipeEditor(jobs.onTraining),
    road,
    roadTree,
    shelf,
    views,
    registerRoadEditor(runs, {
      get model() {
        return choice.folder;
      },
      isTrusted: (uri) => road.isTrusted(uri),
    }),
    whileRunning(runs),
    // Explaining begins again with the number of threads that is left for it.
    ...[jobs, races].map(({ onTraining }) =>
      onTraining(() => {
        for (const explaining of [process, secondProcess]) explaining.renew();
      }),
    ),
    vscode.workspace.onDidChangeConfiguration((event) => {
      const isProcess =
        event.affectsConfiguration('underhood.runtime') || event.affectsConfiguration('underhood.threads');
      for (const explaining of isProcess ? [process, secondProcess] : []) {
        if (explaining.status.activity !== 'stopped') explaining.renew();
        else void explaining.restart().catch(({ message }) => log.error(message));
      }
    }),
  );
  const serializers: readonly (vscode.WebviewPanelSerializer & { readonly viewType: string })[] = [
    ...[attention, nextToken, positions],
    ...[translation, roadPage, trainingPage],
  ];
  const trees: Readonly<Record<string, vscode.TreeDataProvider<unknown>>> = {
    ...views.trees,
    'underhood.road': roadTree,
  };
  return {
    parts,
    run: commandRunner(commanded),
    savedViews,
    panel: (viewType: string): vscode.WebviewPanelSerializer =>
      registered(
        serializers.find((page) => page.viewType === viewType),
        viewType,
      ),
    tree: (view: string): vscode.TreeDataProvider<unknown> => registered(trees[view], view),
    preview: (body: string, document: string | undefined) => lastResult(body, document, runs),
  };
}

/** What the manifest names; the checks of the manifest keep both together. */
function registered<Part>(part: Part | undefined, name: string): Part {
  if (part === undefined) throw new Error(`Nothing is registered for ${name}.`);
  return part;
}

/** Lets the commands over an experiment be chosen while there is one. */
function whileRunning(runs: RoadRuns): vscode.Disposable {
  let wasRunning = false;
  return runs.onDidChange(() => {
    if (runs.isRunning === wasRunning) return;
    wasRunning = runs.isRunning;
    void setContext('underhood.isRunningBlock', wasRunning);
  });
}

function runtimeSettings(): Pick<ModelProcessOptions, 'runtime' | 'threads'> {
  const settings = vscode.workspace.getConfiguration('underhood');
  return {
    runtime: settings.get<ModelProcessOptions['runtime']>('runtime', 'auto'),
    threads: settings.get('threads', 0),
  };
}

/** Where the hub is and how to get there. Of the machine or the user only: no workspace can lead a token elsewhere. */
function hubOptions(): HubProcessOptions {
  const settings = vscode.workspace.getConfiguration();
  return {
    endpoint: settings.get('underhood.hub.endpoint', ''),
    proxy: {
      proxy: settings.get('http.proxy') || '',
      noProxy: settings.get('http.noProxy') || [],
      support: settings.get('http.proxySupport') || 'override',
      strictTls: settings.get('http.proxyStrictSSL', true),
      authorization: settings.get<string | null>('http.proxyAuthorization') ?? null,
    },
  };
}
