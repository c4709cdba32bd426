import { html } from 'lit';
import { schemeNames } from '../../../src/positions/scheme.ts';
import type { PositionsNavigation } from '../../../src/protocol/positionsPage.ts';
import { choice } from '../../parts/choice.ts';
import { StoreElement } from '../../parts/element.ts';
import { numberInput } from '../../parts/numberInput.ts';
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
      ${choice({
        id: 'scheme',
        label: this.strings('positions.similarity.scheme'),
        values: schemeNames.filter((name) => hasRows(name) || name === scheme),
        chosen: scheme,
        nameOf: (name) => this.strings(`positions.scheme.${name}`),
        choose: (name) => this.store.navigate({ scheme: name }),
      })}
      ${numberInput({
        ...{ id: 'positions', value: positions, least: 1, most: mostPositions },
        label: this.strings('positions.covered.positions'),
        choose: (value) => this.#set({ positions: value }),
      })}
      ${numberInput({
        ...{ id: 'tolerance', value: tolerance, least: 0, most: 10, step: 0.01 },
        label: this.strings('positions.covered.tolerance'),
        choose: (value) => this.#set({ tolerance: value }),
      })}
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

  #set(change: Partial<PositionsNavigation['covered']>): void {
    this.store.navigate({ covered: { ...this.store.navigation.covered, ...change } });
  }
}
