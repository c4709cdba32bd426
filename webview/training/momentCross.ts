import { css, html, nothing } from 'lit';
import type { Moment } from '../../src/protocol/training.ts';
import type { MatrixNames } from '../charts/matrixDrawing.ts';
import type { Cell } from '../charts/viewport.ts';
import { controls, StoreElement } from '../parts/element.ts';
import { headAt } from '../parts/heads.ts';
import { cellOf, type Weights } from '../parts/weightMatrix.ts';
import { formatCount, formatNumber } from '../shell/numbers.ts';
import { probeNames } from './probeNames.ts';
import type { TrainingStore } from './store.ts';

type Cross = NonNullable<Moment['cross']>;

/** Of a translator: how much each token of the target looks at each of the source, at the moment. */
export class MomentCross extends StoreElement<TrainingStore> {
  static override properties = { ...StoreElement.properties, place: { state: true }, cell: { state: true } };
  /** The head that is shown, as a place in [layers · heads]; null: the mean of the last layer's. */
  declare place: number | null;
  declare cell: Cell | null;
  /** What was drawn last: the same object is not drawn anew. */
  #made: { readonly of: Cross; readonly place: number | null; readonly data: Float32Array } | null = null;

  static override styles = [
    controls,
    css`
      h2 {
        margin: 0 0 4px;
        font-size: 13px;
      }
      label {
        display: block;
        margin-bottom: 4px;
      }
      p {
        margin: 4px 0 0;
        min-height: 38px;
      }
    `,
  ];

  constructor() {
    super();
    this.place = null;
    this.cell = null;
  }

  override render() {
    const { moment, summary } = this.store;
    const weights = moment?.cross && this.#weights(moment.cross);
    if (!moment?.cross || !weights || summary === undefined) return nothing;
    const title = this.strings('training.cross', { step: formatCount(moment.step) });
    const front = cellOf(weights, this.cell);
    return html`<h2>${title}</h2>
      ${this.#choice(moment.cross)}
      <underhood-weight-matrix
        .store=${this.store}
        .weights=${weights}
        .front=${front ?? { query: null, key: null }}
        .label=${title}
        .describe=${(cell: Cell) => this.#read(weights, cell)}
        @point=${(event: CustomEvent<Cell | null>) => {
          this.cell = event.detail;
        }}
      ></underhood-weight-matrix>
      <underhood-weight-legend .store=${this.store}></underhood-weight-legend>
      <p class="dim">${front ? this.#read(weights, front) : this.strings('training.crossMeaning')}</p>`;
  }

  /** Additive attention has one head, and nothing to choose. */
  #choice({ shape: [layers, heads] }: Cross) {
    if (layers * heads === 1) return nothing;
    return html`<label>
      ${this.strings('training.crossHead')}
      <select
        id="crossHead"
        @change=${(event: Event) => {
          const { value } = event.target as HTMLSelectElement;
          this.place = value === '' ? null : Number(value);
        }}
      >
        <option value="" .selected=${this.place === null}>${this.strings('training.crossMean')}</option>
        ${Array.from({ length: layers * heads }, (_, place) => {
          const name = this.strings('attention.headName', { ...headAt(place, heads) });
          return html`<option value=${place} .selected=${place === this.place}>${name}</option>`;
        })}
      </select>
    </label>`;
  }

  #weights(cross: Cross): Weights | null {
    const [rows, columns] = [this.#names('probe'), this.#names('probeSource')];
    if (rows === null || columns === null) return null;
    if (this.#made?.of !== cross || this.#made.place !== this.place)
      this.#made = { of: cross, place: this.place, data: weightsOf(cross, this.place) };
    return {
      ...{ rows, columns, data: this.#made.data, isCausal: false },
      titles: { query: this.strings('training.crossRows'), key: this.strings('training.crossColumns') },
    };
  }

  #names(side: 'probe' | 'probeSource'): MatrixNames | null {
    const tokens = this.store.summary?.prepared?.[side];
    return tokens ? probeNames(tokens) : null;
  }

  #read({ rows, columns, data }: Weights, { query, key }: Cell): string {
    return this.strings('training.cell', {
      query: rows.labels[query],
      key: columns.labels[key],
      weight: formatNumber(data[query * columns.labels.length + key]),
    });
  }
}

/** One head, or the mean of the last layer's, [T, S]. */
function weightsOf(
  { pattern, shape: [layers, heads, tokens, sourceTokens] }: Cross,
  place: number | null,
): Float32Array {
  const size = tokens * sourceTokens;
  if (place !== null && place < layers * heads) return pattern.slice(place * size, (place + 1) * size);
  const last = pattern.subarray((layers - 1) * heads * size);
  return Float32Array.from({ length: size }, (_, cell) => {
    let sum = 0;
    for (let head = 0; head < heads; head += 1) sum += last[head * size + cell];
    return sum / heads;
  });
}
