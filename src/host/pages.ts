import * as vscode from 'vscode';
import { askForSystem } from '../commands/askForSystem.ts';
import { askNext } from '../commands/askNext.ts';
import { chooseRun } from '../commands/chooseRun.ts';
import { compareTrained, explainTrained } from '../commands/explainTrained.ts';
import type { PageParts, Parts } from '../commands/parts.ts';
import { runRecipe } from '../commands/runRecipe.ts';
import { showAgain } from '../commands/showAgain.ts';
import { translateWith } from '../commands/translateWith.ts';
import type { HostKey } from '../localisation.ts';
import { findByWeights } from '../modelProcess/findByWeights.ts';
import { AttentionPage } from '../panels/attentionPage.ts';
import { BesidePage } from '../panels/besidePage.ts';
import { NextTokenPage } from '../panels/nextTokenPage.ts';
import { OnePage, type Page } from '../panels/onePage.ts';
import { PositionsPage } from '../panels/positionsPage.ts';
import { RoadPage } from '../panels/roadPage.ts';
import { SavedViewEditor } from '../panels/savedViewEditor.ts';
import { TrainingPage } from '../panels/trainingPage.ts';
import { TranslatePage } from '../panels/translatePage.ts';
import { savedAttention } from '../protocol/attentionValidation.ts';
import { savedNextToken } from '../protocol/nextTokenValidation.ts';
import { savedPositions } from '../protocol/positionsValidation.ts';
import { savedRoad } from '../protocol/roadValidation.ts';
import { savedTraining } from '../protocol/trainingValidation.ts';
import { savedTranslate } from '../protocol/translateValidation.ts';
import type { SchemaOf } from '../protocol/validation.ts';
import type { Installation } from './installation.ts';
import type { Models } from './models.ts';
import type { Processes } from './processes.ts';

type BuiltBefore = Omit<Parts, keyof PageParts> & Models & Processes;

/** The pages, and where each leads. @returns them, with all that was built before, as commands use it */
export function buildPages({ extensionUri, workspaceState }: Installation, built: BuiltBefore) {
  const { process, secondProcess, choice, systems, follow, log, taking, jobs, races, speeds, road } = built;
  const leads = leadsOf(() => parts);
  const host = { extensionUri, process, choice, follow, log, taking, ...leads };
  const onePage = <Made extends Page<Saved>, Saved>(
    name: string,
    saved: SchemaOf<Saved>,
    make: (panel: vscode.WebviewPanel, save: (saved: Saved) => void) => Made,
    title = `page.${name}` as HostKey,
  ) => new OnePage({ name, title, extensionUri, saved, make }, workspaceState);
  const pages: PageParts = {
    attention: onePage('attention', savedAttention, (panel, save) => new AttentionPage(panel, host, save)),
    beside: new BesidePage(host, secondProcess, (make) =>
      onePage('attentionBeside', savedAttention, make, 'page.attention'),
    ),
    nextToken: onePage('nextToken', savedNextToken, (panel, save) => new NextTokenPage(panel, host, save)),
    positions: onePage(
      'positions',
      savedPositions,
      (panel, save) => new PositionsPage(panel, { ...host, races }, save),
    ),
    translation: onePage(
      'translate',
      savedTranslate,
      (panel, save) => new TranslatePage(panel, { ...host, systems, speeds }, save),
    ),
    trainingPage: onePage('training', savedTraining, (panel, save) => new TrainingPage(panel, { ...host, jobs }, save)),
    roadPage: onePage('road', savedRoad, (panel, save) => new RoadPage(panel, { ...host, runs: road.runs }, save)),
    training: { train: (recipe, options) => runRecipe(parts, recipe, options) },
  };
  const parts: BuiltBefore & PageParts = { ...built, ...pages };
  const savedViews: vscode.CustomReadonlyEditorProvider = new SavedViewEditor({
    ...host,
    findModel: (weights) =>
      findByWeights(process, [choice.folder, choice.bundled, ...choice.recent, ...systems.offered], weights),
    onModels: (listener) => vscode.Disposable.from(choice.onDidChange(listener), systems.onDidChange(listener)),
  });
  return { parts, leads, savedViews };
}

/**
 * Where pages lead: to each other by commands, which open pages.
 * @param parts asked for when a page leads somewhere: only one that is open does, and none is before all are here
 */
function leadsOf(parts: () => Parts) {
  return {
    askNext: (...asked: Rest<typeof askNext>) => askNext(parts(), ...asked),
    explain: (...asked: Rest<typeof explainTrained>) => explainTrained(parts(), ...asked),
    compare: (...asked: Rest<typeof compareTrained>) => compareTrained(parts(), ...asked),
    translate: (...asked: Rest<typeof translateWith>) => translateWith(parts(), ...asked),
    runAgain: (...asked: Rest<typeof showAgain>) => showAgain(parts(), ...asked),
    chooseRun: () => chooseRun(parts()),
    askForSystem: () => askForSystem(parts()),
  };
}

/** What a command takes after the parts. */
type Rest<Command> = Command extends (parts: never, ...rest: infer Others) => unknown ? Others : never;
