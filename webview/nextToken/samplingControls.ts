import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { checkSampling, highestSeed, highestTemperature } from '../../src/analysis/samplingSettings.ts';
import { sentence } from '../../src/localisation.ts';
import { nextTokenStart } from '../../src/protocol/nextTokenPage.ts';
import { type FilterOrder, filterOrders, type SamplingSettings } from '../../src/protocol/reading.ts';
import { controls, StoreElement } from '../parts/element.ts';
import { icon } from '../shell/icons.ts';
import { formatCount, formatMark } from '../shell/numbers.ts';
import { controlScale, type Slid } from './controlScale.ts';
import { samplingControlsStyle } from './samplingControlsStyle.ts';
import type { NextTokenStore } from './store.ts';

/** So that a setting is checked even where no model is loaded yet. */
const largestVocabulary = 2 ** 21;

/** How a token is chosen: every setting with what it does, live. */
export class SamplingControls extends StoreElement<NextTokenStore> {
  static override properties = { ...StoreElement.properties, refused: { state: true } };
  static override styles = [controls, samplingControlsStyle];
  /** A number that was typed and is outside its range. */
  declare refused: { readonly name: keyof SamplingSettings; readonly why: string } | null;

  constructor() {
    super();
    this.refused = null;
  }

  override render() {
    const { sampling } = this.store;
    return html`<section aria-label=${this.strings('nextToken.settings')}>
      <header>
        <h2>${this.strings('nextToken.settings')}</h2>
        <button id="reset" @click=${this.#reset}>${this.strings('nextToken.reset')}</button>
      </header>
      <div class="settings">
        ${this.#slider('temperature', highestTemperature)} ${this.#slider('topK', this.#size)}
        ${this.#slider('topP', 1)} ${this.#slider('minP', 1)}
        <div class="setting">
          <label for="order">${this.strings('nextToken.order')}</label>
          <select
            id="order"
            aria-describedby="order-meaning"
            @change=${(event: Event) => this.store.set({ order: (event.target as HTMLSelectElement).value as FilterOrder })}
          >
            ${filterOrders.map(
              (order) => html`<option value=${order} .selected=${order === sampling.order}>
                ${this.strings(`nextToken.order.${order}`)}
              </option>`,
            )}
          </select>
          <p id="order-meaning" class="dim">${this.strings(`nextToken.orderMeaning.${sampling.order}`)}</p>
        </div>
        <div class="setting">
          <label for="seed">${this.strings('nextToken.seed')}</label>
          ${this.#number('seed', highestSeed, 1, 'seed')} ${this.#meaning('seed')}
        </div>
        <p class="hint dim">${this.strings('nextToken.settingsHint')}</p>
      </div>
    </section>`;
  }

  get #size(): number {
    return this.store.run?.model.vocabularySize ?? largestVocabulary;
  }

  #slider(name: Slid, most: number) {
    const value = this.store.sampling[name];
    const scale = controlScale(name, this.#size);
    return html`<div class="setting">
      <label for=${name}>${this.strings(`nextToken.setting.${name}`)}</label>
      <input
        id=${name}
        type="range"
        min="0"
        max=${scale.most}
        step=${scale.step}
        aria-describedby="${name}-meaning"
        aria-valuetext=${this.#words(name, value)}
        .value=${live(String(scale.positionOf(value)))}
        @input=${(event: Event) => {
          this.refused = null;
          this.store.set({ [name]: scale.valueAt(Number((event.target as HTMLInputElement).value)) });
        }}
      />
      ${this.#number(name, most, name === 'topK' ? 1 : scale.step, `${name}-number`)} ${this.#meaning(name)}
    </div>`;
  }

  /** A slider's value, read out. */
  #words(name: Slid, value: number): string {
    if (name === 'temperature' && value === 0) return this.strings('nextToken.greedy');
    const isOff = name === 'topP' ? value === 1 : name !== 'temperature' && value === 0;
    return isOff ? this.strings('nextToken.off') : name === 'topK' ? formatCount(value) : formatMark(value);
  }

  #number(name: Slid | 'seed', most: number, step: number, id: string) {
    const value = this.store.sampling[name];
    const isRefused = this.refused?.name === name;
    return html`<input
      id=${id}
      type="number"
      min="0"
      max=${most}
      step=${step}
      aria-label=${name === 'seed' ? nothing : this.strings('nextToken.asNumber', { name: this.strings(`nextToken.setting.${name}`) })}
      aria-describedby="${name}-meaning"
      aria-invalid=${isRefused}
      .value=${isRefused ? live(this.renderRoot.querySelector<HTMLInputElement>(`#${id}`)?.value ?? '') : live(shown(value))}
      @input=${(event: Event) => this.#type(name, (event.target as HTMLInputElement).value)}
      @blur=${() => {
        if (isRefused) this.refused = null;
      }}
    />`;
  }

  #meaning(name: Slid | 'seed') {
    if (this.refused?.name === name) {
      return html`<p id="${name}-meaning" class="refused" role="alert">${icon('error')} ${this.refused.why}</p>`;
    }
    const value = name === 'seed' ? '' : this.#words(name, this.store.sampling[name]);
    const isGreedy = name === 'temperature' && this.store.sampling.temperature === 0;
    const key = isGreedy ? 'nextToken.meaning.greedy' : (`nextToken.meaning.${name}` as const);
    return html`<p id="${name}-meaning" class="dim">${this.strings(key, { value })}</p>`;
  }

  /** Takes a number that was typed, where it is one that can be used. */
  #type(name: Slid | 'seed', typed: string): void {
    const value = typed.trim() === '' ? Number.NaN : Number(typed);
    try {
      checkSampling({ ...this.store.sampling, [name]: value }, this.#size);
      this.refused = null;
      this.store.set({ [name]: value });
    } catch (error) {
      const why = sentence(this.store.state?.language ?? 'en', error);
      this.refused = { name, why: why.replace('NaN', typed === '' ? '–' : typed) };
    }
  }

  readonly #reset = () => {
    this.refused = null;
    this.store.set(nextTokenStart.sampling);
  };
}

/** Without the crumbs that floating point leaves. */
function shown(value: number): string {
  return String(Number(value.toPrecision(10)));
}
