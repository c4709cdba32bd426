import { css, html, nothing } from 'lit';
import type { CheckedGradient, GradientCheck } from '../../src/protocol/training.ts';
import { controls, StoreElement } from '../parts/element.ts';
import { formatCount, formatMagnitude, formatNumber } from '../shell/numbers.ts';
import type { TrainingStore } from './store.ts';

const mostChecked = 200;

/** Derivatives of parameters drawn at random, measured by finite differences beside those of back-propagation. */
export class GradientsView extends StoreElement<TrainingStore> {
  static override styles = [
    controls,
    css`
      form {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 16px;
        align-items: center;
        margin: 8px 0;
      }
      input[type='number'] {
        width: 72px;
      }
      p {
        margin: 8px 0;
        max-width: 110ch;
      }
      .scroll {
        overflow-x: auto;
      }
      table {
        border-collapse: collapse;
      }
      th,
      td {
        padding: 2px 24px 2px 0;
        text-align: right;
        font-weight: normal;
        white-space: nowrap;
        border-bottom: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder));
      }
      thead th {
        font-weight: 600;
      }
      td,
      tbody th {
        font-family: var(--vscode-editor-font-family, monospace);
      }
      th:first-child,
      th:nth-child(2),
      td:nth-child(2) {
        text-align: left;
      }
      progress {
        accent-color: var(--vscode-progressBar-background);
      }
    `,
  ];

  override render() {
    const { store } = this;
    const { gradients, state } = store;
    const checking = state?.checking;
    return html`
      <p>${this.strings('training.checkMeaning')}</p>
      <form @submit=${this.#onSubmit}>
        <label>
          ${this.strings('training.checkCount')}
          <input id="count" type="number" min="1" max=${mostChecked} value="12" required />
        </label>
        <label>${this.strings('training.checkSeed')} <input id="seed" type="number" min="0" step="1" value="1" required /></label>
        <button class="primary" id="check" type="submit" ?disabled=${store.isChecking || !store.summary?.prepared}>
          ${this.strings('training.check')}
        </button>
        ${
          store.isChecking
            ? html`<progress
                  aria-label=${this.strings('training.checking')}
                  max=${checking?.total ?? 1}
                  .value=${checking?.done ?? 0}
                ></progress>
                <span>${checking ? `${formatCount(checking.done)} / ${formatCount(checking.total)}` : ''}</span>
                <button type="button" id="cancel" @click=${() => store.cancelCheck()}>${this.strings('page.cancel')}</button>`
            : nothing
        }
      </form>
      ${gradients === null ? nothing : this.#found(gradients)}
    `;
  }

  #found(check: GradientCheck) {
    const worst = Math.max(...check.checked.map(({ relativeError }) => relativeError));
    return html`<p id="verdict">
        ${this.strings('training.checked', {
          count: formatCount(check.checked.length),
          step: formatCount(check.step),
          tokens: formatCount(check.tokens),
          loss: formatNumber(check.loss),
          h: formatMagnitude(check.stepSize),
          worst: formatMagnitude(worst),
        })}
      </p>
      <div class="scroll" tabindex="0" role="group" aria-labelledby="verdict">
        <table>
          <thead>
            <tr>
              <th scope="col">${this.strings('training.checkParameter')}</th>
              <th scope="col">${this.strings('training.checkPlace')}</th>
              <th scope="col">${this.strings('training.checkValue')}</th>
              <th scope="col">${this.strings('training.checkDifference')}</th>
              <th scope="col">${this.strings('training.checkPropagation')}</th>
              <th scope="col">${this.strings('training.checkError')}</th>
            </tr>
          </thead>
          <tbody>${check.checked.map(row)}</tbody>
        </table>
      </div>`;
  }

  readonly #onSubmit = (event: Event) => {
    event.preventDefault();
    const number = (id: string) => this.find<HTMLInputElement>(`#${id}`).valueAsNumber;
    void this.store.checkGradients(number('count'), number('seed'));
  };
}

function row({ parameter, place, value, finiteDifference, backPropagation, relativeError }: CheckedGradient) {
  return html`<tr>
    <th scope="row">${parameter}</th>
    <td>[${place.join(', ')}]</td>
    <td>${formatMagnitude(value)}</td>
    <td>${formatMagnitude(finiteDifference)}</td>
    <td>${formatMagnitude(backPropagation)}</td>
    <td>${formatMagnitude(relativeError)}</td>
  </tr>`;
}
