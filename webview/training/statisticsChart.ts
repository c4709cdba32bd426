import { css, html, nothing } from 'lit';
import type { Context2d } from '../charts/canvas.ts';
import type { LinePlot, PlotData } from '../charts/linePlot.ts';
import { linePlotStyle } from '../charts/linePlotStyle.ts';
import { cssColour } from '../charts/ramps.ts';
import { line } from '../charts/strokes.ts';
import { controls } from '../parts/element.ts';
import { headAt } from '../parts/heads.ts';
import { cssProperties } from '../shell/cssProperties.ts';
import { formatCount, formatMark, formatNumber } from '../shell/numbers.ts';
import { nearestIndex, placesOf } from './axis.ts';
import { firstFormed, formedFrom, nearestHead } from './forming.ts';
import { PlotElement } from './plotElement.ts';
import { headColumn } from './series.ts';

/** How much each head does one thing, from evaluation to evaluation. */
export class StatisticsChart extends PlotElement {
  protected readonly height = 208;

  static override styles = [
    controls,
    linePlotStyle,
    css`
      .over {
        display: flex;
        flex-wrap: wrap;
        gap: 0 16px;
        align-items: center;
        justify-content: space-between;
      }
      h2 {
        margin: 0;
        font-size: 13px;
      }
      .legend {
        display: flex;
        flex-wrap: wrap;
        gap: 0 16px;
        margin: 0;
        padding: 0;
        font-size: 12px;
        list-style: none;
      }
      .legend li {
        display: flex;
        gap: 6px;
        align-items: center;
      }
      .legend i {
        width: 24px;
      }
      .front {
        border-top: 3px solid var(--warm);
      }
      .other {
        border-top: 1px solid var(--vscode-descriptionForeground);
      }
      .limit {
        border-top: 1px dotted var(--vscode-foreground);
      }
      .plot {
        height: 208px;
      }
      p {
        margin: 4px 0 0;
      }
      table {
        border-collapse: collapse;
      }
      th,
      td {
        padding: 1px 12px 1px 0;
        font-weight: normal;
        text-align: right;
      }
      summary {
        cursor: pointer;
      }
      .scroll {
        overflow-x: auto;
      }
    `,
  ];

  override render() {
    const { curves, summary, navigation, head } = this.store;
    if (curves === null || summary === undefined || curves.evaluations.step.length === 0) return nothing;
    const { statistic } = navigation;
    const described = this.#described();
    return html`<section aria-labelledby="title">
      <div class="over">
        <h2 id="title">${this.strings('training.statistics')}</h2>
        <label>
          <span class="hidden">${this.strings('training.statisticChoice')}</span>
          <select
            id="statistic"
            @change=${(event: Event) => {
              const { value } = event.target as HTMLSelectElement;
              this.store.navigate({ statistic: value === 'induction' ? 'induction' : 'previousToken' });
            }}
          >
            ${(['induction', 'previousToken'] as const).map(
              (name) => html`<option value=${name} .selected=${name === statistic}>
                ${this.strings(`training.statistic.${name}`)}
              </option>`,
            )}
          </select>
        </label>
      </div>
      <ul class="legend" aria-hidden="true" ${cssProperties({ '--warm': cssColour(this.theme.warm) })}>
        ${head && html`<li><i class="front"></i>${this.strings('training.headShort', { ...head })}</li>`}
        <li><i class="other"></i>${this.strings('training.otherHeads')}</li>
        <li><i class="limit"></i>${formatMark(formedFrom)}</li>
      </ul>
      <div class="plot" role="img" aria-label=${described}></div>
      <p id="formed">${described}</p>
      <p class="dim">${this.strings(`training.statisticMeaning.${statistic}`)}</p>
      ${this.#table()}
    </section>`;
  }

