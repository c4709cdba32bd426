import { html, nothing } from 'lit';
import { type PositionsView, positionsViews } from '../../src/protocol/positionsPage.ts';
import type { KeyMeaning } from '../parts/keyList.ts';
import { Page } from '../parts/page.ts';
import { tabbed, tabbedStyle } from '../parts/tabs.ts';
import type { PositionsStore } from './store.ts';

/** The positions page: how order enters a model. */
export class PositionsPage extends Page<PositionsStore> {
  static override styles = [...Page.styles, ...tabbedStyle];

  protected readonly keys: readonly KeyMeaning[] = [
    [['Tab'], 'page.keyTab'],
    [['←', '→', '↑', '↓'], 'positions.keyArrows'],
    [['Home', 'End'], 'page.keyEnds'],
    [['Enter'], 'positions.keyChoose'],
    [['Escape'], 'positions.keyEscape'],
    [['+', '−'], 'positions.keyZoom'],
    [['?'], 'page.keyHelp'],
  ];

  protected content() {
    const { store } = this;
    if (store.state === null) return nothing;
    const { view } = store.navigation;
    return tabbed(
      {
        label: this.strings('positions.views'),
        views: positionsViews,
        shown: view,
        nameOf: (name) => this.strings(`positions.view.${name}`),
        show: (name) => store.navigate({ view: name }),
      },
      this.#view(view),
    );
  }

  #view(view: PositionsView) {
    const { store } = this;
    switch (view) {
      case 'schemes':
        return html`<underhood-positions-schemes .store=${store}></underhood-positions-schemes>`;
      case 'similarity':
        return html`<underhood-positions-similarity .store=${store}></underhood-positions-similarity>`;
      case 'covered':
        return html`<underhood-positions-covered .store=${store}></underhood-positions-covered>`;
      case 'order':
        return html`<underhood-positions-order .store=${store}></underhood-positions-order>`;
      case 'model':
        return html`<underhood-positions-model .store=${store}></underhood-positions-model>`;
      case 'race':
        return html`<underhood-positions-race .store=${store}></underhood-positions-race>`;
    }
  }
}
