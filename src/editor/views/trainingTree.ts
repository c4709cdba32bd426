import * as vscode from 'vscode';
import { currentLanguage, onLanguage } from '../../panels/language.ts';
import type { Races } from '../../panels/races.ts';
import type { TrainingJobs } from '../../trainingProcess/trainingJobs.ts';
import { raceRow, runRow } from './trainingItems.ts';
import { treeItem } from './treeItem.ts';
import type { ViewRow } from './viewRow.ts';

/** A run in the view, by its recipe; the race that trains. What their commands are told. */
export type TrainingNode = { readonly recipe: string } | { readonly race: true };

/** From one drawing of progress to the next, milliseconds: a view that flickers cannot be read. */
const refreshEvery = 500;

/** What trains, in the activity bar, and how far it is. */
export class TrainingTree implements vscode.TreeDataProvider<TrainingNode> {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #listeners: readonly { dispose(): void }[];
  #waiting?: ReturnType<typeof setTimeout>;
  /** What was drawn last. */
  #drawn = '';

  constructor(
    private readonly jobs: TrainingJobs,
    private readonly races: Races,
  ) {
    this.#listeners = [
      jobs.onChange(() => this.#soon()),
      races.onDidChange(() => this.#soon()),
      onLanguage(() => this.#draw()),
    ];
  }

  dispose(): void {
    clearTimeout(this.#waiting);
    for (const listener of this.#listeners) listener.dispose();
    this.#changed.dispose();
  }

  getChildren(parent?: TrainingNode): TrainingNode[] {
    if (parent) return [];
    const runs = this.jobs.training.filter(({ summary }) => summary).map(({ recipe }) => ({ recipe }));
    return [...runs, ...(this.races.training ? [{ race: true } as const] : [])];
  }

  getTreeItem(node: TrainingNode): vscode.TreeItem {
    const row = 'race' in node ? this.#race() : this.#run(node.recipe);
    // It ended between the one question and the other.
    if (!row) return new vscode.TreeItem('');
    const command =
      'race' in node
        ? { command: 'underhood.showPositions', title: row.label }
        : { command: 'underhood.openTraining', title: row.label, arguments: [vscode.Uri.file(node.recipe)] };
    const item = treeItem(row, command);
    item.id = 'race' in node ? 'race' : node.recipe;
    return item;
  }

  #run(recipe: string): ViewRow | undefined {
    const { summary, status } = this.jobs.all.find((job) => job.recipe === recipe) ?? {};
    return summary && status && runRow(currentLanguage(), { summary, status });
  }

  #race(): ViewRow | undefined {
    const { training } = this.races;
    return training && raceRow(currentLanguage(), training);
  }

  /** What begins, pauses or ends is shown at once. */
  #soon(): void {
    const { jobs, races } = this;
    const now = [...jobs.training.map(({ recipe, status }) => recipe + status?.phase), races.training?.phase].join();
    if (now !== this.#drawn) this.#draw(now);
    else if (now !== '') this.#waiting ??= setTimeout(() => this.#draw(now), refreshEvery);
  }

  #draw(now = this.#drawn): void {
    clearTimeout(this.#waiting);
    this.#waiting = undefined;
    this.#drawn = now;
    this.#changed.fire();
  }
}
