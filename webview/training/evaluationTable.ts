import { css, html, nothing } from 'lit';
import { controls, StoreElement } from '../parts/element.ts';
import { piece, piecesOf } from '../parts/pieces.ts';
import { tableStyle } from '../parts/tableStyle.ts';
import { formatClock, formatCount, formatNumber } from '../shell/numbers.ts';
import { pointOf } from './axis.ts';
import type { TrainingStore } from './store.ts';

/** All evaluations as a table: what the charts and the samples show, for whoever would rather read it. */
export class EvaluationTable extends StoreElement<TrainingStore> {
  static override properties = { ...StoreElement.properties, isOpen: { state: true } };
  declare isOpen: boolean;
  #isLoading = false;

  static override styles = [
    controls,
    tableStyle,
    css`
      :host {
        margin-top: 8px;
      }
      th,
      td {
        vertical-align: top;
        white-space: nowrap;
      }
      .sample {
        min-width: 320px;
        text-align: left;
        white-space: normal;
        font-family: var(--vscode-editor-font-family, monospace);
      }
      .sample br {
        display: none;
      }
      .mark {
        color: var(--vscode-descriptionForeground);
      }
      [aria-current='true'] th,
      [aria-current='true'] td {
        background: var(--vscode-list-inactiveSelectionBackground);
      }
      [aria-current='true'] {
        outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
      }
    `,
  ];

  constructor() {
    super();
    this.isOpen = false;
  }

  override render() {
    const { curves } = this.store;
    if (curves === null || curves.evaluations.step.length === 0) return nothing;
    return html`<details @toggle=${this.#onToggle}>
      <summary>${this.strings('training.table')}</summary>
      ${this.isOpen ? this.#table() : nothing}
    </details>`;
  }

  override updated(): void {
    if (this.isOpen && !this.#isLoading) void this.#load();
  }

  #table() {
    const curves = this.store.curves!;
    const { step, seconds, heldOut } = curves.evaluations;
    return html`<div class="scroll" tabindex="0" role="group" aria-label=${this.strings('training.table')}>
      <table>
        <thead>
          <tr>
            <th scope="col">${this.strings('training.axis.steps')}</th>
            <th scope="col">${this.strings('training.columnTime')}</th>
            <th scope="col">${this.strings('training.trainingLoss')}</th>
            <th scope="col">${this.strings('training.heldOutLoss')}</th>
            <th scope="col" class="sample">${this.strings('training.columnSample')}</th>
          </tr>
        </thead>
        <tbody>
          ${Array.from(step, (at, index) => {
            const point = pointOf(curves, at);
            return html`<tr aria-current=${index === this.store.index}>
              <th scope="row">${formatCount(at)}</th>
              <td>${formatClock(seconds[index])}</td>
              <td>${point === null ? '–' : formatNumber(curves.points.loss[point])}</td>
              <td>${formatNumber(heldOut[index])}</td>
              <td class="sample">${piecesOf(this.store.samples.get(at) ?? '').map(piece)}</td>
            </tr>`;
          })}
        </tbody>
      </table>
    </div>`;
  }

  async #load(): Promise<void> {
    const { samples, curves } = this.store;
    if (curves!.evaluations.step.every((step) => samples.has(step))) return;
    this.#isLoading = true;
    await this.store.attempt(
      this.store
        .loadSamples(() => this.isOpen && this.isConnected)
        .then(() => {
          // What failed is not asked for again and again: until it is opened anew it counts as loading.
          this.#isLoading = false;
        }),
    );
  }

  readonly #onToggle = (event: Event) => {
    this.isOpen = (event.target as HTMLDetailsElement).open;
    if (this.isOpen) this.#isLoading = false;
  };
}
