import { css, html, nothing } from 'lit';
import { pairings } from '../../../src/positions/rotary.ts';
import { rotaryQuantities } from '../../../src/protocol/positionsPage.ts';
import { choice } from '../../parts/choice.ts';
import { StoreElement } from '../../parts/element.ts';
import { typedNumber } from '../../parts/numberInput.ts';
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
    const { navigation } = this.store;
    const point = (isIn: boolean) => this.dispatchEvent(new CustomEvent('width', { detail: isIn && name === 'width' }));
    return html`<label @pointerenter=${() => point(true)} @pointerleave=${() => point(false)}>
      ${this.strings(`positions.schemes.${name}`)}
      <input
        id=${name}
        type="number"
        min="1"
        max=${largest}
        .value=${String(navigation[name])}
        @focus=${() => point(true)}
        @blur=${() => point(false)}
        @change=${({ target }: Event) =>
          this.store.navigate({ [name]: typedNumber(target as HTMLInputElement, navigation[name], 1, largest) })}
      />
    </label>`;
  }

  #sinusoid() {
    const { formula, isContinuous } = this.store.navigation;
    return html`${choice({
      id: 'formula',
      label: this.strings('positions.schemes.formula'),
      values: ['paper', 'essay'],
      chosen: formula,
      nameOf: (name) => this.strings(`positions.schemes.formula.${name}`),
      choose: (name) => this.store.navigate({ formula: name, isContinuous: false }),
    })}
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
    return [
      choice({
        id: 'quantity',
        label: this.strings('positions.schemes.quantity'),
        values: rotaryQuantities,
        chosen: rotaryQuantity,
        nameOf: (name) => this.strings(`positions.schemes.quantity.${name}`),
        choose: (name) => this.store.navigate({ rotaryQuantity: name }),
      }),
      choice({
        id: 'pairing',
        label: this.strings('positions.schemes.pairing'),
        values: pairings,
        chosen: pairing,
        nameOf: (name) => this.strings(`positions.schemes.pairing.${name}`),
        choose: (name) => this.store.navigate({ pairing: name }),
      }),
    ];
  }
}
