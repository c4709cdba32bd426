import type { Memento } from 'vscode';

/** Folders that are offered again. */
const mostRecent = 10;

/** Which model is explained: chosen for this workspace, or else the last choice anywhere, or else the bundled one. */
export class ModelChoice {
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
    if (remembered === '') return;
    const others = this.recent.filter((other) => other !== folder);
    await this.everywhere.update('recentModels', [folder, ...others].slice(0, mostRecent));
  }
}
