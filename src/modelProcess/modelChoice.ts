import type { Memento } from 'vscode';
import { Emitter } from 'vscode-jsonrpc';

/** Folders that are offered again. */
const mostRecent = 10;

/** Which model is explained: chosen for this workspace, or else the last choice anywhere, or else the bundled one. */
export class ModelChoice {
  readonly #changed = new Emitter<void>();
  /** Another one is explained, or the list of those opened before changed. */
  readonly onDidChange = this.#changed.event;

  constructor(
    /** Folder of the bundled model. */
    readonly bundled: string,
    private readonly workspace: Memento,
    private readonly everywhere: Memento,
  ) {}

  get folder(): string {
    return (this.workspace.get<string>('model') ?? this.everywhere.get<string>('model')) || this.bundled;
  }

  /** Folders chosen before, the last one first; without the bundled one. */
  get recent(): readonly string[] {
    return this.everywhere.get<string[]>('recentModels', []);
  }

  async choose(folder: string): Promise<void> {
    // Empty stands for the bundled one, which lies elsewhere after an update of the extension.
    const remembered = folder === this.bundled ? '' : folder;
    await this.workspace.update('model', remembered);
    await this.everywhere.update('model', remembered);
    if (remembered !== '') {
      const others = this.recent.filter((other) => other !== folder);
      await this.everywhere.update('recentModels', [folder, ...others].slice(0, mostRecent));
    }
    this.#changed.fire();
  }

  /** Takes a folder off the list. Where it is the chosen one, the bundled model takes its place. */
  async forget(folder: string): Promise<void> {
    const others = this.recent.filter((other) => other !== folder);
    await this.everywhere.update('recentModels', others);
    if (this.folder === folder) await this.choose(this.bundled);
    else this.#changed.fire();
  }
}
