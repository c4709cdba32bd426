import { css, html, nothing } from 'lit';
import { pairings } from '../../../src/positions/rotary.ts';
import { rotaryQuantities } from '../../../src/protocol/positionsPage.ts';
import { StoreElement } from '../../parts/element.ts';
import { viewStyle } from '../../parts/viewStyle.ts';
import type { PositionsStore } from '../store.ts';
import { isPreset, presetNames, presets } from './presets.ts';

/** The largest picture that a formula makes. */
const largest = 1024;

/** How large the schemes' pictures are, and what belongs to the scheme that is shown. */
export class SchemeControls extends StoreElement<PositionsStore> {
  static override styles = [
    ...viewStyle,
    css`
      .presets {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
        align-items: center;
      }
      button[aria-pressed='true'] {
        outline: 1px solid var(--vscode-focusBorder);
        outline-offset: -1px;
        font-weight: 600;
      }
    `,
  ];

  override render() {
    const { navigation } = this.store;
    return html`<div class="controls">
      ${this.#number('positions')} ${this.#number('width')}
      ${navigation.scheme === 'sinusoid' ? this.#sinusoid() : nothing}
      ${navigation.scheme === 'rotary' ? this.#rotary() : nothing}
      <div class="presets" role="group" aria-label=${this.strings('positions.schemes.presets')}>
        <span class="dim" aria-hidden="true">${this.strings('positions.schemes.presets')}</span>
        ${presetNames.map(
          (name) => html`<button
            id="preset-${name}"
            aria-pressed=${isPreset(name, navigation)}
            @click=${() => this.store.navigate({ pinnedDimension: null, ...presets[name] })}
          >
            ${this.strings(`positions.schemes.preset.${name}`)}
          </button>`,
        )}
      </div>
    </div>`;
  }

  #number(name: 'positions' | 'width') {
    const point = (isIn: boolean) => this.dispatchEvent(new CustomEvent('width', { detail: isIn && name === 'width' }));
    return html`<label @pointerenter=${() => point(true)} @pointerleave=${() => point(false)}>
      ${this.strings(`positions.schemes.${name}`)}
      <input
        id=${name}
        type="number"
        min="1"
        max=${largest}
        .value=${String(this.store.navigation[name])}
        @focus=${() => point(true)}
        @blur=${() => point(false)}
        @change=${(event: Event) => this.#set(name, event.target as HTMLInputElement)}
      />
    </label>`;
  }

  /** What is no whole number within the limits becomes the nearest that is. */
  #set(name: 'positions' | 'width', input: HTMLInputElement): void {
    const typed = Math.round(input.valueAsNumber);
    const value = Number.isNaN(typed) ? this.store.navigation[name] : Math.max(1, Math.min(largest, typed));
    input.value = String(value);
    this.store.navigate({ [name]: value });
  }

  #sinusoid() {
    const { formula, isContinuous } = this.store.navigation;
    return html`<label>
        ${this.strings('positions.schemes.formula')}
        <select
          id="formula"
          @change=${(event: Event) => {
            const isEssay = (event.target as HTMLSelectElement).value === 'essay';
            this.store.navigate({ formula: isEssay ? 'essay' : 'paper', isContinuous: false });
          }}
        >
          ${(['paper', 'essay'] as const).map(
            (name) => html`<option value=${name} .selected=${name === formula}>
              ${this.strings(`positions.schemes.formula.${name}`)}
            </option>`,
          )}
        </select>
      </label>
      <label>
        <input
          id="continuous"
          type="checkbox"
          .checked=${isContinuous}
          @change=${(event: Event) =>
            this.store.navigate({ isContinuous: (event.target as HTMLInputElement).checked, formula: 'paper' })}
        />
        ${this.strings('positions.schemes.continuous')}
      </label>`;
  }

  #rotary() {
    const { pairing, rotaryQuantity } = this.store.navigation;
    return html`<label>
        ${this.strings('positions.schemes.quantity')}
        <select
          id="quantity"
          @change=${(event: Event) => {
            const { selectedIndex } = event.target as HTMLSelectElement;
            this.store.navigate({ rotaryQuantity: rotaryQuantities[selectedIndex] });
          }}
        >
          ${rotaryQuantities.map(
            (name) => html`<option value=${name} .selected=${name === rotaryQuantity}>
              ${this.strings(`positions.schemes.quantity.${name}`)}
            </option>`,
          )}
        </select>
      </label>
      <label>
        ${this.strings('positions.schemes.pairing')}
        <select
          id="pairing"
          @change=${(event: Event) => {
            const { selectedIndex } = event.target as HTMLSelectElement;
            this.store.navigate({ pairing: pairings[selectedIndex] });
          }}
        >
          ${pairings.map(
            (name) => html`<option value=${name} .selected=${name === pairing}>
              ${this.strings(`positions.schemes.pairing.${name}`)}
            </option>`,
          )}
        </select>
      </label>`;
  }
}
