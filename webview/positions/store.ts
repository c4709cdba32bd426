import { type TokenTexts, tokenTexts } from '../../src/analysis/tokenText.ts';
import type { PlacedSummary } from '../../src/protocol/positions.ts';
import { type PositionsNavigation, type PositionsState, positionsStart } from '../../src/protocol/positionsPage.ts';
import { PageEffects } from '../parts/pageEffects.ts';
import { PageStore } from '../parts/pageStore.ts';
import type { PositionsHost } from './positionsHost.ts';

/** A text in its positions, with how its tokens are shown. */
export interface LoadedPlacement extends PlacedSummary {
  readonly texts: TokenTexts;
}

/** What the positions page knows: the schemes need nothing, the rest is about a text in the loaded model. */
export class PositionsStore extends PageStore<PositionsState, PositionsNavigation> {
  navigation: PositionsNavigation = positionsStart;
  run: LoadedPlacement | null = null;
  readonly host: PositionsHost;
  readonly effects: PageEffects<PositionsNavigation>;

  constructor(host: PositionsHost) {
    super();
    this.host = host;
    this.effects = new PageEffects<PositionsNavigation>(host);
  }

  /** Listens from now on, and asks for the first state. */
  async start(): Promise<void> {
    this.host.hear({ state: (state) => this.#receive(state), cursor: () => {} });
    await this.attempt(this.host.request('ready', {}).then((state) => this.#receive(state)));
  }

  protected runAgain(): void {
    void this.attempt(this.host.request('runAgain', {}));
  }

  #receive(state: PositionsState): void {
    this.state = state;
    if (state.navigation) this.navigation = state.navigation;
    const { run } = state;
    if (run && run.runId !== this.run?.runId) this.run = { ...run, texts: tokenTexts(run.tokens, run.text) };
    this.changed();
  }
}
