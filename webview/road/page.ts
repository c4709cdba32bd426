import { css, html, nothing } from 'lit';
import type { View } from '../../src/road/view.ts';
import { emptyState } from '../parts/emptyState.ts';
import { emptyStyle } from '../parts/emptyStyle.ts';
import type { KeyMeaning } from '../parts/keyList.ts';
import { Page } from '../parts/page.ts';
import { readoutStyle } from '../parts/readoutStyle.ts';
import type { RoadStore } from './store.ts';

/** The page of an experiment: what is asked and learned, its settings, what came out, and whether what was said holds. */
export class RoadPage extends Page<RoadStore> {
  static override styles = [
    ...Page.styles,
    readoutStyle,
    emptyStyle,
    css`
      .columns {
        display: grid;
        grid-template-columns: 240px minmax(0, 1fr);
        gap: 8px 32px;
        flex: 1;
        align-items: start;
        padding: 8px 0;
      }
      .views {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(420px, 100%), 1fr));
        gap: 24px 32px;
        align-items: start;
        margin-top: 16px;
      }
      .wide {
        grid-column: 1 / -1;
      }
      .result {
        min-width: 0;
      }
      .outdated {
        opacity: 0.6;
      }
      @media (max-width: 699px) {
        .columns {
          grid-template-columns: minmax(0, 1fr);
        }
        .result {
          order: -1;
        }
      }
    `,
  ];

  protected readonly keys: readonly KeyMeaning[] = [
    [['Tab'], 'page.keyTab'],
    [['←', '→', '↑', '↓'], 'roadPage.keyPicture'],
    [['Home', 'End'], 'page.keyEnds'],
    [['r'], 'roadPage.keyRun'],
    [['?'], 'page.keyHelp'],
  ];

  protected content() {
    const { store } = this;
    const { state, run } = store;
    if (state === null) return nothing;
    if (!run) return this.#empty();
    const views = run.outcome?.views ?? [];
    return html`
      <div class="columns">
        <underhood-road-controls .store=${store}></underhood-road-controls>
        <div class="result ${store.isChanged && !store.isRunning ? 'outdated' : ''}">
          <underhood-verdicts .store=${store}></underhood-verdicts>
          <div class="views">
            ${views.map(
              (view, place) => html`<underhood-view
                class=${isWide(view) ? 'wide' : ''}
                .store=${store}
                .view=${view}
                .place=${place}
              ></underhood-view>`,
            )}
          </div>
        </div>
      </div>
      <footer><p role="status">${this.#readout()}</p></footer>
    `;
  }

  #empty() {
    const press = () => this.store.ask('askNext', { question: 'road' });
    return emptyState(this.strings('roadPage.empty'), [{ name: 'walk', label: this.strings('roadPage.walk'), press }]);
  }

  /** What is pointed at; otherwise what came out, once it has: progress is not read out at every step. */
  #readout(): string {
    const { store } = this;
    const { run, said } = store;
    if (said) return store.say(said);
    return run?.outcome && !store.isRunning ? store.say(run.outcome.headline) : '';
  }

  protected override press(key: string): boolean {
    if (key !== 'r') return false;
    if (!this.store.isRunning) this.store.runNow();
    return true;
  }
}

/** What needs the whole width, where there is room for two beside each other. */
function isWide(view: View): boolean {
  return view.kind === 'graph' || view.kind === 'text' || (view.kind === 'matrix' && view.columns.length > 20);
}
