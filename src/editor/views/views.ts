import * as vscode from 'vscode';
import { say } from '../../panels/language.ts';
import type { Races } from '../../panels/race.ts';
import type { ModelShelf } from '../../shelf/modelShelf.ts';
import type { TrainedModels } from '../../shelf/trainedModels.ts';
import type { TrainingJobs } from '../../trainingProcess/trainingJobs.ts';
import { ExploreTree } from './exploreTree.ts';
import { ModelTree } from './modelTree.ts';
import { TrainingTree } from './trainingTree.ts';

/** What the views are about. */
export interface ViewedParts {
  readonly shelf: ModelShelf;
  readonly trained: TrainedModels;
  readonly jobs: TrainingJobs;
  readonly races: Races;
}

/** The views in the activity bar, but for the road's own. */
export class Views {
  readonly explore = new ExploreTree();
  readonly models: ModelTree;
  readonly training: TrainingTree;
  readonly #parts: readonly { dispose(): void }[];
  /** The lowest held-out losses, by recipe, that the models are shown with. */
  readonly #shown = new Map<string, number>();

  constructor(private readonly viewed: ViewedParts) {
    const { shelf, jobs, races } = viewed;
    this.models = new ModelTree(shelf);
    this.training = new TrainingTree(jobs, races);
    const trainings = vscode.window.createTreeView('underhood.training', { treeDataProvider: this.training });
    const badge = () => {
      const value = jobs.training.length + (races.isTraining ? 1 : 0);
      trainings.badge = value === 0 ? undefined : { value, tooltip: say('trainings.badge', { count: value }) };
    };
    this.#parts = [
      ...[this.explore, this.models, this.training, trainings],
      vscode.window.registerTreeDataProvider('underhood.explore', this.explore),
      vscode.window.registerTreeDataProvider('underhood.models', this.models),
      jobs.onChange(() => void this.#follow()),
      ...[jobs, races].map(({ onTraining }) => onTraining(badge)),
    ];
  }

  dispose(): void {
    for (const part of this.#parts) part.dispose();
  }

  /** What trains is remembered as soon as there is a model, and shown with what it has learned. */
  async #follow(): Promise<void> {
    const { jobs, trained } = this.viewed;
    for (const { summary, status } of jobs.training) {
      if (!summary || status?.best === undefined) continue;
      const isBetter = this.#shown.get(summary.recipe) !== status.best.loss;
      this.#shown.set(summary.recipe, status.best.loss);
      await trained.add(summary);
      if (isBetter) this.models.refresh();
    }
  }
}
