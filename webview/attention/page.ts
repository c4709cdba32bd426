import { css, html, type TemplateResult } from 'lit';
import { leastGridWidth } from '../charts/gridLayout.ts';
import { cssProperties } from '../shell/cssProperties.ts';
import { controls, StoreElement } from './element.ts';
import { nameColumn } from './gridDrawing.ts';
import type { KeyList } from './keyList.ts';
import type { LoadedRun } from './store.ts';

/** The attention page: the question, the text, all heads, the head in front, and the answer. */
export class AttentionPage extends StoreElement {
  static override styles = [
    controls,
    css`
      main {
        display: flex;
        flex-direction: column;
        min-height: 100vh;
        padding: 8px 16px 0;
        color: var(--vscode-editor-foreground);
        background: var(--vscode-editor-background);
      }
      .panes {
        flex: 1 1 0;
        min-height: 480px;
        display: grid;
        grid-template-columns: minmax(var(--overview, 324px), 2fr) minmax(0, 3fr);
        gap: 24px;
        border-top: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder));
        margin-top: 8px;
        padding-top: 8px;
      }
      .panes > * {
        min-width: 0;
        min-height: 0;
      }
      .overview {
        overflow-y: auto;
        padding: 0 4px 4px;
        margin: 0 -4px;
      }
      footer {
        position: sticky;
        bottom: 0;
        z-index: 1;
        margin-top: 8px;
        padding: 4px 0;
        border-top: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder));
        background: var(--vscode-editor-background);
      }
      @media (max-width: 699px) {
        .panes {
          flex: none;
          grid-template-columns: minmax(0, 1fr);
        }
        underhood-head {
          height: 640px;
        }
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('keydown', this.#onKey);
    window.addEventListener('pagehide', () => this.store.effects.flush());
    document.addEventListener('visibilitychange', () => this.store.effects.flush());
  }

  override render() {
    const { store } = this;
    this.#speak();
    return html`
      <main>
        <underhood-header .store=${store} @keys=${() => this.find<KeyList>('underhood-keys').open()}></underhood-header>
        <underhood-notices .store=${store}></underhood-notices>
        ${store.run ? this.#loaded() : this.#empty()}
      </main>
      <underhood-keys .store=${store}></underhood-keys>
    `;
  }

  /** Names the language of the document, once: naming it again would have every style computed anew. */
  #speak(): void {
    const language = this.store.state?.language === 'zh-cn' ? 'zh-CN' : 'en';
    const { documentElement } = document;
    if (this.store.state && documentElement.lang !== language) documentElement.lang = language;
  }

  #loaded(): TemplateResult {
    const { store } = this;
    return html`
      <underhood-tokens .store=${store}></underhood-tokens>
      <underhood-alterations .store=${store}></underhood-alterations>
      <div class="panes" ${cssProperties({ '--overview': `${leastWidth(store.run!)}px` })}>
        <div class="overview">
          <underhood-head-order .store=${store}></underhood-head-order>
          <underhood-heads .store=${store}></underhood-heads>
        </div>
        <underhood-head .store=${store}></underhood-head>
      </div>
      <footer><underhood-readout .store=${store}></underhood-readout></footer>
    `;
  }

  #empty(): TemplateResult {
    const { activity } = this.store.state ?? {};
    return activity === 'idle' ? html`<p>${this.strings('attention.empty')}</p>` : html``;
  }

  readonly #onKey = (event: KeyboardEvent) => {
    if (event.key !== '?' || event.defaultPrevented) return;
    this.find<KeyList>('underhood-keys').open();
    event.preventDefault();
  };
}

/** The heads fit beside each other where there are not too many of them. */
function leastWidth({ model }: LoadedRun): number {
  return Math.max(260, Math.min(480, nameColumn + leastGridWidth(model.heads) + 8));
}
