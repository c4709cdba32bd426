import { css, html, nothing } from 'lit';
import type { KindHead } from '../../../src/protocol/translation.ts';
import type { Cell } from '../../charts/viewport.ts';
import { Answer } from '../../parts/answer.ts';
import { controls, StoreElement } from '../../parts/element.ts';
import type { FrontCell, Weights } from '../../parts/weightMatrix.ts';
import { formatNumber } from '../../shell/numbers.ts';
import type { ShownSystem, ShownWriting } from '../shownSystem.ts';
import type { TranslateStore } from '../store.ts';
import { rowsAt } from './replay.ts';

interface Question {
  readonly runId: string;
  readonly system: ShownSystem;
  readonly layer: number;
}

/** The attention of what is written so far: to itself, under the mask, and to the source; a row more with each token. */
export class GrowingAttention extends StoreElement<TranslateStore> {
  static override properties = {
    ...StoreElement.properties,
    system: { attribute: false },
    step: { attribute: false },
  };
  declare system: ShownSystem;
  declare step: number;
  readonly #answer = new Answer<Question, KindHead>(
    this,
    ({ runId, system, layer }) => `${runId} ${system.index} ${layer}`,
    ({ runId, system, layer }) =>
      this.store.host.request('kindHead', { runId, system: system.index, kind: 'decoder', layer, head: 0 }),
  );

  static override styles = [
    controls,
    css`
      .matrices {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 260px), 1fr));
        gap: 8px 24px;
      }
      .matrices > * {
        min-width: 0;
      }
      h2 {
        margin: 0 0 4px;
        font-size: 13px;
      }
      p {
        margin: 4px 0;
      }
      .parallel {
        padding-left: 12px;
        border-left: 2px solid var(--curve-0, var(--vscode-charts-blue, #3794ff));
      }
    `,
  ];

  override willUpdate(): void {
    const { system, store } = this;
    if (system.kind !== 'transformer' || system.run.summary === undefined) return;
    this.#answer.want({ runId: store.run!.runId, system, layer: system.run.summary.layers - 1 });
  }

  override render() {
    const { system } = this;
    const { kind } = system;
    return html`<div class="matrices">
        ${kind === 'transformer' ? this.#decoder(system.writing!) : nothing} ${this.#cross(system.writing!)}
      </div>
      ${
        kind === undefined || kind === 'rnn'
          ? nothing
          : html`<p class="parallel" id="parallel">${this.strings(`translate.training.${kind}`)}</p>`
      }`;
  }

  #decoder(writing: ShownWriting) {
    const { last } = this.#answer;
    const isOurs = last?.question.system === this.system;
    const layer = this.system.run.summary!.layers - 1;
    return html`<div>
      <h2>${this.strings('translate.growing.decoder', { layer })}</h2>
      ${
        isOurs
          ? this.#matrix('decoder', {
              rows: writing.read.names,
              columns: writing.read.names,
              data: last.found.data,
              isCausal: true,
              titles: { query: this.strings('translate.axisRead'), key: this.strings('translate.axisReadKey') },
            })
          : nothing
      }
      <p class="dim">${this.strings('translate.growing.mask')}</p>
    </div>`;
  }

  #cross(writing: ShownWriting) {
    const { alignment } = writing;
    if (alignment === undefined) {
      return html`<p>${this.strings('translate.noAlignment', { size: this.system.run.summary?.hiddenSize ?? 0 })}</p>`;
    }
    return html`<div>
      <h2>${this.strings('translate.growing.cross')}</h2>
      ${this.#matrix('cross', {
        rows: writing.shown.names,
        columns: this.system.source.names,
        data: alignment.data,
        isCausal: false,
        titles: { query: this.strings('translate.axisTarget'), key: this.strings('translate.axisSource') },
      })}
    </div>`;
  }

  #matrix(kind: 'decoder' | 'cross', weights: Weights) {
    const { store } = this;
    const rows = weights.rows.labels.length;
    const grown = rowsAt(rows, this.step);
    const describe = ({ query, key }: Cell) =>
      this.strings('translate.cell', {
        target: weights.rows.labels[query],
        source: weights.columns.labels[key],
        weight: formatNumber(weights.data[query * weights.columns.labels.length + key]),
      });
    const pointed = (cell: Cell) => ({
      system: this.system.index,
      source: kind === 'cross' ? store.runSource(this.system, cell.key) : null,
      target: cell.query,
    });
    return html`<underhood-weight-matrix
      id=${kind}
      .store=${store}
      .weights=${weights}
      .front=${this.#front(kind, grown)}
      .grown=${grown}
      .largest=${260}
      .label=${this.strings(kind === 'decoder' ? 'translate.growing.decoderLabel' : 'translate.growing.cross')}
      .describe=${describe}
      @point=${({ detail }: CustomEvent<Cell | null>) => store.point(detail && pointed(detail))}
      @pick=${({ detail }: CustomEvent<Cell>) => store.pin(pointed(detail))}
      @unpin=${() => store.pin(null)}
    ></underhood-weight-matrix>`;
  }

  /** What is pointed at, as far as it is there; otherwise the row that was written last. */
  #front(kind: 'decoder' | 'cross', grown: number): FrontCell {
    const { system, source, target } = this.store.pointed;
    if (system !== this.system.index || target === null || target >= grown) return { query: grown - 1, key: null };
    const isSource = kind === 'cross' && source !== null;
    return { query: target, key: isSource ? this.store.ownSource(this.system.source.tokens, source) : null };
  }
}
