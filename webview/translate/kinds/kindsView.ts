import { css, html, nothing } from 'lit';
import {
  attentionKinds,
  type KindAddress,
  type KindHead,
  type KindThumbnails,
} from '../../../src/protocol/translation.ts';
import { weightScale } from '../../charts/scale.ts';
import type { Cell } from '../../charts/viewport.ts';
import { Answer } from '../../parts/answer.ts';
import { choiceStyle } from '../../parts/choiceStyle.ts';
import { StoreElement } from '../../parts/element.ts';
import { type Head, headAt } from '../../parts/heads.ts';
import { sidesStyle } from '../../parts/sidesStyle.ts';
import { viewStyle } from '../../parts/viewStyle.ts';
import type { Weights } from '../../parts/weightMatrix.ts';
import { formatNumber } from '../../shell/numbers.ts';
import { rowAt } from '../linking.ts';
import type { ShownSystem } from '../shownSystem.ts';
import type { TranslateStore } from '../store.ts';
import { systemChoice } from '../systemChoice.ts';
import { frontOf, kindsOf, kindWeights, pointedBy } from './kindTokens.ts';

const hasKinds = (system: ShownSystem) => kindsOf(system).length > 0;

/** All heads of one of the three kinds of attention, and one of them large. */
export class KindsView extends StoreElement<TranslateStore> {
  static override properties = {
    ...StoreElement.properties,
    pointed: { state: true },
    cell: { state: true },
  };
  /** The head under the pointer. */
  declare pointed: number | null;
  /** The cell that is pointed at. */
  declare cell: Cell | null;
  readonly #thumbnails = new Answer<KindAddress, KindThumbnails>(
    this,
    (question) => JSON.stringify(question),
    (question) => this.store.host.request('kindThumbnails', question),
  );
  readonly #head = new Answer<KindAddress & Head, KindHead>(
    this,
    (question) => JSON.stringify(question),
    (question) => this.store.host.request('kindHead', question),
  );
  #made: { readonly key: string; readonly weights: Weights } | null = null;

  static override styles = [
    ...viewStyle,
    choiceStyle,
    sidesStyle,
    css`
      .sides {
        margin-top: 8px;
      }
      .legend {
        margin-top: 8px;
      }
    `,
  ];

  constructor() {
    super();
    this.pointed = null;
    this.cell = null;
  }

  override willUpdate(): void {
    const system = this.#system;
    if (system === null) return;
    const address = { runId: this.store.run!.runId, system: system.index, kind: this.#kind };
    this.#thumbnails.want(address);
    this.#head.want({ ...address, ...headAt(this.#place(system), this.#shape(system).heads) });
  }

  override render() {
    const { store } = this;
    const system = this.#system;
    if (system === null) return html`<p>${this.strings('translate.noKinds')}</p><footer><p role="status"></p></footer>`;
    const kind = this.#kind;
    const kinds = kindsOf(system);
    return html`<div class="controls">
        ${systemChoice(store, hasKinds)}
        ${
          kinds.length === 1
            ? nothing
            : html`<div class="views" role="group" aria-label=${this.strings('translate.kinds')}>
                ${attentionKinds.map(
                  (name) => html`<button
                    id="kind-${name}"
                    aria-pressed=${name === kind}
                    @click=${() => store.navigate({ kind: name, head: null })}
                  >
                    ${this.strings(`translate.attention.${name}`)}
                  </button>`,
                )}
              </div>`
        }
      </div>
      <p id="meaning">${this.strings(kinds.length === 1 ? 'translate.onlyCross' : `translate.meaning.${kind}`)}</p>
      <div class="sides">
        <section>${this.#grid(system)}</section>
        <section>${this.#large(system)}</section>
      </div>
      <footer><p role="status">${this.#read(system)}</p></footer>`;
  }

  get #system(): ShownSystem | null {
    return this.store.front(hasKinds);
  }

  /** The kind that was chosen, as far as the system has it. */
  get #kind() {
    const { kind } = this.store.navigation;
    const kinds = kindsOf(this.#system!);
    return kinds.includes(kind) ? kind : kinds[kinds.length - 1];
  }

  #shape({ run }: ShownSystem) {
    const { layers, heads, encoderLayers, encoderHeads } = run.summary!;
    return this.#kind === 'encoder' ? { layers: encoderLayers, heads: encoderHeads } : { layers, heads };
  }

  /** The head in front: under the pointer, chosen, or the first of the last layer. */
  #place(system: ShownSystem): number {
    const { layers, heads } = this.#shape(system);
    const { head } = this.store.navigation;
    const last = layers * heads - 1;
    if (this.pointed !== null) return Math.min(last, this.pointed);
    return head === null ? (layers - 1) * heads : Math.min(last, head.layer * heads + head.head);
  }

  #grid(system: ShownSystem) {
    const { last } = this.#thumbnails;
    const isOurs = last?.question.runId === this.store.run!.runId && last.question.kind === this.#kind;
    if (!isOurs || last.question.system !== system.index) return nothing;
    const { store } = this;
    const { head } = store.navigation;
    const { heads } = this.#shape(system);
    return html`<underhood-translate-kind-heads
        .store=${store}
        .model=${this.#shape(system)}
        .thumbnails=${last.found}
        .label=${this.strings('translate.kindGrid', { kind: this.strings(`translate.attention.${this.#kind}`) })}
        .front=${this.#place(system)}
        .pinned=${head === null ? null : head.layer * heads + head.head}
        @point=${({ detail }: CustomEvent<number | null>) => {
          this.pointed = detail;
        }}
        @pick=${({ detail }: CustomEvent<number>) => store.navigate({ head: headAt(detail, heads) })}
        @unpin=${() => store.navigate({ head: null })}
      ></underhood-translate-kind-heads>
      <div class="legend">
        <underhood-scale-legend .store=${store} .scale=${weightScale(false)}></underhood-scale-legend>
        <p class="dim">${this.strings('translate.kindGridMeaning')} ${this.strings('translate.weights')}</p>
      </div>`;
  }

  #large(system: ShownSystem) {
    const weights = this.#weights(system);
    if (weights === null) return nothing;
    const { store } = this;
    const kind = this.#kind;
    const { layer, head } = this.#head.last!.found;
    const name = this.strings('translate.kindHead', { layer, head, kind: this.strings(`translate.attention.${kind}`) });
    const lines = weights.columns.labels.map((label, column) => ({
      name: label,
      y: weights.rows.labels.map((_, row) => weights.data[row * weights.columns.labels.length + column]),
    }));
    return html`<h2>${name}</h2>
      <underhood-weight-matrix
        .store=${store}
        .weights=${weights}
        .front=${this.cell ?? frontOf(store, system, kind)}
        .largest=${440}
        .label=${name}
        .describe=${(cell: Cell) => this.#describe(weights, cell)}
        @point=${({ detail }: CustomEvent<Cell | null>) => {
          this.cell = detail;
          store.point(detail && pointedBy(store, system, kind, detail));
        }}
        @pick=${({ detail }: CustomEvent<Cell>) => store.pin(pointedBy(store, system, kind, detail))}
        @unpin=${() => store.pin(null)}
      ></underhood-weight-matrix>
      <underhood-curve-table
        .store=${store}
        .picture=${{ lines, x: weights.titles.query }}
        .label=${this.strings('translate.weightTable')}
        .nameOfRow=${(_: number, row: number) => weights.rows.labels[row]}
      ></underhood-curve-table>`;
  }

  /** Of the head that is here; the one before stays until the next is, of the same kind. */
  #weights(system: ShownSystem): Weights | null {
    const { last } = this.#head;
    const isOurs = last?.question.runId === this.store.run!.runId && last.question.system === system.index;
    if (!isOurs || last.question.kind !== this.#kind) return null;
    const key = `${JSON.stringify(last.question)} ${this.store.state!.language}`;
    if (this.#made?.key !== key) {
      this.#made = { key, weights: kindWeights(system, this.#kind, last.found.data, this.strings) };
    }
    return this.#made.weights;
  }

  #describe({ rows, columns, data }: Weights, { query, key }: Cell): string {
    const weight = formatNumber(data[query * columns.labels.length + key]);
    return this.strings('translate.cell', { target: rows.labels[query], source: columns.labels[key], weight });
  }

  #read(system: ShownSystem): string {
    const weights = this.#weights(system);
    if (weights === null) return '';
    const { layer, head } = this.#head.last!.found;
    const cell = this.cell ?? frontOf(this.store, system, this.#kind);
    if (cell.query === null) return this.strings('translate.readHead', { layer, head });
    const { rows, columns, data } = weights;
    const row = rowAt(data, columns.labels.length, cell.query);
    const key = cell.key ?? row.indexOf(Math.max(...row));
    return this.strings('translate.readKindCell', {
      ...{ layer, head, query: rows.labels[cell.query], key: columns.labels[key], weight: formatNumber(row[key]) },
      rank: 1 + row.filter((weight) => weight > row[key]).length,
      count: weights.isCausal ? cell.query + 1 : row.length,
    });
  }
}
