import { css, html, nothing } from 'lit';
import { type TranslateView, translateViews } from '../../src/protocol/translatePage.ts';
import { emptyState, textActions } from '../parts/emptyState.ts';
import { emptyStyle } from '../parts/emptyStyle.ts';
import type { KeyMeaning } from '../parts/keyList.ts';
import { Page } from '../parts/page.ts';
import { tabbed, tabbedStyle } from '../parts/tabs.ts';
import type { TranslateStore } from './store.ts';

/** Views that are about no sentence. */
const withoutRun: readonly TranslateView[] = ['forgetting', 'parallel'];

/** The translate page: one sentence through systems that forget, look back, and only look. */
export class TranslatePage extends Page<TranslateStore> {
  static override styles = [
    ...Page.styles,
    ...tabbedStyle,
    emptyStyle,
    css`
      .source {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0 32px;
        align-items: center;
        margin-bottom: 4px;
      }
      [role='tabpanel'] {
        display: flex;
        flex-direction: column;
      }
      [role='tabpanel'] > * {
        flex: 1;
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
      ${tabbed(
        {
          label: this.strings('translate.views'),
          views: translateViews,
          shown: view,
          nameOf: (name) => this.strings(`translate.view.${name}`),
          show: (name) => store.navigate({ view: name }),
        },
        store.run === null && !withoutRun.includes(view) ? this.#empty() : this.#view(view),
      )}
    `;
  }

  #empty() {
    const { activity } = this.store.state!;
    if (activity !== 'idle' && activity !== 'ready') return nothing;
    const examples = (['translate.exampleShort', 'translate.exampleLong'] as const).map((name) => {
      const text = this.strings(name);
      const press = () => void this.store.attempt(this.store.host.request('translateText', { text }));
      return { name, label: text, press };
    });
    const [selection] = textActions(this.store, 'translate');
    return emptyState(this.strings('translate.empty'), [selection, ...examples]);
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
