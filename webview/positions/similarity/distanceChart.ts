import { css, html } from 'lit';
import type { Table } from '../../../src/export/table.ts';
import type { ByDistance } from '../../../src/positions/similarity.ts';
import { prepared } from '../../charts/canvas.ts';
import type { CurveTablePicture } from '../../parts/curveTable.ts';
import { StoreElement } from '../../parts/element.ts';
import { viewStyle } from '../../parts/viewStyle.ts';
import type { PositionsStore } from '../store.ts';
import { drawByDistance } from './similarityDrawing.ts';

const height = 200;

/** How alike positions are by their distance: mean and band, and the same as a table. */
export class DistanceChart extends StoreElement<PositionsStore> {
  static override properties = {
    ...StoreElement.properties,
    found: { attribute: false },
    front: { attribute: false },
    label: { attribute: false },
  };
  declare found: ByDistance;
  /** The distance in front. */
  declare front: number;
  /** What is in front, in a sentence. */
  declare label: string;

  static override styles = [
    ...viewStyle,
    css`
      .chart {
        height: ${height}px;
        overflow: hidden;
      }
    `,
  ];

  override render() {
    return html`<h2>${this.strings('positions.similarity.byDistance')}</h2>
      <div class="chart"><canvas role="img" aria-label=${this.label}></canvas></div>
      <p class="dim">${this.strings('positions.similarity.band')}</p>
      <underhood-curve-table
        .store=${this.store}
        .picture=${this.#asTable()}
        .label=${this.strings('positions.similarity.table')}
        .nameOfRow=${(_: number, distance: number) => String(distance)}
      ></underhood-curve-table>`;
  }

  override tables(): readonly Table[] {
    const { mean, deviation } = this.found;
    const rows = Array.from(mean, (value, distance) => [distance, value, deviation[distance]]);
    return [
      { name: this.strings('positions.similarity.byDistance'), columns: ['distance', 'mean', 'deviation'], rows },
    ];
  }

  #asTable(): CurveTablePicture {
    const { mean, deviation } = this.found;
    const lines = [
      { name: this.strings('positions.similarity.mean'), y: mean },
      { name: this.strings('positions.similarity.deviation'), y: deviation },
    ];
    return { lines, x: this.strings('positions.similarity.axisDistance') };
  }

  override updated(): void {
    const width = this.find('.chart').clientWidth;
    drawByDistance({
      context: prepared(this.find('canvas'), width, height),
      theme: this.theme,
      width,
      height,
      found: this.found,
      front: this.front,
      axis: this.strings('positions.similarity.axisDistance'),
    });
  }
}
