import { css, html, type TemplateResult } from 'lit';
import { nameColumn } from '../charts/gridDrawing.ts';
import { leastGridWidth } from '../charts/gridLayout.ts';
import { emptyState, textActions } from '../parts/emptyState.ts';
import { emptyStyle } from '../parts/emptyStyle.ts';
import type { KeyMeaning } from '../parts/keyList.ts';
import { Page } from '../parts/page.ts';
import { cssProperties } from '../shell/cssProperties.ts';
import type { AttentionStore, LoadedRun } from './store.ts';

/** The attention page: the question, the text, all heads, the head in front, and the answer. */
export class AttentionPage extends Page<AttentionStore> {
  static override styles = [
    ...Page.styles,
    emptyStyle,
    css`
      .panes {
        flex: 1 1 0;
        min-height: 480px;
        display: grid;
        grid-template-columns: minmax(var(--overview, 324px), 2fr) minmax(0, 3fr);
        gap: 24px;
        border-top: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder));
        margin-top: 8px;
        padding-top: 8px;
      }
      .panes > * {
        min-width: 0;
        min-height: 0;
      }
      .overview {
        overflow-y: auto;
        padding: 0 4px 4px;
        margin: 0 -4px;
      }
      @media (max-width: 699px) {
        .panes {
          flex: none;
          grid-template-columns: minmax(0, 1fr);
        }
        underhood-head {
          height: 640px;
        }
      }
    `,
  ];

  protected readonly keys: readonly KeyMeaning[] = [
    [['Tab'], 'page.keyTab'],
    [['←', '→', '↑', '↓'], 'attention.keyArrows'],
    [['Home', 'End'], 'page.keyEnds'],
    [['Enter'], 'attention.keyPin'],
    [['Escape'], 'attention.keyUnpin'],
    [['+', '−'], 'attention.keyZoom'],
    [['Ctrl + wheel'], 'attention.keyWheel'],
    [['?'], 'page.keyHelp'],
  ];

  protected content() {
    return this.store.run ? this.#loaded() : this.#empty();
  }

  #loaded(): TemplateResult {
    const { store } = this;
    return html`
      <underhood-tokens .store=${store}></underhood-tokens>
      <underhood-alterations data-untaken .store=${store}></underhood-alterations>
      <div class="panes" ${cssProperties({ '--overview': `${leastWidth(store.run!)}px` })}>
        <div class="overview">
          <underhood-head-order .store=${store}></underhood-head-order>
          <underhood-heads .store=${store}></underhood-heads>
        </div>
        <underhood-head .store=${store}></underhood-head>
      </div>
      <footer><underhood-readout .store=${store}></underhood-readout></footer>
    `;
  }

  #empty(): TemplateResult {
    const { activity } = this.store.state ?? {};
    return activity === 'idle'
      ? emptyState(this.strings('attention.empty'), textActions(this.store, 'attention'))
      : html``;
  }
}

/** The heads fit beside each other where there are not too many of them. */
function leastWidth({ model }: LoadedRun): number {
  return Math.max(260, Math.min(480, nameColumn + leastGridWidth(model.heads) + 8));
}
