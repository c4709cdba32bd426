import { css, html, nothing } from 'lit';
import { controls, StoreElement } from '../parts/element.ts';
import { formatCount } from '../shell/numbers.ts';
import type { TrainingStore } from './store.ts';

/** What can be done with the models of this run: look into one, or into two side by side. */
export class MomentActions extends StoreElement<TrainingStore> {
  static override properties = { ...StoreElement.properties, other: { state: true } };
  /** Step of the moment to compare with; null: the best one. */
  declare other: number | null;

  static override styles = [
    controls,
    css`
      div {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 8px;
        align-items: center;
        min-height: 24px;
        margin: 4px 0 8px;
      }
    `,
  ];

  constructor() {
    super();
    this.other = null;
  }

  override render() {
    const { store } = this;
    const { curves, index, step, status } = store;
    if (curves === null || index === null || step === null) return nothing;
    const { hasCheckpoint } = curves.evaluations;
    const isKept = hasCheckpoint[index] === 1;
    const best = status?.best?.step;
    if (this.#kept.length === 0) {
      const next = formatCount(this.store.nextEvaluation);
      return html`<div class="dim">${this.strings('training.noneKept', { step: next })}</div>`;
    }
    return html`<div role="group" aria-label=${this.strings('training.actions')}>
      ${
        best === undefined
          ? nothing
          : html`<button class="primary" id="explainBest" @click=${() => store.ask('explain', { step: null })}>
              ${this.strings(store.isExplained ? 'training.explainBest' : 'training.lookBest', { step: formatCount(best) })}
            </button>`
      }
      ${
        isKept && step !== best
          ? html`<button id="explain" @click=${() => store.ask('explain', { step })}>
              ${this.strings('training.explain', { step: formatCount(step) })}
            </button>`
          : nothing
      }
      ${isKept ? this.#compare(step) : html`<span class="dim">${this.#notKept(step)}</span>`}
    </div>`;
  }

  #compare(step: number) {
    const others = this.#kept.filter((other) => other !== step);
    if (others.length === 0) return nothing;
    const best = this.store.status?.best?.step;
    const wanted = this.other ?? best;
    const other = wanted !== undefined && others.includes(wanted) ? wanted : others[others.length - 1];
    return html`<label>
        ${this.strings('training.compareWith', { step: formatCount(step) })}
        <select
          id="other"
          @change=${(event: Event) => {
            this.other = Number((event.target as HTMLSelectElement).value);
          }}
        >
          ${others.map(
            (kept) => html`<option value=${kept} .selected=${kept === other}>
              ${this.strings(kept === best ? 'training.stepNameBest' : 'training.stepName', { step: formatCount(kept) })}
            </option>`,
          )}
        </select>
      </label>
      <button id="compare" @click=${() => this.store.ask('compare', { steps: [step, other] })}>
        ${this.strings('training.compare')}
      </button>`;
  }

  /** Which moments near it are there instead. */
  #notKept(step: number): string {
    const kept = this.#kept;
    const nearest = kept.toSorted((a, b) => Math.abs(a - step) - Math.abs(b - step))[0];
    return this.strings('training.notKept', { step: formatCount(step), nearest: formatCount(nearest) });
  }

  get #kept(): number[] {
    const { step, hasCheckpoint } = this.store.curves!.evaluations;
    return [...step].filter((_, index) => hasCheckpoint[index] === 1);
  }
}
