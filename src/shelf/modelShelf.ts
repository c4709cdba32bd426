import { Emitter } from 'vscode-jsonrpc';
import type { ModelChoice } from '../modelProcess/modelChoice.ts';
import type { SystemChoice } from '../modelProcess/systemChoice.ts';
import type { TrainedModels } from './trainedModels.ts';

/** Where a model is known from. */
export const places = ['bundled', 'trained', 'opened', 'cached'] as const;
export type Place = (typeof places)[number];

export interface ShelvedModel {
  readonly folder: string;
  readonly place: Place;
  /** By which it was trained here. */
  readonly recipe?: string;
  /** It is the one that is explained, or one of those that translate. */
  readonly isChosen: boolean;
}

/** All models that are known of: each stands in one place only, the first of those that know it. */
export class ModelShelf {
  readonly #changed = new Emitter<void>();
  readonly #listeners: readonly { dispose(): void }[];
  /** Another model is known, or chosen. */
  readonly onDidChange = this.#changed.event;

  /** @param cached folders of the models in the Hugging Face cache */
  constructor(
    private readonly choice: ModelChoice,
    private readonly systems: SystemChoice,
    private readonly trained: TrainedModels,
    private readonly cached: () => Promise<readonly string[]>,
  ) {
    this.#listeners = [choice, systems, trained].map(({ onDidChange }) => onDidChange(() => this.#changed.fire()));
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#changed.dispose();
  }

  async models(): Promise<ShelvedModel[]> {
    const { choice, systems, trained } = this;
    const known: Record<Place, readonly string[]> = {
      bundled: [choice.bundled, ...systems.bundled],
      trained: trained.all.map(({ folder }) => folder),
      opened: [...choice.recent, ...systems.offered.slice(systems.bundled.length).toReversed()],
      cached: await this.cached(),
    };
    const recipes = new Map(trained.all.map(({ folder, recipe }) => [folder, recipe]));
    const chosen = new Set([choice.folder, ...systems.chosen]);
    const placed = new Map<string, Place>();
    for (const place of places) {
      for (const folder of known[place]) if (!placed.has(folder)) placed.set(folder, place);
    }
    return [...placed].map(([folder, place]) => ({
      ...{ folder, place, isChosen: chosen.has(folder) },
      ...(recipes.has(folder) && { recipe: recipes.get(folder) }),
    }));
  }

  /** Takes a model off every list; what lies in its folder stays. */
  async forget(folder: string): Promise<void> {
    await this.trained.forget(folder);
    await this.systems.remove(folder);
    await this.choice.forget(folder);
  }
}
