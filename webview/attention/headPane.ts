import { html, nothing } from 'lit';
import type { AttentionNavigation } from '../../src/protocol/attentionPage.ts';
import { quantities } from '../../src/protocol/run.ts';
import { choice } from '../parts/choice.ts';
import { choiceStyle } from '../parts/choiceStyle.ts';
import { controls, StoreElement } from '../parts/element.ts';
import { tabStyle } from '../parts/tabStyle.ts';
import { zoomButtons } from '../parts/zoomButtons.ts';
import { icon } from '../shell/icons.ts';
import { headPaneStyle } from './headPaneStyle.ts';
import type { MatrixView } from './matrixView.ts';
import { unpinned } from './navigation.ts';
import type { AttentionStore } from './store.ts';

const views: readonly AttentionNavigation['view'][] = ['matrix', 'lines', 'arithmetic', 'table'];

/** The pinned heads, one in front: what of it is drawn, and how. */
export class HeadPane extends StoreElement<AttentionStore> {
  static override styles = [controls, tabStyle, choiceStyle, headPaneStyle];

  override render() {
    const { run, navigation, head } = this.store;
    if (run === null) return nothing;
    return html`
      ${this.#tabs()}
      ${
        head === null
          ? html`<p class="empty dim">${this.strings('attention.noHead')}</p>`
          : html`${this.#bar()}
              <div class="content">
                <div class="inner">
                  ${this.#meaning()}
                  <div class="view">${this.#view(navigation.view)}</div>
                </div>
              </div>`
      }
    `;
  }

  #tabs() {
    const { navigation, head } = this.store;
    const front = navigation.pinned[navigation.active];
    const isPreview = head !== null && (head.layer !== front?.layer || head.head !== front?.head);
    return html`<div class="bar tabs">
      <div role="tablist" aria-label=${this.strings('attention.pinnedHeads')} @keydown=${this.#onTabKey}>
        ${navigation.pinned.map((pinned, place) => {
          const isFront = place === navigation.active;
          return html`<button
            role="tab"
            aria-selected=${isFront && !isPreview}
            tabindex=${isFront ? 0 : -1}
            @click=${() => this.store.navigate({ active: place })}
          >
            ${this.strings('attention.headName', { ...pinned })}
          </button>`;
        })}
        ${
          isPreview
            ? html`<button role="tab" class="preview" aria-selected="true" tabindex="-1">
                ${this.strings('attention.previewName', { ...head })}
              </button>`
            : nothing
        }
      </div>
      ${
        front
          ? html`<button
              class="quiet"
              title=${this.strings('attention.unpin')}
              aria-label=${this.strings('attention.unpin')}
              @click=${() => this.store.navigate(unpinned(navigation))}
            >
              ${icon('close')}
            </button>`
          : nothing
      }
    </div>`;
  }

  #bar() {
    const { navigation } = this.store;
    return html`<div class="bar">
      <div class="views" role="group" aria-label=${this.strings('attention.view')}>
        ${views.map(
          (view) => html`<button aria-pressed=${navigation.view === view} @click=${() => this.store.navigate({ view })}>
            ${this.strings(`attention.view.${view}`)}
          </button>`,
        )}
      </div>
      ${navigation.view === 'matrix' || navigation.view === 'lines' ? this.#quantity() : nothing}
      ${
        navigation.view === 'matrix'
          ? zoomButtons(this.strings, (by) => this.find<MatrixView>('underhood-matrix').zoom(by))
          : nothing
      }
    </div>`;
  }

  #quantity() {
    return choice({
      id: 'quantity',
      label: this.strings('attention.draw'),
      values: quantities,
      chosen: this.store.navigation.quantity,
      nameOf: (quantity) => this.strings(`attention.quantity.${quantity}`),
      choose: (quantity) => this.store.navigate({ quantity }),
    });
  }

  /** What the colours stand for, in numbers and in words. */
  #meaning() {
    const { view, quantity } = this.store.navigation;
    if (view !== 'matrix' && view !== 'lines') return nothing;
    return html`<div class="meaning">
      <underhood-legend .store=${this.store} .quantity=${quantity}></underhood-legend>
      <p class="dim">${this.strings(`attention.meaning.${quantity}`)}</p>
    </div>`;
  }

  #view(view: AttentionNavigation['view']) {
    if (view === 'matrix') return html`<underhood-matrix .store=${this.store}></underhood-matrix>`;
    if (view === 'lines') return html`<underhood-lines .store=${this.store}></underhood-lines>`;
    if (view === 'arithmetic') return html`<underhood-arithmetic .store=${this.store}></underhood-arithmetic>`;
    return html`<underhood-row-table .store=${this.store}></underhood-row-table>`;
  }

  readonly #onTabKey = (event: KeyboardEvent) => {
    const { navigation } = this.store;
    const last = navigation.pinned.length - 1;
    const targets: Record<string, number> = {
      ArrowLeft: navigation.active === 0 ? last : navigation.active - 1,
      ArrowRight: navigation.active === last ? 0 : navigation.active + 1,
      Home: 0,
      End: last,
    };
    if (event.key in targets) this.store.navigate({ active: targets[event.key] });
    else if (event.key === 'Escape' || event.key === 'Delete') this.store.navigate(unpinned(navigation));
    else return;
    event.preventDefault();
    event.stopPropagation();
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>('[role="tab"][tabindex="0"]')?.focus(),
    );
  };
}
