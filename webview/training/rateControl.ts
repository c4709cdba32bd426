import { css, html, nothing } from 'lit';
import { controls, StoreElement } from '../parts/element.ts';
import { formatMagnitude, formatMark } from '../shell/numbers.ts';
import type { TrainingStore } from './store.ts';

/** Tenths of a decade, from a tenth to ten times the schedule's rate. */
const most = 10;

/** What the schedule's learning rate is multiplied by, on a logarithmic range, and what comes of it. */
export class RateControl extends StoreElement<TrainingStore> {
  static override properties = { ...StoreElement.properties, chosen: { state: true } };
  /** The factor that is being chosen; null while nobody does. */
  declare chosen: number | null;

  static override styles = [
    controls,
    css`
      :host {
        display: inline-block;
      }
      label {
        flex-wrap: wrap;
        row-gap: 0;
      }
      input {
        width: 120px;
      }
      output {
        min-width: 15ch;
      }
      @media (max-width: 419px) {
        input {
          width: 90px;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.chosen = null;
  }

  /** What was chosen stands until the process has it. */
  override willUpdate(): void {
    const factor = this.store.status?.rateFactor ?? 1;
    if (this.chosen !== null && Math.abs(Math.log10(factor / this.chosen)) < 0.01) this.chosen = null;
  }

  override render() {
    const { status } = this.store;
    if (status === undefined) return nothing;
    const factor = this.chosen ?? status.rateFactor;
    const rate = (status.learningRate / status.rateFactor) * factor;
    const numbers = { factor: formatMark(factor), rate: formatMagnitude(rate) };
    const sentence = this.strings(rate > 0 ? 'training.rateFactor' : 'training.rateFactorOnly', numbers);
    return html`<label title=${this.strings('training.rateMeaning')}>
      ${this.strings('training.rate')}
      <input
        id="rate"
        type="range"
        min=${-most}
        max=${most}
        step="1"
        .value=${String(Math.round(Math.log10(factor) * most))}
        aria-valuetext=${sentence}
        ?disabled=${!this.store.isLive}
        @input=${this.#onInput}
        @change=${this.#onChange}
      />
      <output>${sentence}</output>
    </label>`;
  }

  readonly #onInput = (event: Event) => {
    this.chosen = factorAt(Number((event.target as HTMLInputElement).value));
  };

  readonly #onChange = (event: Event) => {
    const { store } = this;
    const factor = factorAt(Number((event.target as HTMLInputElement).value));
    const request = store.host.request('setRate', { factor }).catch((error) => {
      this.chosen = null;
      throw error;
    });
    void store.attempt(request);
  };
}

/** Factor at a place of the range: three digits are more than anyone means. */
function factorAt(place: number): number {
  return Number((10 ** (place / most)).toPrecision(3));
}
