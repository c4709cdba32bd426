import * as vscode from 'vscode';
import { StepTimes } from '../commands/train/stepTimes.ts';
import { askLanguageModel } from '../editor/languageModel.ts';
import { HubProcess } from '../hubProcess/hubProcess.ts';
import { sentence } from '../localisation.ts';
import { ModelProcess } from '../modelProcess/client.ts';
import { currentLanguage } from '../panels/language.ts';
import { Races } from '../panels/races.ts';
import { SpeedMeasurement } from '../panels/speedMeasurement.ts';
import type { ModelProcessOptions } from '../protocol/model.ts';
import { RoadProcess } from '../roadProcess/roadProcess.ts';
import { TrainingJobs } from '../trainingProcess/trainingJobs.ts';
import type { Installation } from './installation.ts';
import type { Models } from './models.ts';
import { concernsRuntime, hubOptions, runtimeSettings } from './settings.ts';

export type Processes = ReturnType<typeof buildProcesses>;

/** What computes and fetches, in children that are started when they are first asked; and what is measured in them. */
export function buildProcesses(
  { version, globalState, log, fileOf, storedAt }: Installation,
  { choice }: Pick<Models, 'choice'>,
) {
  const child = (name: string) => ({
    script: fileOf('dist', `${name}.js`),
    log: (line: string) => log.info(line),
  });
  const trainingProcess = {
    ...child('trainingProcess'),
    get options() {
      return runtimeSettings();
    },
  };
  const jobs = new TrainingJobs(trainingProcess);
  const races = new Races(trainingProcess, storedAt('races'));
  const modelProcess = () =>
    new ModelProcess({
      ...child('modelProcess'),
      // What trains needs the other threads.
      get options(): ModelProcessOptions {
        const settings = runtimeSettings();
        const threads = jobs.training.length > 0 || races.isTraining ? 1 : settings.threads;
        return { ...settings, threads, bundledModel: choice.bundled };
      },
    });
  return {
    /** Explains. */
    process: modelProcess(),
    /** Explains with a second model, so that both stay loaded. */
    secondProcess: modelProcess(),
    jobs,
    races,
    hub: new HubProcess({
      ...child('hubProcess'),
      get options() {
        return hubOptions();
      },
    }),
    roadProcess: new RoadProcess({
      ...child('roadProcess'),
      get options() {
        return { ...runtimeSettings(), digits: fileOf('dist', 'digits.bin.gz') };
      },
      ask: askLanguageModel,
    }),
    speeds: new SpeedMeasurement(
      (lengths) => jobs.speeds(lengths),
      (error) => sentence(currentLanguage(), error),
    ),
    stepTimes: new StepTimes({ measure: (models, size) => jobs.stepTimes(models, size) }, globalState, version),
  };
}

/** Has explaining begin again where the threads that are left for it, or what it runs on, become others. */
export function renewExplaining(
  { process, secondProcess, jobs, races }: Processes,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const explaining = [process, secondProcess];
  const renew = () => {
    for (const one of explaining) one.renew();
  };
  return vscode.Disposable.from(
    jobs.onTraining(renew),
    races.onTraining(renew),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (!concernsRuntime(event)) return;
      for (const one of explaining) {
        if (one.status.activity !== 'stopped') one.renew();
        else void one.restart().catch(({ message }) => log.error(message));
      }
    }),
  );
}
