import { css, html, nothing } from 'lit';
import { controls, StoreElement } from '../parts/element.ts';
import type { NextTokenStore } from './store.ts';

/** Whether tokens are shaded by how much they surprise, and what the shades mean. */
export class ShadingBar extends StoreElement<NextTokenStore> {
  static override styles = [
    controls,
    css`
      div {
        display: flex;
        flex-wrap: wrap;
        gap: 0 12px;
        align-items: center;
        min-height: 26px;
      }
    `,
  ];

  override render() {
    const { store } = this;
    return html`<div>
      <label>
        <input
          id="shade"
          type="checkbox"
          .checked=${store.isShaded}
          @change=${(event: Event) => store.shade((event.target as HTMLInputElement).checked)}
        />
        ${this.strings('nextToken.shade')}
      </label>
      ${
        store.isShaded
          ? html`<underhood-surprisal-legend .store=${store}></underhood-surprisal-legend>
              <span class="dim">${this.strings('nextToken.shadeMeaning')}</span>`
          : nothing
      }
    </div>`;
  }
}
