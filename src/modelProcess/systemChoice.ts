import type { Memento } from 'vscode';
import { Emitter } from 'vscode-jsonrpc';
import { type BeamCount, beamCounts } from '../protocol/translation.ts';

/** Folders that are kept on the list. */
const mostAdded = 10;

/** Which systems translate, and how: chosen for this workspace, or else the bundled ones, greedily. */
export class SystemChoice {
  readonly #changed = new Emitter<void>();
  /** Others translate, or the list changed. */
  readonly onDidChange = this.#changed.event;

  /**
   * @param bundled folders of the bundled ones, from the simplest on
   * @param workspace remembers what is chosen
   * @param everywhere remembers which folders were added
   */
  constructor(
    readonly bundled: readonly string[],
    private readonly workspace: Memento,
    private readonly everywhere: Memento,
  ) {}

  /** All that can be chosen: the bundled ones first, then those that were added, the last one last. */
  get offered(): readonly string[] {
    return [...this.bundled, ...this.#added];
  }

  /** Those that translate, in the order in which they are offered; at least one. */
  get chosen(): readonly string[] {
    // By number where they are bundled: they lie elsewhere after an update of the extension.
    const chosen = this.workspace.get<readonly (string | number)[]>('systems', [...this.bundled.keys()]);
    const folders = chosen.map((one) => (typeof one === 'number' ? this.bundled[one] : one));
    const found = this.offered.filter((folder) => folders.includes(folder));
    return found.length > 0 ? found : this.bundled;
  }

  get beams(): BeamCount {
    const beams = this.workspace.get('beams');
    return beamCounts.find((known) => known === beams) ?? 1;
  }

  async choose(folders: readonly string[]): Promise<void> {
    const remembered = folders.map((folder) => {
      const place = this.bundled.indexOf(folder);
      return place < 0 ? folder : place;
    });
    await this.workspace.update('systems', remembered);
    this.#changed.fire();
  }

  /** Puts a folder on the list, chosen beside the others. */
  async add(folder: string): Promise<void> {
    if (!this.offered.includes(folder))
      await this.everywhere.update('addedSystems', [...this.#added, folder].slice(-mostAdded));
    await this.choose([...this.chosen.filter((other) => other !== folder), folder]);
  }

  /** Takes an added folder off the list. */
  async remove(folder: string): Promise<void> {
    const left = this.#added.filter((other) => other !== folder);
    await this.everywhere.update('addedSystems', left);
    this.#changed.fire();
  }

  async setBeams(beams: BeamCount): Promise<void> {
    await this.workspace.update('beams', beams);
  }

  get #added(): readonly string[] {
    return this.everywhere.get<string[]>('addedSystems', []);
  }
}
