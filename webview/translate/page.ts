import { css, html, nothing } from 'lit';
import { type TranslateView, translateViews } from '../../src/protocol/translatePage.ts';
import type { KeyMeaning } from '../parts/keyList.ts';
import { Page } from '../parts/page.ts';
import { tabStyle } from '../parts/tabStyle.ts';
import { panelId, tabId, tabRow } from '../parts/tabs.ts';
import type { TranslateStore } from './store.ts';

/** Views that are about no sentence. */
const withoutRun: readonly TranslateView[] = ['forgetting', 'parallel'];

/** The translate page: one sentence through systems that forget, look back, and only look. */
export class TranslatePage extends Page<TranslateStore> {
  static override styles = [
    ...Page.styles,
    tabStyle,
    css`
      .source {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0 32px;
        align-items: center;
        margin-bottom: 4px;
      }
      .tabs {
        margin-bottom: 8px;
      }
      [role='tabpanel'] {
        display: flex;
        flex: 1;
        flex-direction: column;
      }
      [role='tabpanel'] > * {
        flex: 1;
      }
      .empty {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-items: center;
      }
      @media (min-width: 1000px) {
        .source {
          grid-template-columns: minmax(0, 1fr) auto;
        }
      }
    `,
  ];

  protected readonly keys: readonly KeyMeaning[] = [
    [['Tab'], 'page.keyTab'],
    [['←', '→', '↑', '↓'], 'translate.keyArrows'],
    [['Home', 'End'], 'page.keyEnds'],
    [['Enter'], 'translate.keyPin'],
    [['Escape'], 'attention.keyUnpin'],
    [['+', '−'], 'attention.keyZoom'],
    [['?'], 'page.keyHelp'],
  ];

  protected content() {
    const { store } = this;
    if (store.state === null) return nothing;
    const { view } = store.navigation;
    return html`
      <div class="source">
        <underhood-translate-source .store=${store}></underhood-translate-source>
        <underhood-translate-systems .store=${store}></underhood-translate-systems>
      </div>
      ${tabRow({
        label: this.strings('translate.views'),
        views: translateViews,
        shown: view,
        nameOf: (name) => this.strings(`translate.view.${name}`),
        show: (name) => store.navigate({ view: name }),
      })}
      <div id=${panelId} role="tabpanel" aria-labelledby=${tabId(view)}>
        ${store.run === null && !withoutRun.includes(view) ? this.#empty() : this.#view(view)}
      </div>
    `;
  }

  #empty() {
    const { activity } = this.store.state!;
    if (activity !== 'idle' && activity !== 'ready') return nothing;
    const example = (key: 'translate.exampleShort' | 'translate.exampleLong') => {
      const text = this.strings(key);
      return html`<button @click=${() => void this.store.attempt(this.store.host.request('translateText', { text }))}>
        ${text}
      </button>`;
    };
    return html`<div>
      <p>${this.strings('translate.empty')}</p>
      <div class="empty">${example('translate.exampleShort')}${example('translate.exampleLong')}</div>
    </div>`;
  }

  #view(view: TranslateView) {
    const { store } = this;
    switch (view) {
      case 'sideBySide':
        return html`<underhood-translate-side .store=${store}></underhood-translate-side>`;
      case 'steps':
        return html`<underhood-translate-steps .store=${store}></underhood-translate-steps>`;
      case 'kinds':
        return html`<underhood-translate-kinds .store=${store}></underhood-translate-kinds>`;
      case 'memory':
        return html`<underhood-translate-memory .store=${store}></underhood-translate-memory>`;
      case 'forgetting':
        return html`<underhood-translate-forgetting .store=${store}></underhood-translate-forgetting>`;
      case 'parallel':
        return html`<underhood-translate-parallel .store=${store}></underhood-translate-parallel>`;
    }
  }
}
