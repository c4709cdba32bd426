import { css, html, nothing } from 'lit';
import type { NextQuestion } from '../../src/protocol/page.ts';
import { controls, StoreElement } from './element.ts';
import type { HeaderStore } from './headerStore.ts';

/** The way to the next question about the same text. */
export class NextQuestions extends StoreElement<HeaderStore> {
  static override properties = { ...StoreElement.properties, questions: { attribute: false } };
  declare questions: readonly NextQuestion[];

  static override styles = [
    controls,
    css`
      nav {
        display: flex;
        flex-wrap: wrap;
        gap: 0 12px;
        align-items: center;
      }
      span {
        line-height: 24px;
      }
      @media (max-width: 899px) {
        :host,
        nav {
          display: contents;
        }
      }
      button {
        padding: 1px 0;
        border: none;
        color: var(--vscode-textLink-foreground);
        background: transparent;
      }
      button:hover {
        color: var(--vscode-textLink-activeForeground);
        background: transparent;
        text-decoration: underline;
      }
    `,
  ];

  override render() {
    if (this.store.state === null || this.questions.length === 0) return nothing;
    return html`<nav aria-label=${this.strings('page.nextQuestions')}>
      <span class="dim" aria-hidden="true">${this.strings('page.nextQuestions')}</span>
      ${this.questions.map(
        (next) => html`<button
          data-question=${next.question}
          @click=${() => void this.store.attempt(this.store.host.request('askNext', next))}
        >
          ${this.#nameOf(next)}
        </button>`,
      )}
    </nav>`;
  }

  #nameOf({ question, head, position }: NextQuestion): string {
    if (head) return this.strings('page.next.head', { ...head });
    return this.strings(position === undefined ? `page.next.${question}` : 'page.next.here');
  }
}
