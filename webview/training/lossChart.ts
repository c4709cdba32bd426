import { html, nothing } from 'lit';
import type { Curves } from '../../src/protocol/training.ts';
import type { Context2d } from '../charts/canvas.ts';
import type { LinePlot, PlotData } from '../charts/linePlot.ts';
import { linePlotStyle } from '../charts/linePlotStyle.ts';
import { plotRoom } from '../charts/plotRoom.ts';
import { cssColour } from '../charts/ramps.ts';
import { line } from '../charts/strokes.ts';
import { choice } from '../parts/choice.ts';
import { controls } from '../parts/element.ts';
import { cssProperties } from '../shell/cssProperties.ts';
import { formatClock, formatCount, formatMagnitude, formatMark, formatNumber } from '../shell/numbers.ts';
import { type AnchorName, anchorNames, placedAnchors, standsLeft } from './anchors.ts';
import { type AxisName, nearestIndex, placesOf, pointOf } from './axis.ts';
import { lossChartStyle } from './lossChartStyle.ts';
import { PlotElement } from './plotElement.ts';
import { type LossColumns, lossColumns, lossRange } from './series.ts';

const labelHeight = 17;

/** Training and held-out loss as they fall, beside what a model would need that knows less. */
export class LossChart extends PlotElement {
  static override properties = {
    ...PlotElement.properties,
    told: { state: true },
    pointed: { state: true },
    isScrubbing: { state: true },
  };
  /** The anchor that is pointed at. */
  declare told: AnchorName | null;
  /** The point of the curves under the pointer. */
  declare pointed: number | null;
  declare isScrubbing: boolean;
  protected readonly height = 220;
  protected readonly columnNames = ['highest', 'lowest', 'loss', 'heldOut'];
  #made: { readonly of: Curves; readonly axis: AxisName; readonly columns: LossColumns } | null = null;

  static override styles = [controls, linePlotStyle, lossChartStyle];

  constructor() {
    super();
    this.told = null;
    this.pointed = null;
    this.isScrubbing = false;
  }

  override render() {
    const { store } = this;
    if (store.curves === null || store.summary === undefined) return nothing;
    const { cold, warm } = this.theme;
    const colours = { '--cold': cssColour(cold), '--warm': cssColour(warm) };
    return html`<section aria-label=${this.strings('training.loss')} ${cssProperties(colours)}>
      <div class="over">
        <h2>${this.strings('training.loss')}</h2>
        <ul class="legend" aria-hidden="true">
          <li><i class="training"></i>${this.strings('training.trainingLoss')}</li>
          <li><i class="band"></i>${this.strings('training.band')}</li>
          <li><i class="heldOut"></i>${this.strings('training.heldOutLoss')}</li>
          <li><i class="best"></i>${this.strings('training.bestLoss')}</li>
        </ul>
        ${choice({
          id: 'axis',
          label: this.strings('training.axis'),
          values: ['steps', 'seconds'],
          chosen: store.navigation.axis,
          nameOf: (axis) => this.strings(`training.axis.${axis}`),
          choose: (axis) => store.navigate({ axis }),
        })}
      </div>
      <div class="frame">
        <div class="plot" role="img" aria-label=${this.#described()}></div>
        ${this.#anchors()}
      </div>
      <underhood-scrubber
        .store=${store}
        @focusin=${() => this.#scrub(true)}
        @focusout=${() => this.#scrub(false)}
      ></underhood-scrubber>
      <p class="dim meaning" id="meaning">${this.#meaning()}</p>
    </section>`;
  }

  #anchors() {
    const anchors = this.store.summary?.prepared?.anchors;
    if (anchors === undefined) return nothing;
    const height = this.height - plotRoom.top - plotRoom.bottom;
    const [least, most] = this.#range();
    const lossAt = (pixel: number) => most - (pixel / height) * (most - least);
    const isLeft = (label: number) =>
      standsLeft(this.#columns(), [lossAt(label + labelHeight), lossAt(label)], this.store.axis.end);
    return placedAnchors(anchors, [least, most], height, labelHeight).map(
      ({ name, value, label }) => html`<button
        class=${isLeft(label) ? 'anchor left' : 'anchor'}
        data-anchor=${name}
        title=${this.#anchorMeaning(name)}
        aria-describedby="meaning"
        @pointerenter=${() => this.#tell(name)}
        @pointerleave=${() => this.#tell(null)}
        @focus=${() => this.#tell(name)}
        @blur=${() => this.#tell(null)}
        ${cssProperties({ top: `${plotRoom.top + label}px` })}
      >
        ${this.strings(`training.anchor.${name}`)} ${formatNumber(value)}<span class="long"
          >${this.strings(`training.anchorShort.${name}`)}</span
        >
      </button>`,
    );
  }