  /** When the first head did it. */
  #described(): string {
    const { curves, summary, navigation } = this.store;
    const { statistic } = navigation;
    const limit = formatMark(formedFrom);
    const name = this.strings(`training.statistic.${statistic}`);
    const formed = firstFormed(curves!.evaluations, statistic, this.#count);
    if (formed === null) return this.strings('training.formedNone', { statistic: name, limit });
    const { step } = curves!.evaluations;
    return this.strings(formed.evaluation === 0 ? 'training.formedFromStart' : 'training.formed', {
      ...headAt(formed.head, summary!.heads),
      statistic: name,
      limit,
      score: formatNumber(formed.score),
      step: formatCount(step[formed.evaluation]),
      before: formatCount(step[formed.evaluation - 1] ?? 0),
    });
  }

  /** The scores of all heads at the moment. */
  #table() {
    const { curves, summary, navigation, index } = this.store;
    const { layers, heads } = summary!;
    const scores = curves!.evaluations[navigation.statistic];
    return html`<details>
      <summary>${this.strings('training.statisticTable', { step: formatCount(this.store.step!) })}</summary>
      <div class="scroll" tabindex="0" role="group" aria-labelledby="title">
        <table>
          <thead>
            <tr>
              <td></td>
              ${Array.from({ length: heads }, (_, head) => html`<th scope="col">H${head}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${Array.from(
              { length: layers },
              (_, layer) => html`<tr>
                <th scope="row">L${layer}</th>
                ${Array.from(
                  { length: heads },
                  (_, head) => html`<td>${formatNumber(scores[index! * this.#count + layer * heads + head])}</td>`,
                )}
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </details>`;
  }

  get #count(): number {
    return this.store.summary!.layers * this.store.summary!.heads;
  }

  protected get columnNames(): readonly string[] {
    const { heads } = this.store.summary!;
    const places = Array.from({ length: this.#count }, (_, place) => place);
    return [...places.map((place) => `L${Math.floor(place / heads)}H${place % heads}`), 'front'];
  }

  protected override get kind(): string {
    return `${super.kind} ${this.#count}`;
  }

  /** Shows the head whose line is nearest, as the grid of heads does. */
  protected point(at: { readonly x: number; readonly y: number } | null): void {
    const { curves, navigation, summary } = this.store;
    const evaluation = at && curves && nearestIndex(placesOf(curves.evaluations, navigation.axis), at.x);
    if (at === null || curves === null || evaluation === null) {
      this.store.previewHead(null);
      return;
    }
    const place = nearestHead(curves.evaluations, navigation.statistic, this.#count, evaluation, at.y);
    this.store.previewHead(place === null ? null : headAt(place, summary!.heads));
  }

  protected options() {
    const { dim, warm } = this.theme;
    return {
      lines: [
        ...Array.from({ length: this.#count }, () => ({ colour: dim, width: 0.75 })),
        // The head in front once more, over all others.
        { colour: warm, width: 2.5, hasMarkers: true },
      ],
      formatY: formatMark,
      overlay: (plot: LinePlot, context: Context2d) => this.#drawOver(plot, context),
    };
  }

  protected dependencies() {
    const { store } = this;
    const { layer, head } = store.head ?? { layer: -1, head: -1 };
    return [store.curves, store.navigation.statistic, layer, head];
  }

  protected data(): PlotData {
    const { curves, navigation, axis, head, summary } = this.store;
    const values = curves!.evaluations[navigation.statistic];
    const front = head === null ? 0 : head.layer * summary!.heads + head.head;
    const heads = Array.from({ length: this.#count }, (_, place) => headColumn(values, this.#count, place));
    return {
      x: [...placesOf(curves!.evaluations, navigation.axis)],
      columns: [...heads, heads[front]],
      rangeX: [0, axis.end],
      rangeY: [0, 1],
    };
  }

  /** The line above which a head is called by its name. */
  #drawOver(plot: LinePlot, context: Context2d): void {
    const ratio = window.devicePixelRatio;
    const { left, width } = plot.bounds;
    const y = Math.round(plot.at(0, formedFrom)[1]) + 0.5;
    context.save();
    context.strokeStyle = cssColour(this.theme.foreground);
    context.setLineDash([2 * ratio, 3 * ratio]);
    context.lineWidth = ratio;
    line(context, left, y, left + width, y);
    context.restore();
  }
}
