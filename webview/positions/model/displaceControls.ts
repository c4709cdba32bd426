import { css, html, nothing } from 'lit';
import type { Displacement } from '../../../src/protocol/positions.ts';
import { choiceStyle } from '../../parts/choiceStyle.ts';
import { StoreElement } from '../../parts/element.ts';
import { numberInput } from '../../parts/numberInput.ts';
import { viewStyle } from '../../parts/viewStyle.ts';
import { formatMark } from '../../shell/numbers.ts';
import type { LoadedPlacement, PositionsStore } from '../store.ts';
import { displacementKinds, kindOf, largestFactor, largestShift, startOf } from './displacements.ts';

/** What the tokens are told about their positions. */
export class DisplaceControls extends StoreElement<PositionsStore> {
  static override properties = { ...StoreElement.properties, run: { attribute: false } };
  declare run: LoadedPlacement;

  static override styles = [
    ...viewStyle,
    choiceStyle,
    css`
      .views {
        flex-wrap: wrap;
      }
      output {
        min-width: 5ch;
        font-family: var(--vscode-editor-font-family, monospace);
        font-size: 12px;
      }
      input[type='number'] {
        width: 84px;
      }
    `,
  ];

  override render() {
    const { displacement } = this.store.navigation;
    const kind = kindOf(displacement);
    return html`<div class="controls">
      <span id="tell">${this.strings('positions.model.tell')}</span>
      <div class="views" role="group" aria-labelledby="tell">
        ${displacementKinds.map(
          (name) => html`<button
            id="kind-${name}"
            aria-pressed=${name === kind}
            @click=${() => {
              if (name !== kind) this.#set(startOf(name));
            }}
          >
            ${this.strings(`positions.model.kind.${name}`)}
          </button>`,
        )}
      </div>
      ${kind === 'zero' ? nothing : this.#how(displacement)}
    </div>`;
  }

  #set(displacement: Displacement): void {
    this.store.navigate({ displacement });
  }

  #how(displacement: Displacement) {
    switch (displacement.kind) {
      case 'asIs':
        return nothing;
      case 'scale':
        return html`<label>
          ${this.strings('positions.model.factor')}
          <input
            id="factor"
            type="range"
            min="0.05"
            max=${largestFactor}
            step="0.05"
            .value=${String(displacement.factor)}
            @input=${(event: Event) =>
              this.#set({ kind: 'scale', factor: (event.target as HTMLInputElement).valueAsNumber })}
          />
          <output>${formatMark(displacement.factor)}</output>
        </label>`;
      case 'shuffle':
        return html`${numberInput({
          ...{ id: 'seed', value: displacement.seed, least: 0, most: 2 ** 32 - 1 },
          label: this.strings('positions.model.seed'),
          choose: (seed) => this.#set({ kind: 'shuffle', seed }),
        })}
          <button id="another" @click=${() => this.#set({ kind: 'shuffle', seed: (displacement.seed + 1) % 2 ** 32 })}>
            ${this.strings('positions.model.another')}
          </button>`;
      case 'shift':
        return numberInput({
          ...{ id: 'by', value: displacement.by, least: 0 },
          most: largestShift(this.run.positions, this.run.tokens.length),
          label: this.strings('positions.model.by'),
          choose: (by) => this.#set({ kind: 'shift', by }),
        });
    }
  }
}
