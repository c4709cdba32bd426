import * as vscode from 'vscode';
import { UnderhoodError } from '../errors.ts';
import { sentence } from '../localisation.ts';
import { currentLanguage, say } from '../panels/language.ts';
import { cancelRun } from './cancelRun.ts';
import { checkGradients } from './checkGradients.ts';
import { chooseModel } from './chooseModel.ts';
import { clearSurprisal } from './clearSurprisal.ts';
import { explainAttention } from './explainAttention.ts';
import { getStarted } from './getStarted.ts';
import {
  chooseKnown,
  copyItsPath,
  explainWithKnown,
  fineTune,
  forgetKnown,
  refreshModels,
  revealKnown,
  showItsTraining,
  translateWithKnown,
} from './knownModels.ts';
import { continueText, showNextToken } from './nextToken.ts';
import { openFromHub } from './openFromHub.ts';
import { paintSurprisal } from './paintSurprisal.ts';
import type { Parts } from './parts.ts';
import { restartModelProcess } from './restartModelProcess.ts';
import { cancelBlock, pauseBlock, runBlock, showBlockResult } from './runBlock.ts';
import { openTraining, runRecipe, trainAnew } from './runRecipe.ts';
import { showLog } from './showLog.ts';
import { showPositions } from './showPositions.ts';
import { showSurprisalLegend } from './showSurprisalLegend.ts';
import { takeAway } from './takeAway.ts';
import { toggleFollow } from './toggleFollow.ts';
import { pauseTraining, stopTraining } from './trainingControl.ts';
import { trainModel } from './trainModel.ts';
import { translate } from './translate.ts';
import { tryOut } from './tryOut.ts';
import { openChapter, restoreChapter, walkRoad } from './walkRoad.ts';

/** Every command that the manifest contributes. */
export const commands: Readonly<Record<string, (parts: Parts, ...parameters: never[]) => unknown>> = {
  'underhood.explainAttention': explainAttention,
  'underhood.showNextToken': showNextToken,
  'underhood.continueText': continueText,
  'underhood.showPositions': showPositions,
  'underhood.translate': translate,
  'underhood.paintSurprisal': paintSurprisal,
  'underhood.clearSurprisal': clearSurprisal,
  'underhood.showSurprisalLegend': showSurprisalLegend,
  'underhood.trainModel': trainModel,
  'underhood.runRecipe': runRecipe,
  'underhood.trainAnew': trainAnew,
  'underhood.openTraining': openTraining,
  'underhood.pauseTraining': pauseTraining,
  'underhood.resumeTraining': pauseTraining,
  'underhood.stopTraining': stopTraining,
  'underhood.checkGradients': checkGradients,
  'underhood.walkRoad': walkRoad,
  'underhood.openChapter': openChapter,
  'underhood.restoreChapter': restoreChapter,
  'underhood.runBlock': runBlock,
  'underhood.showBlockResult': showBlockResult,
  'underhood.pauseBlock': pauseBlock,
  'underhood.cancelBlock': cancelBlock,
  'underhood.chooseModel': chooseModel,
  'underhood.openFromHub': openFromHub,
  'underhood.restartModelProcess': restartModelProcess,
  'underhood.takeAway': takeAway,
  'underhood.toggleFollow': toggleFollow,
  'underhood.cancelRun': cancelRun,
  'underhood.showLog': showLog,
  'underhood.getStarted': getStarted,
  'underhood.tryOut': tryOut,
  'underhood.useModel': chooseKnown,
  'underhood.explainWithModel': explainWithKnown,
  'underhood.translateWithModel': translateWithKnown,
  'underhood.showModelTraining': showItsTraining,
  'underhood.fineTuneModel': fineTune,
  'underhood.revealModel': revealKnown,
  'underhood.copyModelPath': copyItsPath,
  'underhood.forgetModel': forgetKnown,
  'underhood.refreshModels': refreshModels,
};

/** Runs one of them; what it throws becomes a sentence in the user's language. */
export function commandRunner(parts: Parts): (id: string, parameters: readonly unknown[]) => Promise<void> {
  return async (id, parameters) => {
    try {
      await commands[id](parts, ...(parameters as never[]));
    } catch (error) {
      void report(parts.log, id, error);
    }
  };
}

/** Tells the person what went wrong, and the log all that is known of it. */
async function report(log: vscode.LogOutputChannel, id: string, error: unknown): Promise<void> {
  const isForeseen = error instanceof UnderhoodError;
  log.error(id, isForeseen || !(error instanceof Error) ? String(error) : (error.stack ?? error.message));
  const showLog = say('log.show');
  // VS Code cuts what has no button to one line.
  const chosen = await vscode.window.showErrorMessage(sentence(currentLanguage(), error), showLog);
  if (chosen === showLog) log.show();
}
