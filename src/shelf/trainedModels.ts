import type { Memento } from 'vscode';
import { Emitter } from 'vscode-jsonrpc';
import type { TrainingSummary } from '../protocol/training.ts';

/** A model that was trained here: its recipe, and the folder that was written. */
type TrainedModel = Pick<TrainingSummary, 'recipe' | 'folder'>;

/** Models that are kept on the list. */
const mostTrained = 50;
const key = 'trainedModels';

/** Which models were trained here, in any window: the last one first. */
export class TrainedModels {
  readonly #changed = new Emitter<void>();
  readonly onDidChange = this.#changed.event;

  constructor(private readonly everywhere: Memento) {}

  get all(): readonly TrainedModel[] {
    const known = this.everywhere.get<readonly unknown[]>(key, []);
    return Array.isArray(known) ? known.filter(isTrainedModel) : [];
  }

  /** Puts a model at the head of the list; where it stands there already, that costs nothing. */
  async add({ recipe, folder }: TrainedModel): Promise<void> {
    const [last] = this.all;
    if (last?.folder === folder && last.recipe === recipe) return;
    const others = this.all.filter((other) => other.folder !== folder);
    await this.#keep([{ recipe, folder }, ...others].slice(0, mostTrained));
  }

  /** Takes a folder off the list; what lies in it stays. */
  async forget(folder: string): Promise<void> {
    await this.#keep(this.all.filter((other) => other.folder !== folder));
  }

  async #keep(models: readonly TrainedModel[]): Promise<void> {
    await this.everywhere.update(key, models);
    this.#changed.fire();
  }
}

function isTrainedModel(value: unknown): value is TrainedModel {
  if (typeof value !== 'object' || value === null || !('recipe' in value) || !('folder' in value)) return false;
  return typeof value.recipe === 'string' && typeof value.folder === 'string';
}
