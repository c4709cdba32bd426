import { css, html } from 'lit';
import type { QualityBand } from '../../../src/protocol/translation.ts';
import type { LineChartPicture } from '../../charts/lineChartDrawing.ts';
import { curveStyles } from '../../charts/palette.ts';
import { type PointAddress, rangeOf } from '../../charts/points.ts';
import { choiceStyle } from '../../parts/choiceStyle.ts';
import { StoreElement } from '../../parts/element.ts';
import { viewStyle } from '../../parts/viewStyle.ts';
import { formatCount, formatMark, formatNumber, formatPercent, formatShortCount } from '../../shell/numbers.ts';
import type { TranslateStore } from '../store.ts';
import { type Measured, measuredOn, verdictOf } from './quality.ts';

const measures = ['chrf', 'exact'] as const;

/** How good the translators are on held-out sentences, by their length. */
export class ForgettingView extends StoreElement<TranslateStore> {
  static override properties = { ...StoreElement.properties, front: { state: true } };
  declare front: PointAddress | null;

  static override styles = [
    ...viewStyle,
    choiceStyle,
    css`
      .chart {
        max-width: 900px;
        margin: 8px 0;
      }
      .scroll {
        overflow-x: auto;
      }
      table {
        border-collapse: collapse;
        margin-top: 8px;
      }
      th,
      td {
        padding: 2px 16px 2px 0;
        text-align: right;
        font-weight: normal;
        white-space: nowrap;
      }
      thead th {
        border-bottom: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder));
        color: var(--vscode-descriptionForeground);
      }
      th:first-child {
        text-align: left;
      }
    `,
  ];

  constructor() {
    super();
    this.front = null;
  }

  override render() {
    const { store } = this;
    const systems = this.#systems;
    const { measure } = store.navigation;
    if (systems.length === 0) {
      return html`<p>${this.strings('translate.quality.none')}</p><footer><p role="status"></p></footer>`;
    }
    const pairs = formatCount(systems[0].quality.heldOutPairs);
    return html`<p>${this.strings('translate.quality.about', { pairs })}</p>
      <div class="controls">
        <div class="views" role="group" aria-label=${this.strings('translate.quality.measure')}>
          ${measures.map(
            (name) => html`<button
              id="measure-${name}"
              aria-pressed=${name === measure}
              @click=${() => store.navigate({ measure: name })}
            >
              ${this.strings(`translate.quality.${name}`)}
            </button>`,
          )}
        </div>
        <span class="dim">${this.strings(`translate.quality.${measure}Meaning`)}</span>
      </div>
      <underhood-line-chart
        class="chart"
        .store=${store}
        .picture=${this.#picture(systems)}
        .height=${300}
        .label=${this.strings('translate.quality.chart')}
        .front=${this.front}
        .describe=${({ line, place }: PointAddress) => this.#describe(systems, line, place)}
        @point=${({ detail }: CustomEvent<PointAddress | null>) => {
          this.front = detail;
        }}
      ></underhood-line-chart>
      <div class="scroll" tabindex="0" role="group" aria-label=${this.strings('translate.quality.table')}>
        ${this.#table(systems)}
      </div>
      <footer><p role="status">${this.#read(systems)}</p></footer>`;
  }

