import { html, type TemplateResult } from 'lit';
import type { NextQuestion } from '../../src/protocol/page.ts';
import type { HeaderStore } from './headerStore.ts';

/** A button of an empty page: what it says, and what happens. */
interface EmptyAction {
  readonly name: string;
  readonly label: string;
  readonly press: () => void;
}

/** A page that has nothing to show yet: what to do, and the buttons for it, styled by `emptyStyle`. */
export function emptyState(text: string, actions: readonly EmptyAction[]): TemplateResult {
  return html`<div class="empty">
    <p>${text}</p>
    <div>
      ${actions.map(
        ({ name, label, press }, i) => html`<button
          class=${i === 0 ? 'primary' : ''}
          data-action=${name}
          @click=${press}
        >
          ${label}
        </button>`,
      )}
    </div>
  </div>`;
}

/** What is selected, or an example: the two ways to begin with a text. */
export function textActions(store: HeaderStore, question: NextQuestion['question']): readonly EmptyAction[] {
  const ask = (next: NextQuestion) => () => void store.attempt(store.host.request('askNext', next));
  return [
    { name: 'selection', label: store.strings('page.useSelection'), press: ask({ question }) },
    { name: 'example', label: store.strings('page.useExample'), press: ask({ question, isExample: true }) },
  ];
}
