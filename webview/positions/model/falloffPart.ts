import { css, html, nothing } from 'lit';
import type { Falloff } from '../../../src/protocol/positions.ts';
import type { ChartLine, LineChartPicture } from '../../charts/lineChartDrawing.ts';
import { curveStyles } from '../../charts/palette.ts';
import { type PointAddress, rangeOf } from '../../charts/points.ts';
import { Answer } from '../../parts/answer.ts';
import { StoreElement } from '../../parts/element.ts';
import { headAt, placeOfHead, placeOfLargest } from '../../parts/heads.ts';
import { lineSample } from '../../parts/lineSample.ts';
import { sidesStyle } from '../../parts/sidesStyle.ts';
import { viewStyle } from '../../parts/viewStyle.ts';
import { formatNumber } from '../../shell/numbers.ts';
import type { LoadedPlacement, PositionsStore } from '../store.ts';
import { rowOf, spansOf } from './heads.ts';

type Curve = 'contentHeld' | 'measured';

/** How every head's scores fall with the distance. */
export class FalloffPart extends StoreElement<PositionsStore> {
  static override properties = {
    ...StoreElement.properties,
    pointed: { state: true },
    point: { state: true },
  };
  /** The head under the pointer. */
  declare pointed: number | null;
  /** The point of the large curves under the pointer. */
  declare point: PointAddress | null;
  readonly #answer = new Answer<LoadedPlacement, Falloff>(
    this,
    ({ runId }) => runId,
    ({ runId }) => this.store.host.request('falloff', { runId }),
  );

  static override styles = [
    ...viewStyle,
    sidesStyle,
    css`
      .meaning dt {
        display: flex;
        gap: 8px;
        align-items: center;
        font-weight: 600;
      }
      .meaning dd {
        margin: 0 0 4px 32px;
      }
      .meaning {
        margin: 8px 0;
      }
    `,
  ];

  constructor() {
    super();
    this.pointed = null;
    this.point = null;
  }

  override willUpdate(): void {
    if (this.store.run !== null) this.#answer.want(this.store.run);
  }

  override render() {
    const { last } = this.#answer;
    return html`<p>${this.strings('positions.model.falloffAbout')}</p>
      ${last ? this.#drawn(last.question, last.found) : nothing}
      <footer><p role="status">${last ? this.#read(last.question, last.found) : nothing}</p></footer>`;
  }

  #drawn(run: LoadedPlacement, falloff: Falloff) {
    const front = this.#front(run, falloff);
    const { head: pinned } = this.store.navigation;
    const curves = curvesOf(falloff);
    const picture = this.#picture(run, falloff, front);
    const { kind } = run.positions;
    return html`<div class="sides">
      <div class="overview">
        <h2>${this.strings('positions.model.allHeads')}</h2>
        <underhood-positions-falloff-heads
          .store=${this.store}
          .model=${run.model}
          .falloff=${falloff}
          .pinned=${pinned === null ? null : placeOfHead(pinned, run.model)}
          .front=${front}
          @point=${({ detail }: CustomEvent<number | null>) => {
            this.pointed = detail;
          }}
          @pick=${({ detail }: CustomEvent<number>) => this.store.navigate({ head: headAt(detail, run.model.heads) })}
          @unpin=${() => this.store.navigate({ head: null })}
        ></underhood-positions-falloff-heads>
        <p class="dim">${this.strings('positions.model.falloffGrid')}</p>
      </div>
      <div class="detail">
        <h2>${this.strings('attention.headName', { ...headAt(front, run.model.heads) })}</h2>
        <underhood-line-chart
          .store=${this.store}
          .picture=${picture}
          .label=${this.strings('positions.model.falloffChart')}
          .height=${260}
          .front=${this.point}
          .describe=${(at: PointAddress) => this.#readPoint(run, falloff, at)}
          @point=${({ detail }: CustomEvent<PointAddress | null>) => {
            this.point = detail;
          }}
        ></underhood-line-chart>
        <dl class="meaning">
          ${curves.map(
            (
              curve,
            ) => html`<dt>${lineSample(this.#styleOf(curve))} ${this.strings(`positions.model.curve.${curve}`)}</dt>
              <dd>${this.strings(`positions.model.curveMeaning.${curve}`)}</dd>`,
          )}
        </dl>
        <underhood-curve-table
          .store=${this.store}
          .picture=${picture}
          .label=${this.strings('positions.model.twin')}
          .nameOfRow=${(_: number, distance: number) => String(distance)}
        ></underhood-curve-table>
        ${kind === 'table' ? html`<p id="added">${this.strings('positions.model.falloffTable')}</p>` : nothing}
      </div>
    </div>`;
  }

  #front(run: LoadedPlacement, falloff: Falloff): number {
    const { head } = this.store.navigation;
    const count = run.model.layers * run.model.heads;
    if (this.pointed !== null) return Math.min(count - 1, this.pointed);
    return head === null ? placeOfLargest(spansOf(falloff, count)) : placeOfHead(head, run.model);
  }

  #lines(run: LoadedPlacement, falloff: Falloff, place: number): ChartLine[] {
    const heads = run.model.layers * run.model.heads;
    return curvesOf(falloff).map((curve) => {
      const y = rowOf(falloff[curve]!, heads, place);
      const style = this.#styleOf(curve);
      return { name: this.strings(`positions.model.curve.${curve}`), style, x: Array.from(y, (_, i) => i), y };
    });
  }

  #styleOf(curve: Curve) {
    const [held, plain] = curveStyles(this.theme);
    return curve === 'contentHeld' ? held : plain;
  }

  #picture(run: LoadedPlacement, falloff: Falloff, place: number): LineChartPicture {
    const lines = this.#lines(run, falloff, place);
    return {
      lines,
      rangeX: [0, Math.max(1, ...lines.map(({ x }) => x.length - 1))],
      rangeY: rangeOf(lines.map(({ y }) => y)),
      x: this.strings('positions.model.axisDistance'),
      y: this.strings('positions.model.axisScore'),
      formatX: (value) => (Number.isInteger(value) ? String(value) : ''),
      isNamed: false,
    };
  }

  #read(run: LoadedPlacement, falloff: Falloff): string {
    if (this.point !== null) return this.#readPoint(run, falloff, this.point);
    const place = this.#front(run, falloff);
    const [line] = this.#lines(run, falloff, place);
    const ends = [line.y[Math.min(1, line.y.length - 1)], line.y[line.y.length - 1]];
    return this.strings(falloff.contentHeld ? 'positions.model.readFalloffHeld' : 'positions.model.readFalloff', {
      ...headAt(place, run.model.heads),
      near: formatNumber(ends[0]),
      far: formatNumber(ends[1]),
      distance: line.y.length - 1,
    });
  }

  #readPoint(run: LoadedPlacement, falloff: Falloff, at: PointAddress): string {
    const place = this.#front(run, falloff);
    const curves = curvesOf(falloff);
    const lines = this.#lines(run, falloff, place);
    const line = Math.min(at.line, lines.length - 1);
    const distance = Math.min(at.place, lines[line].y.length - 1);
    return this.strings('positions.model.readDistance', {
      ...headAt(place, run.model.heads),
      distance,
      score: formatNumber(lines[line].y[distance]),
      curve: this.strings(`positions.model.curve.${curves[line]}`),
    });
  }
}

/** The clearer one first. */
function curvesOf({ contentHeld }: Falloff): readonly Curve[] {
  return contentHeld ? ['contentHeld', 'measured'] : ['measured'];
}
