import { css, html, nothing } from 'lit';
import type { PageKey } from '../../src/localisation.ts';
import { icon } from '../shell/icons.ts';
import { controls, StoreElement } from './element.ts';

/** Keys that do one thing, and what that is. */
export type KeyMeaning = readonly [keys: readonly string[], meaning: PageKey];

/** The keys and gestures, the same on every page. */
export class KeyList extends StoreElement {
  static override properties = { ...StoreElement.properties, keys: { attribute: false } };
  declare keys: readonly KeyMeaning[];

  static override styles = [
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
        justify-content: space-between;
        align-items: center;
        gap: 32px;
      }
      h2 {
        margin: 0;
        font-size: 14px;
      }
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 8px 16px;
        margin: 16px 0 0;
      }
      dd {
        margin: 0;
      }
      kbd {
        padding: 1px 5px;
        border: 1px solid var(--vscode-keybindingLabel-border, var(--vscode-contrastBorder));
        border-radius: 2px;
        font: inherit;
        font-size: 12px;
        color: var(--vscode-keybindingLabel-foreground);
        background: var(--vscode-keybindingLabel-background);
        white-space: nowrap;
      }
    `,
  ];

  open(): void {
    const dialog = this.find<HTMLDialogElement>('dialog');
    if (!dialog.open) dialog.showModal();
  }

  override render() {
    if (this.store.state === null) return nothing;
    return html`<dialog aria-labelledby="title">
      <header>
        <h2 id="title">${this.strings('page.keys')}</h2>
        <button
          class="quiet"
          aria-label=${this.strings('page.close')}
          title=${this.strings('page.close')}
          @click=${() => this.find<HTMLDialogElement>('dialog').close()}
        >
          ${icon('close')}
        </button>
      </header>
      <dl>
        ${this.keys.map(
          ([names, meaning]) => html`<dt>${names.map((name) => html`<kbd>${name}</kbd> `)}</dt>
            <dd>${this.strings(meaning)}</dd>`,
        )}
      </dl>
    </dialog>`;
  }
}
