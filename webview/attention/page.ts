import { css, html, type TemplateResult } from 'lit';
import { controls, StoreElement } from './element.ts';
import type { KeyList } from './keyList.ts';

/** The attention page: the question, the text, all heads, the head in front, and the answer. */
export class AttentionPage extends StoreElement {
  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        flex-direction: column;
        gap: 8px;
        height: 100vh;
        padding: 8px 16px;
        color: var(--vscode-editor-foreground);
        background: var(--vscode-editor-background);
      }
      .panes {
        flex: 1;
        min-height: 0;
        display: grid;
        grid-template-columns: minmax(320px, 2fr) minmax(0, 3fr);
        gap: 24px;
        border-top: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder));
        padding-top: 8px;
      }
      .panes > * {
        min-width: 0;
        min-height: 0;
      }
      underhood-heads {
        overflow-y: auto;
        padding: 0 4px 4px;
        margin: 0 -4px;
      }
      footer {
        padding-top: 8px;
        border-top: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder));
        background: var(--vscode-editor-background);
      }
      @media (max-width: 699px) {
        :host {
          height: auto;
          min-height: 100vh;
          padding-bottom: 0;
        }
        .panes {
          flex: none;
          grid-template-columns: minmax(0, 1fr);
        }
        underhood-head {
          height: 640px;
        }
        footer {
          position: sticky;
          bottom: 0;
          padding-bottom: 8px;
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
    if (store.state) document.documentElement.lang = store.state.language === 'zh-cn' ? 'zh-CN' : 'en';
    return html`
      <underhood-header .store=${store} @keys=${() => this.find<KeyList>('underhood-keys').open()}></underhood-header>
      <underhood-notices .store=${store}></underhood-notices>
      ${store.run ? this.#loaded() : this.#empty()}
      <underhood-keys .store=${store}></underhood-keys>
    `;
  }

  #loaded(): TemplateResult {
    const { store } = this;
    return html`
      <underhood-tokens .store=${store}></underhood-tokens>
      <underhood-alterations .store=${store}></underhood-alterations>
      <div class="panes" role="main">
        <underhood-heads .store=${store}></underhood-heads>
        <underhood-head .store=${store}></underhood-head>
      </div>
      <footer><underhood-readout .store=${store}></underhood-readout></footer>
    `;
  }

  #empty(): TemplateResult {
    const idle = this.store.state?.activity === 'idle' || this.store.state?.activity === 'ready';
    return html`<main>${idle ? html`<p>${this.strings('attention.empty')}</p>` : ''}</main>`;
  }

  readonly #onKey = (event: KeyboardEvent) => {
    if (event.key !== '?' || event.defaultPrevented) return;
    this.find<KeyList>('underhood-keys').open();
    event.preventDefault();
  };
}