  #anchorMeaning(name: AnchorName): string {
    const size = formatCount(this.store.summary?.prepared?.vocabularySize ?? 0);
    return this.strings(`training.anchorMeaning.${name}`, { size });
  }

  #range(): [least: number, most: number] {
    return lossRange(this.#columns(), this.#values);
  }

  get #values(): number[] {
    const anchors = this.store.summary?.prepared?.anchors;
    return anchors ? anchorNames.map((name) => anchors[name]) : [];
  }

  /** Made once for each answer of the host: the page is drawn more often. */
  #columns(): LossColumns {
    const { curves, navigation } = this.store;
    if (this.#made?.of !== curves || this.#made.axis !== navigation.axis) {
      this.#made = { of: curves!, axis: navigation.axis, columns: lossColumns(curves!, navigation.axis) };
    }
    return this.#made.columns;
  }

  #scrub(isScrubbing: boolean): void {
    this.isScrubbing = isScrubbing;
  }

  #tell(name: AnchorName | null): void {
    this.told = name;
  }

  /** What is pointed at, or how the chart is read. */
  #meaning(): string {
    const { curves } = this.store;
    if (this.told !== null) return this.#anchorMeaning(this.told);
    const at = this.pointed ?? this.#scrubbed;
    if (at === null || curves === null || at >= curves.points.step.length) return this.strings('training.lossMeaning');
    const { step, seconds, loss, lowest, highest, learningRate } = curves.points;
    return this.strings('training.lossAt', {
      step: formatCount(step[at]),
      time: formatClock(seconds[at]),
      loss: formatNumber(loss[at]),
      lowest: formatNumber(lowest[at]),
      highest: formatNumber(highest[at]),
      rate: formatMagnitude(learningRate[at]),
    });
  }

  /** The point of the moment, while the scrubber has the focus: what hover shows, focus shows. */
  get #scrubbed(): number | null {
    const { curves, step } = this.store;
    return this.isScrubbing && curves && step !== null ? pointOf(curves, step) : null;
  }

  #described(): string {
    const { status, curves } = this.store;
    const last = curves?.evaluations.heldOut.at(-1);
    if (status?.best === undefined || last === undefined) return this.strings('training.lossEmpty');
    return this.strings('training.lossDescribed', {
      last: formatNumber(last),
      best: formatNumber(status.best.loss),
      step: formatCount(status.best.step),
    });
  }

  protected point(at: { readonly x: number } | null): void {
    const { curves, navigation } = this.store;
    this.pointed = at && curves && nearestIndex(placesOf(curves.points, navigation.axis), at.x);
  }

  protected options() {
    const { cold, warm } = this.theme;
    return {
      // Band below, then training, then what was held out on top.
      lines: [
        { colour: cold, width: 0 },
        { colour: cold, width: 0 },
        { colour: cold, width: 1.5 },
        { colour: warm, width: 2, dash: [6, 3], hasMarkers: true },
      ],
      band: { between: [0, 1] as const, colour: cold, opacity: this.theme.isHighContrast ? 0.35 : 0.2 },
      // Without data the axis has no numbers yet.
      formatY: (value: number) => (this.#values.length > 0 ? formatMark(value) : ''),
      overlay: (plot: LinePlot, context: Context2d) => this.#drawOver(plot, context),
    };
  }

  protected dependencies() {
    return [this.store.curves, this.store.summary?.prepared];
  }

  protected data(): PlotData {
    const { x, loss, lowest, highest, heldOut } = this.#columns();
    return { x, columns: [highest, lowest, loss, heldOut], rangeX: [0, this.store.axis.end], rangeY: this.#range() };
  }

  /** The anchors' lines and the best evaluation. */
  #drawOver(plot: LinePlot, context: Context2d): void {
    const { summary, curves } = this.store;
    const ratio = window.devicePixelRatio;
    const { left, top, width, height } = plot.bounds;
    context.save();
    context.beginPath();
    context.rect(left, top, width, height);
    context.clip();
    context.strokeStyle = cssColour(this.theme.dim);
    context.lineWidth = ratio;
    context.setLineDash([2 * ratio, 3 * ratio]);
    for (const name of summary?.prepared ? anchorNames : []) {
      const y = Math.round(plot.at(0, summary!.prepared!.anchors[name])[1]) + 0.5;
      line(context, left, y, left + width, y);
    }
    context.restore();
    if (curves !== null) this.#drawBest(plot, context, ratio);
  }

  #drawBest(plot: LinePlot, context: Context2d, ratio: number): void {
    const { evaluations } = this.store.curves!;
    if (evaluations.heldOut.length === 0) return;
    const best = evaluations.heldOut.indexOf(Math.min(...evaluations.heldOut));
    if (best < 0) return;
    const [x, y] = plot.at(placesOf(evaluations, this.store.navigation.axis)[best], evaluations.heldOut[best]);
    const side = 6 * ratio;
    context.beginPath();
    context.moveTo(x, y - side);
    context.lineTo(x + side, y);
    context.lineTo(x, y + side);
    context.lineTo(x - side, y);
    context.closePath();
    context.fillStyle = cssColour(this.theme.warm);
    context.fill();
    context.strokeStyle = cssColour(this.theme.foreground);
    context.lineWidth = 1.5 * ratio;
    context.stroke();
  }
}
