import * as vscode from 'vscode';
import { currentLanguage, say } from '../panels/language.ts';
import type { TrainingJobs } from '../trainingProcess/trainingJobs.ts';

/** What trains in the background, and how far it is: a click shows its page. */
export class TrainingStatus {
  readonly #item = vscode.window.createStatusBarItem('underhood.training', vscode.StatusBarAlignment.Right, 89);
  readonly #listeners: { dispose(): void }[];
  #isTraining = false;

  constructor(private readonly jobs: TrainingJobs) {
    this.#listeners = [
      jobs.onChange(() => this.#draw()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('underhood.language')) this.#draw();
      }),
    ];
  }

  /** For tests: what it says; nothing where nothing trains. */
  get text(): string | undefined {
    return this.jobs.training.length > 0 ? this.#item.text : undefined;
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#item.dispose();
  }

  /** Commands over what trains can run as long as something does. */
  #enable(isTraining: boolean): void {
    if (isTraining === this.#isTraining) return;
    this.#isTraining = isTraining;
    void vscode.commands.executeCommand('setContext', 'underhood.isTraining', isTraining);
  }

  #draw(): void {
    const [job] = this.jobs.training;
    this.#enable(job !== undefined);
    if (!job?.status || !job.summary) {
      this.#item.hide();
      return;
    }
    const { phase, step, steps, best } = job.status;
    const { name } = job.summary;
    const count = (value: number) => value.toLocaleString(currentLanguage());
    this.#item.name = say('training.status.name');
    const icon = phase === 'paused' ? '$(debug-pause)' : '$(pulse)';
    this.#item.text =
      phase === 'preparing'
        ? `$(loading~spin) ${say('training.status.preparing', { name })}`
        : `${icon} ${name} ${count(step)}/${count(steps)}`;
    const more = { name, step: count(step), steps: count(steps), loss: best?.loss.toFixed(3) ?? '–' };
    this.#item.tooltip = say(phase === 'paused' ? 'training.status.paused' : 'training.status.running', more);
    this.#item.accessibilityInformation = { label: this.#item.tooltip };
    this.#item.command = {
      title: '',
      command: 'underhood.openTraining',
      arguments: [vscode.Uri.file(job.recipe)],
    };
    this.#item.show();
  }
}
