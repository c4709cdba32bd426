import { type TokenTexts, tokenTexts } from '../../src/analysis/tokenText.ts';
import type { SchemeName } from '../../src/positions/scheme.ts';
import type { PlacedSummary } from '../../src/protocol/positions.ts';
import { type PositionsNavigation, type PositionsState, positionsStart } from '../../src/protocol/positionsPage.ts';
import { PageEffects } from '../parts/pageEffects.ts';
import { PageStore } from '../parts/pageStore.ts';
import { fetchTable, type LearnedTable, type OwnTable } from './learnedTable.ts';
import type { PositionsHost } from './positionsHost.ts';
import { type OwnPositions, type SchemeTable, schemeTable } from './schemes/schemeTable.ts';

/** A text in its positions, with how its tokens are shown. */
export interface LoadedPlacement extends PlacedSummary {
  readonly texts: TokenTexts;
}

/** What the positions page knows: the schemes need nothing, the rest is about a text in the loaded model. */
export class PositionsStore extends PageStore<PositionsState, PositionsNavigation> {
  navigation: PositionsNavigation = positionsStart;
  run: LoadedPlacement | null = null;
  /** The token under the document's cursor: the position that is looked at until another one is chosen. */
  cursor: number | null = null;
  readonly host: PositionsHost;
  readonly effects: PageEffects<PositionsNavigation>;
  /** The table of a model that was loaded, the newest that is here. */
  #learned: { readonly folder: string; readonly table: LearnedTable } | null = null;
  #asked = '';
  #tables = { name: '', own: {} as OwnPositions, made: new Map<SchemeName, SchemeTable | null>() };

  constructor(host: PositionsHost) {
    super();
    this.host = host;
    this.effects = new PageEffects<PositionsNavigation>(host);
  }

  /** Listens from now on, and asks for the first state. */
  async start(): Promise<void> {
    this.host.hear({ state: (state) => this.#receive(state), cursor: ({ index }) => this.#follow(index) });
    await this.attempt(this.host.request('ready', {}).then((state) => this.#receive(state)));
  }

  override get isOfRun() {
    return this.run !== null;
  }

  override get takenName(): string {
    return `positions-${this.navigation.view}`;
  }

  /** What the loaded model has of its own. */
  get own(): OwnPositions {
    const isOwn = this.#learned?.folder === this.run?.model.folder;
    return { positions: this.run?.positions, learned: isOwn ? this.#learned?.table : undefined };
  }

  /** The numbers of a scheme by the settings of the page; made once for the same settings. */
  tableOf(scheme: SchemeName): SchemeTable | null {
    const { positions, width, formula, pairing, rotaryQuantity, isContinuous } = this.navigation;
    const settings = { positions, width, formula, pairing, rotaryQuantity, isContinuous };
    const name = JSON.stringify(settings);
    const { own } = this;
    const last = this.#tables;
    if (last.name !== name || last.own.positions !== own.positions || last.own.learned !== own.learned) {
      this.#tables = { name, own, made: new Map() };
    }
    const { made } = this.#tables;
    if (!made.has(scheme)) made.set(scheme, schemeTable(scheme, settings, own));
    return made.get(scheme)!;
  }

  /** Asks once for the loaded model's table, where it has one; that of its text before stays until it is here. */
  needLearned(): void {
    const { run } = this;
    if (run === null || this.isStopped || run.runId === this.#asked) return;
    this.#asked = run.runId;
    if (run.positions.kind === 'table') void this.attempt(this.#fetchLearned(run, run.positions));
    else this.#learned = null;
  }

  protected runAgain(): void {
    void this.attempt(this.host.request('runAgain', {}));
  }

  #follow(index: number | null): void {
    this.cursor = index;
    this.changed();
  }

  async #fetchLearned({ runId, model: { folder } }: LoadedPlacement, positions: OwnTable): Promise<void> {
    const table = await fetchTable(this.host, runId, positions);
    if (this.#asked !== runId) return;
    this.#learned = { folder, table };
    this.changed();
  }

  #receive(state: PositionsState): void {
    this.state = state;
    if (state.navigation) this.navigation = state.navigation;
    // What the process did not live to answer is asked again when there is another one.
    if (this.isStopped) this.#asked = '';
    const { run } = state;
    if (run && run.runId !== this.run?.runId) this.run = { ...run, texts: tokenTexts(run.tokens, run.text) };
    this.changed();
  }
}
