import { css, html } from 'lit';
import { partName } from '../../src/localisation.ts';
import type { Curves } from '../../src/protocol/training.ts';
import { prepared } from '../charts/canvas.ts';
import { drawSparkline, sharedRange } from '../charts/sparkline.ts';
import { controls, StoreElement } from '../parts/element.ts';
import { OwnWidth } from '../parts/ownWidth.ts';
import { formatCount, formatMagnitude } from '../shell/numbers.ts';
import { placesOf, pointOf } from './axis.ts';
import { blockColumn, measuredBy } from './series.ts';
import type { TrainingStore } from './store.ts';

/** A change of a thousandth of the weights a step is what one aims at. */
const guide = 1e-3;
const height = 28;
/** Of all that is no sparkline. */
const columnsWidth = 580;

interface Row {
  /** Of the block; null for the whole gradient. */
  readonly block: string | null;
  readonly norms: ArrayLike<number>;
  /** Absent for what is no block. */
  readonly ratios?: ArrayLike<number>;
}

/** Gradient norm and update-to-weight ratio, block by block, with the learning rate above them. */
export class BlocksView extends StoreElement<TrainingStore> {
  readonly #width = new OwnWidth(this);
  #rows: { readonly of: Curves; readonly made: readonly Row[] } | null = null;

  static override styles = [
    controls,
    css`
      table {
        border-collapse: collapse;
      }
      th,
      td {
        padding: 2px 24px 2px 0;
        text-align: left;
        font-weight: normal;
        border-bottom: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder));
      }
      thead th {
        font-weight: 600;
      }
      td.number {
        min-width: 12ch;
        padding-right: 32px;
        text-align: right;
        font-family: var(--vscode-editor-font-family, monospace);
      }
      canvas {
        display: block;
      }
      .scroll {
        overflow-x: auto;
      }
      p {
        margin: 8px 0 0;
        max-width: 110ch;
      }
    `,
  ];

  override render() {
    const { curves, summary } = this.store;
    if (curves === null || summary === undefined || curves.points.step.length === 0) {
      return html`<p class="dim">${this.strings('training.blocksEmpty')}</p>`;
    }
    const at = this.#at!;
    const cell = (values: ArrayLike<number> | undefined, kind: string) => {
      if (values === undefined) return html`<td></td><td></td>`;
      const value = measuredBy(values, at);
      return html`<td><canvas data-kind=${kind} aria-hidden="true"></canvas></td>
        <td class="number">${value === null ? '–' : formatMagnitude(value)}</td>`;
    };
    const { learningRate, step } = curves.points;
    return html`
      <p>${this.strings('training.blocksAt', {
        step: formatCount(this.store.step ?? step[at]),
        rate: formatMagnitude(learningRate[at]),
      })}</p>
      <div class="scroll" tabindex="0" role="group" aria-label=${this.strings('training.view.blocks')}>
        <table>
          <thead>
            <tr>
              <th scope="col">${this.strings('training.block')}</th>
              <th scope="col" colspan="2">${this.strings('training.gradientNorm')}</th>
              <th scope="col" colspan="2">${this.strings('training.updateRatio')}</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">${this.strings('training.rate')}</th>
              <td><canvas data-kind="rate" aria-hidden="true"></canvas></td>
              <td class="number">${formatMagnitude(learningRate[at])}</td>
              <td></td>
              <td></td>
            </tr>
            ${this.#made(curves).map(
              ({ block, norms, ratios }) => html`<tr>
                <th scope="row">${this.#nameOf(block)}</th>
                ${cell(norms, 'norm')}${cell(ratios, 'ratio')}
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
      <p class="dim">${this.strings('training.normMeaning')}</p>
      <p class="dim">${this.strings('training.ratioMeaning')}</p>
    `;
  }

  override updated(): void {
    const { curves, axis, place, summary } = this.store;
    if (curves === null || summary === undefined || curves.points.step.length === 0) return;
    const { theme } = this;
    const rows = this.#made(curves);
    const width = Math.max(120, Math.min(420, Math.floor((this.#width.value - columnsWidth) / 2)));
    const x = placesOf(curves.points, axis.name);
    const draw = (kind: string, lines: readonly ArrayLike<number>[], level?: number) => {
      const range = sharedRange(lines, level);
      const colours = { line: kind === 'ratio' ? theme.warm : theme.cold, guide: theme.dim, mark: theme.focus };
      this.renderRoot.querySelectorAll<HTMLCanvasElement>(`canvas[data-kind="${kind}"]`).forEach((canvas, i) => {
        const context = prepared(canvas, width, height);
        drawSparkline(context, {
          x,
          end: axis.end,
          values: lines[i],
          range,
          width,
          height,
          mark: place,
          guide: level,
          colours,
        });
      });
    };
    draw('rate', [curves.points.learningRate]);
    draw(
      'norm',
      rows.map(({ norms }) => norms),
    );
    draw(
      'ratio',
      rows.flatMap(({ ratios }) => (ratios === undefined ? [] : [ratios])),
      guide,
    );
  }

  /** The point of the curves at the scrubber's moment. */
  get #at(): number | null {
    const { curves, step } = this.store;
    return curves && pointOf(curves, step ?? Number.POSITIVE_INFINITY);
  }

  #made(curves: Curves): readonly Row[] {
    if (this.#rows?.of === curves) return this.#rows.made;
    const { blocks } = this.store.summary!;
    const { gradientNorm, blockNorms, updateRatios } = curves.points;
    const made = [
      { block: null, norms: gradientNorm },
      ...blocks.map((block, place) => ({
        block,
        norms: blockColumn(blockNorms, blocks.length, place),
        ratios: blockColumn(updateRatios, blocks.length, place),
      })),
    ];
    this.#rows = { of: curves, made };
    return made;
  }

  #nameOf(block: string | null): string {
    return block === null ? this.strings('training.wholeGradient') : partName(this.store.state!.language, block);
  }
}
