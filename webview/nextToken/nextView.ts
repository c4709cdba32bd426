import { css, html, nothing } from 'lit';
import { controls, StoreElement } from '../parts/element.ts';
import type { NextTokenStore } from './store.ts';

/** What comes at a place of the text: the text, the list, and what the list depends on. */
export class NextView extends StoreElement<NextTokenStore> {
  static override styles = [
    controls,
    css`
      .panes {
        display: grid;
        grid-template: 'answer settings' auto 'answer curve' 1fr / minmax(0, 1fr) 336px;
        gap: 16px 32px;
        padding-top: 4px;
        margin-top: 4px;
        border-top: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder));
      }
      .answer {
        grid-area: answer;
      }
      underhood-sampling {
        grid-area: settings;
      }
      underhood-cumulative {
        grid-area: curve;
      }
      /* The answer comes first; right under it stands what changes it, so that both are in sight. */
      @media (max-width: 999px) {
        .panes {
          grid-template: 'list' auto 'settings' auto 'draws' auto 'curve' auto / minmax(0, 1fr);
        }
        .answer {
          display: contents;
        }
        .list {
          grid-area: list;
        }
        underhood-draws {
          grid-area: draws;
        }
      }
    `,
  ];

  override render() {
    const { store } = this;
    if (store.run === null) return nothing;
    return html`
      <underhood-reading-strip .store=${store}></underhood-reading-strip>
      <underhood-shading .store=${store}></underhood-shading>
      <div class="panes">
        <div class="answer">
          ${store.isAskable ? this.#answer() : html`<p class="list">${this.strings('nextToken.nothingBefore')}</p>`}
        </div>
        <underhood-sampling .store=${store}></underhood-sampling>
        <underhood-cumulative .store=${store}></underhood-cumulative>
      </div>
    `;
  }

  #answer() {
    const { store } = this;
    return html`<div class="list">
        <underhood-kept .store=${store}></underhood-kept>
        <underhood-ranked-list .store=${store}></underhood-ranked-list>
      </div>
      <underhood-draws .store=${store}></underhood-draws>`;
  }
}
