import { css, html, type TemplateResult } from 'lit';
import type { PageKey } from '../../src/localisation.ts';
import { PageDialog } from './pageDialog.ts';

/** Keys that do one thing, and what that is. */
export type KeyMeaning = readonly [keys: readonly string[], meaning: PageKey];

/** The keys and gestures, the same on every page. */
export class KeyList extends PageDialog {
  static override properties = { ...PageDialog.properties, keys: { attribute: false } };
  declare keys: readonly KeyMeaning[];

  static override styles = [
    PageDialog.styles,
    css`
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

  protected readonly heading = 'page.keys';

  open(): void {
    this.show();
  }

  protected content(): TemplateResult {
    return html`<dl>
        ${this.keys.map(
          ([names, meaning]) => html`<dt>${names.map((name) => html`<kbd>${name}</kbd> `)}</dt>
            <dd>${this.strings(meaning)}</dd>`,
        )}
      </dl>`;
  }
}
