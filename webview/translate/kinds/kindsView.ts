import { css, html, nothing } from 'lit';
import {
  type AttentionKind,
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
import { type Head, headAt, placeOfHead } from '../../parts/heads.ts';
import { sidesStyle } from '../../parts/sidesStyle.ts';
import { viewStyle } from '../../parts/viewStyle.ts';
import { cellOf, type Weights } from '../../parts/weightMatrix.ts';
import { formatNumber } from '../../shell/numbers.ts';
import { rowAt } from '../linking.ts';
import type { ShownSystem } from '../shownSystem.ts';
import type { TranslateStore } from '../store.ts';
import { systemChoice } from '../systemChoice.ts';
import { frontOf, kindsOf, kindWeights, pointedBy } from './kindTokens.ts';

/** A kind of attention of a system. Until the answer is here, what was asked before stays, as what it was. */
interface Question {
  readonly runId: string;
  readonly system: ShownSystem;
  readonly kind: AttentionKind;
}

const addressOf = ({ runId, system, kind }: Question): KindAddress => ({ runId, system: system.index, kind });
const nameOf = (question: Question) => JSON.stringify(addressOf(question));
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
  readonly #thumbnails = new Answer<Question, KindThumbnails>(this, nameOf, (question) =>
    this.store.host.request('kindThumbnails', addressOf(question)),
  );
  readonly #head = new Answer<Question & Head, KindHead>(
    this,
    (question) => `${nameOf(question)} ${question.layer} ${question.head}`,
    ({ layer, head, ...question }) => this.store.host.request('kindHead', { ...addressOf(question), layer, head }),
  );
  #made: { readonly of: KindHead; readonly language: string; readonly weights: Weights } | null = null;

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
    const question = { runId: this.store.run!.runId, system, kind: this.#kind };
    this.#thumbnails.want(question);
    this.#head.want({ ...question, ...headAt(this.#place(system), this.#shape(system).heads) });
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
        <section>${this.#grid()}</section>
        <section>${this.#large()}</section>
      </div>
      <footer><p role="status">${this.#read()}</p></footer>`;
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

  #shape({ run }: ShownSystem, kind = this.#kind) {
    const { layers, heads, encoderLayers, encoderHeads } = run.summary!;
    return kind === 'encoder' ? { layers: encoderLayers, heads: encoderHeads } : { layers, heads };
  }

  /** The head in front: under the pointer, chosen, or the first of the last layer. */
  #place(system: ShownSystem, kind = this.#kind): number {
    const shape = this.#shape(system, kind);
    const { head } = this.store.navigation;
    if (this.pointed !== null) return Math.min(shape.layers * shape.heads - 1, this.pointed);
    return placeOfHead(head ?? { layer: shape.layers - 1, head: 0 }, shape);
  }

  #grid() {
    const { last } = this.#thumbnails;
    if (last === null) return nothing;
    const { system, kind } = last.question;
    const { store } = this;
    const { head } = store.navigation;
    const { heads } = last.found;
    return html`<underhood-translate-kind-heads
        .store=${store}
        .model=${last.found}
        .thumbnails=${last.found}
        .label=${this.strings('translate.kindGrid', { kind: this.strings(`translate.attention.${kind}`) })}
        .front=${this.#place(system, kind)}
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

  #large() {
    const { last } = this.#head;
    if (last === null) return nothing;
    const { store } = this;
    const weights = this.#weights(last.question, last.found);
    const { system, kind, layer, head } = last.question;
    const name = this.strings('translate.kindHead', { layer, head, kind: this.strings(`translate.attention.${kind}`) });
    const lines = weights.columns.labels.map((label, column) => ({
      name: label,
      y: weights.rows.labels.map((_, row) => weights.data[row * weights.columns.labels.length + column]),
    }));
    return html`<h2>${name}</h2>
      <underhood-weight-matrix
        .store=${store}
        .weights=${weights}
        .front=${cellOf(weights, this.cell) ?? frontOf(store, system, kind)}
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

  #weights({ system, kind }: Question, of: KindHead): Weights {
    const { language } = this.store.state!;
    if (this.#made?.of !== of || this.#made.language !== language) {
      this.#made = { of, language, weights: kindWeights(system, kind, of.data, this.strings) };
    }
    return this.#made.weights;
  }

  #describe({ rows, columns, data }: Weights, { query, key }: Cell): string {
    const weight = formatNumber(data[query * columns.labels.length + key]);
    return this.strings('translate.cell', { target: rows.labels[query], source: columns.labels[key], weight });
  }

  #read(): string {
    const { last } = this.#head;
    if (last === null) return '';
    const { system, kind, layer, head } = last.question;
    const weights = this.#weights(last.question, last.found);
    const cell = cellOf(weights, this.cell) ?? frontOf(this.store, system, kind);
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
