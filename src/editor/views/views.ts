import type { TreeDataProvider } from 'vscode';
import type { Races } from '../../panels/races.ts';
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
  /** The lowest held-out losses of what trains, by recipe, that the models are shown with. */
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
    for (const recipe of this.#shown.keys()) {
      if (!jobs.training.some((job) => job.recipe === recipe)) this.#shown.delete(recipe);
    }
    for (const { recipe, summary, status } of jobs.training) {
      const best = status?.best?.loss;
      if (!summary || best === undefined || this.#shown.get(recipe) === best) continue;
      this.#shown.set(recipe, best);
      await trained.add(summary);
      this.models.refresh();
    }
  }
}
