import { html, nothing } from 'lit';
import type { NextTokenNavigation } from '../../src/protocol/nextTokenPage.ts';
import { emptyState, textActions } from '../parts/emptyState.ts';
import { emptyStyle } from '../parts/emptyStyle.ts';
import type { KeyMeaning } from '../parts/keyList.ts';
import { Page } from '../parts/page.ts';
import { tabbed, tabbedStyle } from '../parts/tabs.ts';
import { views } from './navigation.ts';
import type { NextTokenStore } from './store.ts';

/** The next-token page: what comes at a place, writing on from the end, and an example to check by hand. */
export class NextTokenPage extends Page<NextTokenStore> {
  static override styles = [...Page.styles, ...tabbedStyle, emptyStyle];

  protected readonly keys: readonly KeyMeaning[] = [
    [['Tab'], 'page.keyTab'],
    [['←', '→', '↑', '↓'], 'nextToken.keyArrows'],
    [['Home', 'End'], 'page.keyEnds'],
    [['Enter'], 'nextToken.keyChoose'],
    [['Escape'], 'nextToken.keyEscape'],
    [['?'], 'page.keyHelp'],
  ];

  protected content() {
    const { store } = this;
    if (store.state === null) return nothing;
    const { view } = store.navigation;
    return html`
      ${tabbed(
        {
          label: this.strings('nextToken.views'),
          views,
          shown: view,
          nameOf: (name) => this.strings(`nextToken.view.${name}`),
          show: (name) => store.navigate({ view: name }),
        },
        this.#view(view),
      )}
      ${
        view === 'next' && store.run
          ? html`<footer><underhood-next-readout .store=${store}></underhood-next-readout></footer>`
          : nothing
      }
    `;
  }

  #view(view: NextTokenNavigation['view']) {
    const { store } = this;
    if (view === 'example') return html`<underhood-example .store=${store}></underhood-example>`;
    if (store.run === null) return this.#empty();
    if (view === 'continue') return html`<underhood-continue .store=${store}></underhood-continue>`;
    return html`<underhood-next .store=${store}></underhood-next>`;
  }

  #empty() {
    const { store } = this;
    if (store.state?.activity !== 'idle') return nothing;
    return emptyState(this.strings('nextToken.empty'), textActions(store, 'nextToken'));
  }
}