  get #systems(): readonly Measured[] {
    const { store } = this;
    return store.state!.systems.flatMap((system) => {
      const { kind, quality } = system;
      return quality === undefined ? [] : [{ name: store.nameOfOffered(system), kind, quality }];
    });
  }

  #picture(systems: readonly Measured[]): LineChartPicture {
    const { measure } = this.store.navigation;
    const styles = curveStyles(this.theme);
    const lines = systems.map(({ name, quality }, i) => ({
      name,
      style: styles[i % styles.length],
      x: quality.bands.map((_, place) => place),
      y: quality.bands.map((band) => measuredOn(band, measure)),
      hasMarkers: true,
    }));
    const bands = this.#bands(systems);
    const [, most] = rangeOf(
      lines.map(({ y }) => y),
      true,
    );
    return {
      lines,
      isNamed: true,
      rangeX: [-0.2, Math.max(1, bands.length - 1) + 0.2],
      rangeY: [0, most],
      x: this.strings('translate.quality.axisX'),
      y: this.strings(`translate.quality.${measure}`),
      marksX: bands.map((_, place) => place),
      formatX: (place) => (bands[place] === undefined ? '' : this.#bandName(bands[place])),
    };
  }

  /** The same in all: of the one that has most. */
  #bands(systems: readonly Measured[]): readonly QualityBand[] {
    return systems.reduce(
      (most, { quality }) => (quality.bands.length > most.length ? quality.bands : most),
      systems[0].quality.bands,
    );
  }

  #bandName({ from, to }: QualityBand): string {
    if (to === undefined) return this.strings('translate.quality.bandUp', { from });
    return this.strings('translate.quality.band', { from, to });
  }

  #written(value: number): string {
    return this.store.navigation.measure === 'exact' ? formatPercent(value) : formatNumber(value);
  }

  #table(systems: readonly Measured[]) {
    const { measure } = this.store.navigation;
    const bands = this.#bands(systems);
    const head = (key: 'system' | 'all' | 'long' | 'everyday' | 'parameters' | 'minutes' | 'steps') =>
      html`<th scope="col">${this.strings(`translate.quality.${key}`)}</th>`;
    return html`<table>
      <thead>
        <tr>
          ${head('system')}
          ${bands.map((band) => html`<th scope="col">${this.#bandName(band)}</th>`)}
          ${head('all')}${head('long')}${head('everyday')}${head('parameters')}${head('steps')}${head('minutes')}
        </tr>
      </thead>
      <tbody>
        ${systems.map(
          ({ name, quality }) => html`<tr>
            <th scope="row">${name}</th>
            ${quality.bands.map((band) => html`<td>${this.#written(measuredOn(band, measure))}</td>`)}
            <td>${this.#written(measuredOn(quality.all, measure))}</td>
            <td>${this.#written(measuredOn(quality.long, measure))}</td>
            <td>${this.strings('translate.quality.everydayCount', { ...quality.everyday })}</td>
            <td>${formatShortCount(quality.parameters)}</td>
            <td>${formatCount(quality.steps)}</td>
            <td>${formatMark(Number(quality.minutes.toPrecision(3)))}</td>
          </tr>`,
        )}
        <tr class="dim">
          <th scope="row">${this.strings('translate.quality.sentences')}</th>
          ${bands.map(({ sentences }) => html`<td>${formatCount(sentences)}</td>`)}
          <td>${formatCount(systems[0].quality.all.sentences)}</td>
          <td>${formatCount(systems[0].quality.long.sentences)}</td>
          <td></td>
          <td></td>
          <td></td>
          <td></td>
        </tr>
      </tbody>
    </table>`;
  }

  #describe(systems: readonly Measured[], line: number, place: number): string {
    const { name, quality } = systems[line];
    const band = quality.bands[place];
    const value = this.#written(measuredOn(band, this.store.navigation.measure));
    return this.strings('translate.quality.point', { system: name, band: this.#bandName(band), value });
  }

  #read(systems: readonly Measured[]): string {
    const { measure } = this.store.navigation;
    const one = this.front && systems[this.front.line];
    const band = one && this.front && one.quality.bands[this.front.place];
    if (one && band) {
      return this.strings('translate.quality.read', {
        system: one.name,
        band: this.#bandName(band),
        sentences: formatCount(band.sentences),
        value: this.#written(measuredOn(band, measure)),
        best: this.#written(measuredOn(one.quality.bands[0], measure)),
      });
    }
    const verdict = verdictOf(systems, measure);
    if (verdict === null) return '';
    const { ranked, attentionWins, transformerHolds } = verdict;
    const list = ranked
      .map(({ name, quality }) =>
        this.strings('translate.quality.ranked', { system: name, value: this.#written(quality.long[measure]) }),
      )
      .join(this.strings('translate.quality.between'));
    const sentences = formatCount(ranked[0].quality.long.sentences);
    const follows = [
      this.strings('translate.quality.verdict', { sentences, list }),
      attentionWins === undefined
        ? ''
        : this.strings(`translate.quality.${attentionWins ? 'attentionWins' : 'attentionLoses'}`),
      transformerHolds === undefined
        ? ''
        : this.strings(`translate.quality.${transformerHolds ? 'transformerHolds' : 'transformerLoses'}`),
    ];
    return follows.join('');
  }
}
