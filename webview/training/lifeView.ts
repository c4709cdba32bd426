import { css, html, nothing } from 'lit';
import { controls, StoreElement } from '../parts/element.ts';
import { shown } from '../parts/pieces.ts';
import { formatCount } from '../shell/numbers.ts';
import type { TrainingStore } from './store.ts';

/** The moment: what the model writes, where its heads look, and how they came to. */
export class LifeView extends StoreElement<TrainingStore> {
  static override styles = [
    controls,
    css`
      .life {
        display: grid;
        grid-template: 'sample heads head statistics' auto / minmax(200px, 1fr) minmax(0, 334px) minmax(0, 290px) minmax(
            260px,
            1.4fr
          );
        gap: 8px 24px;
        margin-top: 8px;
      }
      underhood-moment-heads {
        grid-area: heads;
      }
      underhood-moment-head {
        grid-area: head;
      }
      underhood-sample {
        grid-area: sample;
      }
      underhood-statistics {
        grid-area: statistics;
      }
      .unscored {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 260px), 1fr));
        gap: 8px 24px;
        align-items: start;
        margin-top: 8px;
      }
      .unscored > * {
        grid-area: auto;
      }
      .life.many {
        grid-template: 'heads head sample' auto 'statistics statistics statistics' auto / minmax(0, 500px) minmax(
            0,
            340px
          ) minmax(200px, 1fr);
      }
      @media (max-width: 1179px) {
        .life,
        .life.many {
          grid-template: 'heads head' auto 'sample statistics' auto / minmax(0, 1fr) minmax(0, 1fr);
        }
      }
      @media (max-width: 699px) {
        .life,
        .life.many {
          grid-template: 'heads' auto 'head' auto 'sample' auto 'statistics' auto / minmax(0, 1fr);
        }
      }
    `,
  ];

  /** Translators, which have other attention to watch, and recurrent networks, which may have none. */
  #unscored() {
    const { store } = this;
    const { summary, moment } = store;
    const hasOwn = summary!.layers > 0;
    const isWithout = !hasOwn && moment !== null && moment.cross === undefined;
    return html`
      <underhood-actions .store=${store}></underhood-actions>
      <div class="unscored">
        <underhood-sample .store=${store}></underhood-sample>
        <underhood-moment-cross .store=${store}></underhood-moment-cross>
        ${
          hasOwn
            ? html`<underhood-moment-heads .store=${store}></underhood-moment-heads>
                <underhood-moment-head .store=${store}></underhood-moment-head>`
            : nothing
        }
        ${isWithout ? html`<p id="noAttention" class="dim">${this.strings('training.noAttention')}</p>` : nothing}
      </div>
    `;
  }

  override render() {
    const { store } = this;
    const { curves, summary } = store;
    if (curves === null || curves.evaluations.step.length === 0) {
      const step = formatCount(store.nextEvaluation);
      const probe = summary?.prepared?.probe ?? [];
      return html`<p class="dim">${this.strings('training.lifeEmpty', { step })}</p>
        ${
          probe.length === 0
            ? nothing
            : html`<p>
                ${this.strings('training.watched')} ${probe.map(({ text }) => html`<span class="token">${shown(text)}</span> `)}
              </p>`
        }`;
    }
    if (curves.evaluations.induction.length === 0) return this.#unscored();
    return html`
      <underhood-actions .store=${store}></underhood-actions>
      <div class=${summary!.heads > 8 ? 'life many' : 'life'}>
        <underhood-moment-heads .store=${store}></underhood-moment-heads>
        <underhood-moment-head .store=${store}></underhood-moment-head>
        <underhood-sample .store=${store}></underhood-sample>
        <underhood-statistics .store=${store}></underhood-statistics>
      </div>
    `;
  }
}
