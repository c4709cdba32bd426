import * as vscode from 'vscode';
import { currentLanguage, onLanguage, say } from '../panels/language.ts';
import type { Races } from '../panels/races.ts';
import type { RaceState } from '../protocol/race.ts';
import type { TrainingPhase } from '../protocol/training.ts';
import type { TrainingJob } from '../trainingProcess/trainingJob.ts';
import type { TrainingJobs } from '../trainingProcess/trainingJobs.ts';
import { setContext } from './contextKey.ts';
import { raceProgress } from './views/trainingItems.ts';

/** What trains in the background, a run or a race, and how far it is: a click shows its page. */
export class TrainingStatus {
  readonly #item = vscode.window.createStatusBarItem('underhood.training', vscode.StatusBarAlignment.Right, 89);
  readonly #listeners: { dispose(): void }[];
  #isTraining = false;
  #knowsRun = false;

  constructor(
    private readonly jobs: TrainingJobs,
    private readonly races: Races,
  ) {
    this.#listeners = [
      jobs.onChange(() => this.#draw()),
      races.onDidChange(() => this.#draw()),
      onLanguage(() => this.#draw()),
    ];
  }

  /** For tests: what it says; nothing where nothing trains. */
  get text(): string | undefined {
    return this.jobs.training.length > 0 || this.races.isTraining ? this.#item.text : undefined;
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#item.dispose();
  }

  /** Commands over what trains can run as long as something does; those that show a run, once there is one to show. */
  #enable(isTraining: boolean, knowsRun: boolean): void {
    if (isTraining !== this.#isTraining) void setContext('underhood.isTraining', isTraining);
    if (knowsRun !== this.#knowsRun) void setContext('underhood.knowsRun', knowsRun);
    this.#isTraining = isTraining;
    this.#knowsRun = knowsRun;
  }

  #draw(): void {
    const [job] = this.jobs.training;
    const race = this.races.training;
    this.#enable(job !== undefined || race !== undefined, this.jobs.all.length > 0);
    this.#item.name = say('training.status.name');
    const isShown = (job && this.#drawJob(job)) || (race && this.#drawRace(race));
    if (!isShown) {
      this.#item.hide();
      return;
    }
    this.#item.accessibilityInformation = { label: String(this.#item.tooltip) };
    this.#item.show();
  }

  /** @returns whether there is anything to say of it yet */
  #drawJob({ recipe, status, summary }: TrainingJob): boolean {
    if (!status || !summary) return false;
    const { phase, step, steps, best } = status;
    const { name } = summary;
    this.#item.text =
      phase === 'preparing'
        ? `$(loading~spin) ${say('training.status.preparing', { name })}`
        : `${icon(phase)} ${name} ${count(step)}/${count(steps)}`;
    const more = { name, step: count(step), steps: count(steps), loss: best?.loss.toFixed(3) ?? '–' };
    this.#item.tooltip = say(phase === 'paused' ? 'training.status.paused' : 'training.status.running', more);
    this.#item.command = { title: '', command: 'underhood.openTraining', arguments: [vscode.Uri.file(recipe)] };
    return true;
  }

  #drawRace(race: RaceState): boolean {
    const { phase, contestants } = race;
    const { step, steps, through } = raceProgress(race);
    const name = say('training.status.race');
    this.#item.text =
      phase === 'preparing'
        ? `$(loading~spin) ${say('training.status.preparing', { name })}`
        : `${icon(phase)} ${name} ${count(step)}/${count(steps)}`;
    const more = { done: through, all: contestants.length, step: count(step), steps: count(steps) };
    this.#item.tooltip = say(phase === 'paused' ? 'training.status.racePaused' : 'training.status.raceRunning', more);
    this.#item.command = 'underhood.showPositions';
    return true;
  }
}

function icon(phase: TrainingPhase): string {
  return phase === 'paused' ? '$(debug-pause)' : '$(pulse)';
}

function count(value: number): string {
  return value.toLocaleString(currentLanguage());
}
