import type { TreeDataProvider } from 'vscode';
import type { Races } from '../../panels/race.ts';
import type { ModelShelf } from '../../shelf/modelShelf.ts';
import type { TrainedModels } from '../../shelf/trainedModels.ts';
import type { TrainingJobs } from '../../trainingProcess/trainingJobs.ts';
import { ExploreTree } from './exploreTree.ts';
import { ModelTree } from './modelTree.ts';
import { TrainingTree } from './trainingTree.ts';

/** What the views are about. */
interface ViewedParts {
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
    this.models = new ModelTree(viewed.shelf);
    this.training = new TrainingTree(viewed.jobs, viewed.races);
    const following = viewed.jobs.onChange(() => void this.#follow());
    this.#parts = [this.explore, this.models, this.training, following];
  }

  /** By the names that the manifest gives them. */
  get trees(): Readonly<Record<string, TreeDataProvider<unknown>>> {
    const { explore, models, training } = this;
    return { 'underhood.explore': explore, 'underhood.models': models, 'underhood.training': training };
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
