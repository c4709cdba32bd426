import { css, html, nothing, type TemplateResult } from 'lit';
import type { Notice } from '../../src/protocol/page.ts';
import { icon } from '../shell/icons.ts';
import { controls, StoreElement } from './element.ts';

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
    const { state, failure } = this.store;
    if (state === null) return nothing;
    const own: Notice[] = [];
    if (state.activity === 'stopped') own.push(this.#own('stopped', 'error', 'restart'));
    if (state.outdated && state.run) own.push(this.#own('outdated', 'warning', 'runAgain'));
    if (failure !== null) own.push({ text: failure, severity: 'error' });
    const isOffered = (action: Notice['action']) => state.notices.some((notice) => notice.action === action);
    const shown = [...state.notices, ...own.filter(({ action }) => action === undefined || !isOffered(action))];
    return html`<section aria-live="polite">${shown.map((notice) => this.#notice(notice))}</section>`;
  }

  #own(name: 'stopped' | 'outdated', severity: Notice['severity'], action: Notice['action']): Notice {
    return { text: this.strings(`page.${name}`), severity, action };
  }

  #notice({ text, severity, action }: Notice): TemplateResult {
    const name = severity === 'information' ? 'info' : severity;
    return html`<div class=${severity}>
      ${icon(name)}
      <p>${text}</p>
      ${
        action === undefined
          ? nothing
          : html`<button class="primary" data-action=${action} @click=${() => this.store.act(action)}>
              ${this.strings(`page.action.${action}`)}
            </button>`
      }
    </div>`;
  }
}
