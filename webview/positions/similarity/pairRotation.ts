import katex from 'katex';
import { css, html } from 'lit';
import type { Table } from '../../../src/export/table.ts';
import { largestError, turnedPoint } from '../../../src/positions/rotation.ts';
import { prepared } from '../../charts/canvas.ts';
import { controls, StoreElement } from '../../parts/element.ts';
import { tex } from '../../parts/tex.ts';
import { formatMagnitude, formatNumber } from '../../shell/numbers.ts';
import type { SchemeTable } from '../schemes/schemeTable.ts';
import type { PositionsStore } from '../store.ts';
import { angleOver, pairAt, pairCount } from './schemeSimilarity.ts';
import { drawPair } from './similarityDrawing.ts';

const width = 312;
const height = 264;
/** What is left of a turn by the formula: the table is in single precision. */
const rounding = 1e-5;

/** Whether going on by k positions is a rotation, shown for one pair of dimensions. */
export class PairRotation extends StoreElement<PositionsStore> {
  static override properties = {
    ...StoreElement.properties,
    table: { attribute: false },
    position: { attribute: false },
  };
  /** The rows that are compared. */
  declare table: SchemeTable;
  /** The position in front. */
  declare position: number;
  #typeset = '';

  static override styles = [
    controls,
    css`
      .rotation {
        display: grid;
        grid-template-columns: 312px minmax(0, 1fr);
        gap: 8px 24px;
        align-items: start;
      }
      h2 {
        grid-column: 1 / -1;
        margin: 16px 0 0;
        font-size: 13px;
      }
      .sliders {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 24px;
      }
      output {
        min-width: 6ch;
      }
      .formulas {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 32px;
        margin: 12px 0;
        font-size: 15px;
      }
      /* Scrolled where it is wider than the page, by the keyboard too. */
      [data-formula] {
        max-width: 100%;
        overflow-x: auto;
      }
      p {
        max-width: 90ch;
        margin: 8px 0 0;
      }
      canvas {
        display: block;
      }
      @media (max-width: 699px) {
        .rotation {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  override render() {
    const { table, store } = this;
    if (pairCount(table) === 0) return html`<p>${this.strings('positions.similarity.noPair')}</p>`;
    const { shift, pair, position } = this.#chosen;
    const last = table.rows - 1;
    return html`<section class="rotation">
      <h2>${this.strings('positions.similarity.rotation')}</h2>
      <canvas role="img" aria-label=${this.#verdict()}></canvas>
      <div>
        <div class="sliders">
          ${this.#slider('pair', pair, pairCount(table) - 1, (value) => store.navigate({ pair: value }))}
          ${this.#slider('shift', shift, last, (value) => store.navigate({ shift: value }))}
          ${this.#slider('position', position, last, (value) =>
            this.dispatchEvent(new CustomEvent('position', { detail: value })),
          )}
        </div>
        <div class="formulas"><span data-formula="turned" tabindex="0"></span><span data-formula="next" tabindex="0"></span></div>
        <p id="verdict">${this.#verdict()}</p>
      </div>
    </section>`;
  }

  #slider(name: 'pair' | 'shift' | 'position', value: number, most: number, choose: (value: number) => void) {
    return html`<label>
      ${this.strings(`positions.similarity.${name}`)}
      <input
        id=${name}
        type="range"
        min="0"
        max=${most}
        step="1"
        .value=${String(value)}
        @input=${(event: Event) => choose((event.target as HTMLInputElement).valueAsNumber)}
      />
      <output>${value}</output>
    </label>`;
  }

  /** What is chosen, as far as this table has it. */
  get #chosen() {
    const { table, store } = this;
    const { pair, shift } = store.navigation;
    const last = table.rows - 1;
    return {
      pair: Math.min(pair, pairCount(table) - 1),
      shift: Math.min(shift, last),
      position: Math.min(this.position, last),
    };
  }

  #turn() {
    const { table, store } = this;
    const chosen = this.#chosen;
    const pair = pairAt(table, chosen.pair, store.navigation, store.own);
    const angle = angleOver(pair, chosen.shift);
    return { ...chosen, ...pair, turn: angle, error: largestError(pair.points, chosen.shift, angle) };
  }

  #verdict(): string {
    const { columns, shift, error, turn } = this.#turn();
    const { scheme } = this.table;
    const parameters = {
      first: columns[0],
      second: columns[1],
      shift,
      error: formatMagnitude(error),
      angle: formatNumber(turn),
    };
    if (Number.isNaN(error)) return this.strings('positions.similarity.tooFar', parameters);
    if (error <= rounding) return this.strings('positions.similarity.turns', parameters);
    return this.strings(
      scheme === 'pureSine' ? 'positions.similarity.pureSine' : 'positions.similarity.noTurn',
      parameters,
    );
  }

  override tables(): readonly Table[] {
    if (pairCount(this.table) === 0) return [];
    const { points, columns } = this.#turn();
    return [
      {
        name: this.strings('positions.similarity.rotation'),
        columns: ['position', ...columns.map((column) => `i = ${column}`)],
        rows: Array.from({ length: points.length / 2 }, (_, at) => [at, points[2 * at], points[2 * at + 1]]),
      },
    ];
  }

  override updated(): void {
    if (pairCount(this.table) === 0) return;
    const { points, position, shift, turn, columns } = this.#turn();
    drawPair({
      context: prepared(this.find('canvas'), width, height),
      theme: this.theme,
      width,
      height,
      points,
      position,
      shift,
      angle: turn,
      names: [`i = ${columns[0]}`, `i = ${columns[1]}`],
    });
    const [x, y] = [points[2 * position], points[2 * position + 1]];
    const [turnedX, turnedY] = turnedPoint(x, y, turn);
    const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
    const matrix = `\\begin{pmatrix}${tex(cos)}&${tex(-sin)}\\\\${tex(sin)}&${tex(cos)}\\end{pmatrix}`;
    const vector = (a: number, b: number) => `\\begin{pmatrix}${tex(a)}\\\\${tex(b)}\\end{pmatrix}`;
    const next = position + shift;
    const target = 2 * next < points.length ? vector(points[2 * next], points[2 * next + 1]) : '';
    const turned = `R_{k}\\,\\mathrm{PE}_{p}=${matrix}${vector(x, y)}=${vector(turnedX, turnedY)}`;
    const name = turned + target;
    if (name === this.#typeset) return;
    this.#typeset = name;
    this.#render('turned', turned);
    this.#render('next', target && `\\mathrm{PE}_{p+k}=${target}`);
  }

  #render(name: 'turned' | 'next', formula: string): void {
    katex.render(formula, this.find(`[data-formula="${name}"]`), { output: 'mathml' });
  }
}
