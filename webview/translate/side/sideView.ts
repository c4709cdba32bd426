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
      dl {
        display: none;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 2px 16px;
        margin: 8px 0 0;
      }
      dd {
        margin: 0;
        font-weight: 600;
      }
      /* Here the systems stand under each other: all their answers come first. */
      @media (max-width: 663px) {
        dl {
          display: grid;
        }
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
    return html`<dl>
        ${store.run!.shown.map(
          (system) => html`<dt class="dim">${store.nameOf(system)}</dt>
            <dd>${store.state?.failures[system.index] ?? system.writing?.text ?? this.strings('translate.noTranslation')}</dd>`,
        )}
      </dl>
      <div class="systems">
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
