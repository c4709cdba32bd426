import { css, html, nothing } from 'lit';
import type { Cell } from '../../charts/viewport.ts';
import { controls, StoreElement } from '../../parts/element.ts';
import type { FrontCell, Weights } from '../../parts/weightMatrix.ts';
import { formatMilliseconds, formatNumber, formatShortCount } from '../../shell/numbers.ts';
import type { ShownSystem, ShownWriting } from '../shownSystem.ts';
import type { Pointed, TranslateStore } from '../store.ts';

/** One system: what it is, what it wrote, and where it looked while writing. */
export class SystemPanel extends StoreElement<TranslateStore> {
  static override properties = { ...StoreElement.properties, system: { attribute: false } };
  declare system: ShownSystem;
  #weights: { readonly of: ShownWriting; readonly language: string; readonly made: Weights } | null = null;

  static override styles = [
    controls,
    css`
      h2 {
        display: flex;
        flex-wrap: wrap;
        gap: 0 12px;
        align-items: baseline;
        margin: 0;
        font-size: 14px;
      }
      h2 .dim {
        font-size: 12px;
        font-weight: normal;
      }
      p {
        margin: 4px 0;
      }
      @media (min-width: 664px) {
        .about {
          min-height: 38px;
        }
      }
      .translation {
        min-height: 24px;
        font-size: 15px;
      }
      .none {
        margin: 8px 0;
        padding-left: 12px;
        border-left: 2px solid var(--curve-1, var(--vscode-charts-orange, #d18616));
      }
      .error {
        color: var(--vscode-errorForeground);
      }
    `,
  ];

  override render() {
    const { system, store } = this;
    const { run, kind } = system;
    const { summary } = run;
    const facts = [
      ...(summary ? [this.strings('page.ranParameters', { count: formatShortCount(summary.parameters) })] : []),
      formatMilliseconds(run.milliseconds),
    ];
    return html`<h2 title=${run.folder}>${store.nameOf(system)} <span class="dim">${facts.join(' · ')}</span></h2>
      <p class="about dim">${kind === undefined ? nothing : this.#about(kind)}</p>
      ${this.#result()}`;
  }

  #about(kind: NonNullable<ShownSystem['kind']>): string {
    const { hiddenSize, encoderLayers, layers } = this.system.run.summary!;
    return this.strings(`translate.about.${kind}`, { size: hiddenSize ?? 0, encoder: encoderLayers, decoder: layers });
  }

  #result() {
    const { system, store } = this;
    const { writing, run } = system;
    const failure = store.state?.failures[system.index];
    if (failure !== undefined) return html`<p class="error">${failure}</p>`;
    if (writing === null) return html`<p class="none">${this.strings('translate.noTranslation')}</p>`;
    const { summary } = run;
    return html`<p class="translation">${writing.text}</p>
      <underhood-translate-target .store=${store} .system=${system}></underhood-translate-target>
      ${writing.isEnded ? nothing : html`<p>${this.strings('translate.unfinished')}</p>`}
      ${
        writing.alignment === undefined
          ? html`<p class="none" id="none">
              ${this.strings('translate.noAlignment', { size: summary?.hiddenSize ?? 0 })}
            </p>`
          : this.#alignment(writing)
      }`;
  }

  #alignment(writing: ShownWriting) {
    const { system, store } = this;
    const { source, kind } = system;
    const { layer, heads } = writing.alignment!;
    const weights = this.#weightsOf(writing);
    const name = store.nameOf(system);
    const lines = source.names.labels.map((label, column) => ({
      name: label,
      y: writing.target.map((_, row) => weights.data[row * source.tokens.length + column]),
    }));
    return html`<underhood-weight-matrix
        .store=${store}
        .weights=${weights}
        .front=${this.#front()}
        .largest=${280}
        .label=${this.strings('translate.alignmentOf', { system: name })}
        .describe=${(cell: Cell) => this.#describe(cell)}
        @point=${({ detail }: CustomEvent<Cell | null>) => store.point(detail && this.#pointed(detail))}
        @pick=${({ detail }: CustomEvent<Cell>) => store.pin(this.#pointed(detail))}
        @unpin=${() => store.pin(null)}
      ></underhood-weight-matrix>
      <p class="dim">
        ${this.strings(kind === 'transformer' ? 'translate.alignment.transformer' : 'translate.alignment.additive', {
          layer,
          heads,
        })}
      </p>
      <underhood-curve-table
        .store=${store}
        .picture=${{ lines, x: this.strings('translate.axisTarget') }}
        .label=${this.strings('translate.weightTable')}
        .nameOfRow=${(_: number, row: number) => writing.shown.names.labels[row]}
      ></underhood-curve-table>`;
  }

  #weightsOf(writing: ShownWriting): Weights {
    const { language } = this.store.state!;
    if (this.#weights?.of !== writing || this.#weights.language !== language) {
      const made: Weights = {
        rows: writing.shown.names,
        columns: this.system.source.names,
        data: writing.alignment!.data,
        isCausal: false,
        titles: { query: this.strings('translate.axisTarget'), key: this.strings('translate.axisSource') },
      };
      this.#weights = { of: writing, language, made };
    }
    return this.#weights.made;
  }

  #front(): FrontCell {
    const { system, source, target } = this.store.pointed;
    const key = source === null ? null : this.store.ownSource(this.system.source.tokens, source);
    if (target === null) return { query: null, key };
    return system === this.system.index ? { query: target, key } : { query: null, key: null };
  }

  #pointed({ query, key }: Cell): Pointed {
    return { system: this.system.index, source: this.store.runSource(this.system, key), target: query };
  }

  #describe({ query, key }: Cell): string {
    const { source, writing } = this.system;
    return this.strings('translate.cell', {
      target: writing!.shown.names.labels[query],
      source: source.names.labels[key],
      weight: formatNumber(writing!.alignment!.data[query * source.tokens.length + key]),
    });
  }
}
