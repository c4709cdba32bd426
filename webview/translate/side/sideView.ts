import { css, html } from 'lit';
import { weightScale } from '../../charts/scale.ts';
import { StoreElement } from '../../parts/element.ts';
import { viewStyle } from '../../parts/viewStyle.ts';
import type { TranslateStore } from '../store.ts';
import { readPointed } from './pointedSentence.ts';

/** All systems beside each other. */
export class SideView extends StoreElement<TranslateStore> {
  static override styles = [
    ...viewStyle,
    css`
      .systems {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 300px), 1fr));
        gap: 16px 32px;
        margin-top: 8px;
      }
      section {
        min-width: 0;
      }
      .legend {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        align-items: center;
        margin-top: 12px;
      }
    `,
  ];

  override render() {
    const { store } = this;
    return html`<div class="systems">
        ${store.run!.shown.map(
          (system) => html`<section>
            <underhood-translate-system .store=${store} .system=${system}></underhood-translate-system>
          </section>`,
        )}
      </div>
      <div class="legend">
        <underhood-scale-legend .store=${store} .scale=${weightScale(false)}></underhood-scale-legend>
        <span class="dim">${this.strings('translate.weights')}</span>
      </div>
      <footer><p role="status">${readPointed(store)}</p></footer>`;
  }
}
