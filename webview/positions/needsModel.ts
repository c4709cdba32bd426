import { html } from 'lit';
import type { PositionsStore } from './store.ts';

/** What a view shows that is about the loaded model, while none is. */
export function needsModel(store: PositionsStore) {
  return html`<p>${store.strings('positions.model.none')}</p>
    <p>
      <button
        class="primary"
        id="choose-model"
        @click=${() => void store.attempt(store.host.request('chooseModel', {}))}
      >
        ${store.strings('page.chooseModel')}
      </button>
    </p>`;
}
