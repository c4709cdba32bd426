import { html } from 'lit';
import { type SchemeName, schemeNames } from '../../../src/positions/scheme.ts';
import type { PositionsNavigation } from '../../../src/protocol/positionsPage.ts';
import { StoreElement } from '../../parts/element.ts';
import { viewStyle } from '../../parts/viewStyle.ts';
import type { PositionsStore } from '../store.ts';
import { hasRows } from './puzzle.ts';

const mostPositions = 256;

/** What is covered, and from which distance on two positions can be told apart. */
export class CoveredControls extends StoreElement<PositionsStore> {
  static override styles = viewStyle;

  override render() {
    const { scheme, covered } = this.store.navigation;
    const { positions, tolerance, ownText } = covered;
    return html`<div class="controls">
      <label>
        ${this.strings('positions.similarity.scheme')}
        <select
          id="scheme"
          @change=${(event: Event) =>
            this.store.navigate({ scheme: (event.target as HTMLSelectElement).value as SchemeName })}
        >
          ${schemeNames
            .filter((name) => hasRows(name) || name === scheme)
            .map(
              (name) => html`<option value=${name} .selected=${name === scheme}>
                ${this.strings(`positions.scheme.${name}`)}
              </option>`,
            )}
        </select>
      </label>
      ${this.#number('positions', positions, 1, mostPositions, 1)}
      ${this.#number('tolerance', tolerance, 0, 10, 0.01)}
      <label>
        <input
          id="own-text"
          type="checkbox"
          .checked=${ownText && this.store.run !== null}
          ?disabled=${this.store.run === null}
          @change=${(event: Event) => this.#set({ ownText: (event.target as HTMLInputElement).checked })}
        />
        ${this.strings('positions.covered.ownText')}
      </label>
    </div>`;
  }

  #number(name: 'positions' | 'tolerance', value: number, min: number, max: number, step: number) {
    const set = (input: HTMLInputElement) => {
      const typed = step === 1 ? Math.round(input.valueAsNumber) : input.valueAsNumber;
      const next = Number.isNaN(typed) ? value : Math.max(min, Math.min(max, typed));
      input.value = String(next);
      this.#set({ [name]: next });
    };
    return html`<label>
      ${this.strings(`positions.covered.${name}`)}
      <input
        id=${name}
        type="number"
        min=${min}
        max=${max}
        step=${step}
        .value=${String(value)}
        @change=${(event: Event) => set(event.target as HTMLInputElement)}
      />
    </label>`;
  }

  #set(change: Partial<PositionsNavigation['covered']>): void {
    this.store.navigate({ covered: { ...this.store.navigation.covered, ...change } });
  }
}
