import { type CSSResultGroup, css, html, nothing, type TemplateResult } from 'lit';
import type { PageKey } from '../../src/localisation.ts';
import { icon } from '../shell/icons.ts';
import { controls, StoreElement } from './element.ts';

/** A dialog over a page: its title, a way out, and what it holds. */
export abstract class PageDialog extends StoreElement {
  static override styles: CSSResultGroup = [
    controls,
    css`
      dialog {
        padding: 16px;
        border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder));
        color: var(--vscode-editorWidget-foreground);
        background: var(--vscode-editorWidget-background);
      }
      header {
        display: flex;
        gap: 32px;
        align-items: center;
        justify-content: space-between;
      }
      h2 {
        margin: 0;
        font-size: 14px;
      }
    `,
  ];

  protected abstract readonly heading: PageKey;
  protected abstract content(): TemplateResult;
  /** Called once it is closed, however that was done. */
  protected closed(): void {}

  protected show(): void {
    const dialog = this.#dialog;
    if (!dialog.open) dialog.showModal();
  }

  override render() {
    if (this.store.state === null) return nothing;
    return html`<dialog aria-labelledby="title" @close=${() => this.closed()}>
      <header>
        <h2 id="title">${this.strings(this.heading)}</h2>
        <button
          class="quiet"
          aria-label=${this.strings('page.close')}
          title=${this.strings('page.close')}
          @click=${() => this.#dialog.close()}
        >
          ${icon('close')}
        </button>
      </header>
      ${this.content()}
    </dialog>`;
  }

  get #dialog(): HTMLDialogElement {
    return this.find<HTMLDialogElement>('dialog');
  }
}
