import type { ModelChild, OpenAnswer } from './modelChild.ts';
import type { ModelLives } from './modelLives.ts';
import type { Wanted } from './wanted.ts';

/**
 * Which model the process has open. Several may be wanted at once, each for something else: they are opened one after the
 * other, and each stays open until it has been asked what it is wanted for.
 */
export class ModelOpener {
  #folder?: string;
  #opened?: OpenAnswer;
  /** The model that each of those needs. */
  readonly #needed = new Map<Wanted, string>();

  /** @param changed told when a model is being opened, and when it is used or failed to open */
  constructor(
    private readonly lives: ModelLives,
    private readonly changed: () => void,
  ) {}

  /** Folder of the model opened last: the one that every new process opens again. */
  get folder(): string | undefined {
    return this.#folder;
  }

  /** What was said of it. */
  get opened(): OpenAnswer | undefined {
    return this.#opened;
  }

  /** Does something with a process that has this model open. Rejects where that is not wanted any more before it begins. */
  async using<T>(
    child: ModelChild,
    folder: string,
    wanted: Wanted,
    work: (child: ModelChild) => Promise<T>,
  ): Promise<T> {
    this.#needed.set(wanted, folder);
    wanted.onDropped(() => this.#hurry(child));
    try {
      while (child.openedFolder !== folder || child.opening) {
        const { opening } = child;
        if (opening && opening.folder !== folder) {
          this.#hurry(child);
          await opening.answer.catch(() => {});
        } else await this.open(child, folder);
        wanted.check();
      }
      this.changed();
      // In the turn in which that was seen: nobody else has the process open another one before it is asked.
      return await work(child);
    } finally {
      this.#needed.delete(wanted);
    }
  }

  async open(child: ModelChild, folder: string): Promise<void> {
    const opened = child.open(folder);
    this.changed();
    try {
      this.#opened = await opened;
      this.#folder = folder;
    } finally {
      this.changed();
    }
  }

  /** A process is not left to open a model of which nothing is wanted any more, where something is of another. */
  #hurry(child: ModelChild): void {
    const { opening } = child;
    const folders = [...this.#needed].flatMap(([wanted, folder]) => (wanted.isDropped ? [] : [folder]));
    if (opening && folders.length > 0 && !folders.includes(opening.folder)) {
      this.lives.expectSoon(child, opening.answer);
    }
  }
}
