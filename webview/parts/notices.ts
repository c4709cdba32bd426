import { css, html, nothing, type TemplateResult } from 'lit';
import { icon } from '../shell/icons.ts';
import { controls, StoreElement } from './element.ts';
import type { ShownNotice } from './store.ts';

/** What the person should know, each with the button that helps. */
export class Notices extends StoreElement {
  static override styles = [
    controls,
    css`
      div {
        display: flex;
        gap: 8px;
        align-items: center;
        padding: 4px 0;
      }
      p {
        flex: 0 1 auto;
        margin: 0;
      }
      button {
        flex: none;
      }
      .error .icon {
        color: var(--vscode-errorForeground);
      }
      .warning .icon {
        color: var(--vscode-editorWarning-foreground);
      }
      .information .icon {
        color: var(--vscode-editorInfo-foreground);
      }
    `,
  ];

  override render() {
    if (this.store.state === null) return nothing;
    return html`<section aria-live="polite">${this.store.notices.map((notice) => this.#notice(notice))}</section>`;
  }

  #notice({ text, severity, button }: ShownNotice): TemplateResult {
    const name = severity === 'information' ? 'info' : severity;
    return html`<div class=${severity}>
      ${icon(name)}
      <p>${text}</p>
      ${
        button === undefined
          ? nothing
          : html`<button class="primary" data-action=${button.name} @click=${button.press}>${button.label}</button>`
      }
    </div>`;
  }
}
