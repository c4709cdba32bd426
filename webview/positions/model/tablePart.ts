import { html, nothing } from 'lit';
import type { TableGeometry } from '../../../src/protocol/positions.ts';
import type { LineChartPicture } from '../../charts/lineChartDrawing.ts';
import { curveStyles } from '../../charts/palette.ts';
import { type PointAddress, rangeOf } from '../../charts/points.ts';
import { Answer } from '../../parts/answer.ts';
import { StoreElement } from '../../parts/element.ts';
import { sidesStyle } from '../../parts/sidesStyle.ts';
import { viewStyle } from '../../parts/viewStyle.ts';
import { formatCount, formatNumber, formatPercent } from '../../shell/numbers.ts';
import type { LoadedPlacement, PositionsStore } from '../store.ts';
import { extentOf } from './heads.ts';

/** The loaded model's table as points: how long its rows are, and how they lie. */
export class TablePart extends StoreElement<PositionsStore> {
  static override properties = { ...StoreElement.properties, pointed: { state: true } };
  declare pointed: number | null;
  readonly #answer = new Answer<LoadedPlacement, TableGeometry>(
    this,
    ({ runId }) => runId,
    ({ runId }) => this.store.host.request('tableGeometry', { runId }),
  );

  static override styles = [...viewStyle, sidesStyle];

  constructor() {
    super();
    this.pointed = null;
  }

  override willUpdate(): void {
    const { run } = this.store;
    if (run?.positions.kind === 'table') this.#answer.want(run);
  }

  override render() {
    const { run } = this.store;
    const { kind } = run!.positions;
    if (kind !== 'table') return this.#without(kind);
    const { last } = this.#answer;
    return html`${last ? this.#drawn(last.question, last.found) : nothing}
      <footer><p role="status">${last ? this.#read(last.found) : nothing}</p></footer>`;
  }

  /** Positions turn or bias here: there is no table, but something else to look at. */
  #without(kind: 'rotary' | 'alibi') {
    return html`<p id="no-table">
        ${this.strings(`positions.model.noTable.${kind}`, { model: this.store.run!.model.name })}
      </p>
      <p>
        <button class="primary" id="to-falloff" @click=${() => this.store.navigate({ modelPart: 'falloff' })}>
          ${this.strings('positions.model.toFalloff')}
        </button>
      </p>`;
  }

  #drawn(run: LoadedPlacement, geometry: TableGeometry) {
    const { norms } = geometry;
    const scheme = run.positions.kind === 'table' ? run.positions.scheme : 'learned';
    return html`<p>
        ${this.strings('positions.model.tableAbout', {
          scheme: this.strings(`positions.scheme.${scheme}`),
          positions: formatCount(norms.length),
          width: formatCount(run.model.width),
        })}
      </p>
      <div class="sides">
        <div>
          <h2>${this.strings('positions.model.norms')}</h2>
          <underhood-line-chart
            .store=${this.store}
            .picture=${this.#norms(geometry)}
            .label=${this.strings('positions.model.norms')}
            .height=${340}
            .front=${this.pointed === null ? null : { line: 0, place: this.pointed }}
            .describe=${({ place }: PointAddress) => this.#readPosition(geometry, place)}
            @point=${({ detail }: CustomEvent<PointAddress | null>) => this.#point(detail?.place ?? null)}
          ></underhood-line-chart>
        </div>
        <div>
          <h2>${this.strings('positions.model.plane')}</h2>
          <underhood-positions-plane
            .store=${this.store}
            .geometry=${geometry}
            .front=${this.pointed}
            .describe=${(position: number) => this.#readPosition(geometry, position)}
            @point=${({ detail }: CustomEvent<number | null>) => this.#point(detail)}
          ></underhood-positions-plane>
          <div class="controls">
            <underhood-scale-legend
              .store=${this.store}
              .scale=${{ kind: 'linear', limit: norms.length }}
            ></underhood-scale-legend>
            <span class="dim">${this.strings('positions.model.planeShade')}</span>
          </div>
        </div>
      </div>
      <p class="dim">${this.strings('positions.model.planeMeaning')}</p>
      ${this.#twin(geometry)}`;
  }

  #norms({ norms }: TableGeometry): LineChartPicture {
    const name = this.strings('positions.model.norm');
    const [style] = curveStyles(this.theme);
    return {
      lines: [{ name, style, x: Array.from(norms, (_, i) => i), y: norms }],
      rangeX: [0, Math.max(1, norms.length - 1)],
      rangeY: rangeOf([norms], true),
      x: this.strings('positions.model.axisPosition'),
      y: name,
      formatX: (value) => (Number.isInteger(value) ? formatCount(value) : ''),
      isNamed: false,
    };
  }

  #point(position: number | null): void {
    if (position === this.pointed) return;
    this.pointed = position;
    const isToken = position !== null && position < (this.store.run?.tokens.length ?? 0);
    this.store.effects.hover(isToken ? position : null);
  }

  #read(geometry: TableGeometry): string {
    const { norms, explained } = geometry;
    if (this.pointed !== null) return this.#readPosition(geometry, this.pointed);
    const [least, most] = extentOf(norms);
    if (most === 0) return this.strings('positions.model.tableZero');
    return this.strings('positions.model.readTable', {
      least: formatNumber(least),
      shortest: norms.indexOf(least),
      most: formatNumber(most),
      longest: norms.indexOf(most),
      share: formatPercent(
        Math.min(
          1,
          explained.reduce((sum, share) => sum + (share || 0), 0),
        ),
      ),
    });
  }

  #readPosition({ norms, plane }: TableGeometry, position: number): string {
    const at = Math.min(position, norms.length - 1);
    return this.strings('positions.model.readPosition', {
      position: at,
      norm: formatNumber(norms[at]),
      x: formatNumber(plane[2 * at]),
      y: formatNumber(plane[2 * at + 1]),
    });
  }

  /** The same as numbers. */
  #twin({ norms, plane }: TableGeometry) {
    const coordinate = (axis: 0 | 1) => Float64Array.from(norms, (_, position) => plane[2 * position + axis]);
    const lines = [
      { name: this.strings('positions.model.norm'), y: norms },
      { name: this.strings('positions.model.first'), y: coordinate(0) },
      { name: this.strings('positions.model.second'), y: coordinate(1) },
    ];
    return html`<underhood-curve-table
      .store=${this.store}
      .picture=${{ lines, x: this.strings('positions.model.axisPosition') }}
      .label=${this.strings('positions.model.twin')}
      .nameOfRow=${(_: number, position: number) => String(position)}
    ></underhood-curve-table>`;
  }
}
