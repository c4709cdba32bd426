import { css, html } from 'lit';
import { type SchemeName, schemeNames } from '../../../src/positions/scheme.ts';
import { paintedWithoutGpu } from '../../charts/heatmap2d.ts';
import { controls, StoreElement } from '../../parts/element.ts';
import { formatMark } from '../../shell/numbers.ts';
import type { PositionsStore } from '../store.ts';
import type { SchemeTable } from './schemeTable.ts';

const height = 72;

/** All schemes, small and on the same axes; one of them is chosen. */
export class SchemeStrip extends StoreElement<PositionsStore> {
  /** What was painted last into each canvas, so that pointing at a cell paints none of them again. */
  readonly #painted = new Map<SchemeName, unknown[]>();

  static override styles = [
    controls,
    css`
      .strip {
        display: grid;
        grid-template-columns: repeat(8, minmax(0, 1fr));
        gap: 8px;
      }
      @media (max-width: 1099px) {
        .strip {
          grid-template-columns: repeat(4, minmax(0, 1fr));
        }
      }
      @media (max-width: 499px) {
        .strip {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
      }
      button {
        display: flex;
        flex-direction: column;
        align-items: stretch;
        gap: 0;
        min-width: 0;
        padding: 3px;
        border: 1px solid transparent;
        text-align: left;
        color: inherit;
        background: transparent;
      }
      button:hover {
        background: var(--vscode-list-hoverBackground, transparent);
        border-color: var(--vscode-panel-border, var(--vscode-contrastBorder));
      }
      button[aria-checked='true'] {
        border-color: var(--vscode-focusBorder);
        outline: 1px solid var(--vscode-focusBorder);
      }
      canvas {
        width: 100%;
        height: 72px;
        outline: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder));
      }
      .name,
      .scale {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .name {
        margin-top: 4px;
      }
      [aria-checked='true'] .name {
        font-weight: 600;
      }
      .scale {
        font-size: 11px;
      }
    `,
  ];

  override render() {
    const { scheme } = this.store.navigation;
    return html`<div
      class="strip"
      role="radiogroup"
      aria-label=${this.strings('positions.schemes.all')}
      @keydown=${this.#onKey}
    >
      ${schemeNames.map(
        (name) => html`<button
          role="radio"
          id="scheme-${name}"
          aria-checked=${name === scheme}
          tabindex=${name === scheme ? 0 : -1}
          @click=${() => this.store.navigate({ scheme: name })}
        >
          <canvas data-scheme=${name} aria-hidden="true"></canvas>
          <span class="name">${this.strings(`positions.scheme.${name}`)}</span>
          <span class="scale dim">${this.#scale(name)}</span>
        </button>`,
      )}
    </div>`;
  }

  /** What the colours of a scheme stand for, and what its columns are where they are no dimensions. */
  #scale(name: SchemeName): string {
    const table = this.store.tableOf(name);
    if (table === null) {
      if (name !== 'learned') return this.strings('positions.schemes.nothing');
      return this.strings(this.store.run ? 'positions.schemes.absentHere' : 'positions.schemes.absent');
    }
    const limit = formatMark(table.limit);
    const parameters = { limit, count: table.columns };
    if (table.across === 'heads') return this.strings('positions.schemes.scaleHeads', parameters);
    if (table.across === 'headNumbers') return this.strings('positions.schemes.scaleHead', parameters);
    return this.strings('positions.schemes.scale', parameters);
  }

  override updated(): void {
    for (const canvas of this.renderRoot.querySelectorAll('canvas')) {
      this.#paint(canvas, canvas.dataset.scheme as SchemeName);
    }
  }

  #paint(canvas: HTMLCanvasElement, name: SchemeName): void {
    const ratio = window.devicePixelRatio;
    const [width, down] = [Math.round(canvas.clientWidth * ratio), Math.round(height * ratio)];
    const table = this.store.tableOf(name);
    const { diverging } = this.theme.ramps;
    const given = [table, width, down, diverging];
    if (width === 0 || this.#painted.get(name)?.every((value, i) => value === given[i])) return;
    this.#painted.set(name, given);
    canvas.width = width;
    canvas.height = down;
    if (table === null) return;
    const pixels = this.#pixels(table, width, down);
    canvas.getContext('2d')!.putImageData(new ImageData(pixels, width, down), 0, 0);
  }

  #pixels(table: SchemeTable, width: number, down: number): Uint8ClampedArray<ArrayBuffer> {
    const { navigation } = this.store;
    const { rows, columns, data, limit, across } = table;
    // What has other columns than dimensions has an axis of its own across.
    const axis = across === 'dimensions' && table.firstColumn === 0 ? navigation.width : columns;
    const [step, stepY] = [axis / width, navigation.positions / down];
    const placement = {
      tile: 0,
      x: 0,
      y: 0,
      width: Math.min(width, Math.round(columns / step)),
      height: Math.min(down, Math.round(rows / stepY)),
      fromX: 0,
      fromY: 0,
      step,
      stepY,
    };
    const tiles = { count: 1, size: rows, columns, isWhole: true, data };
    return paintedWithoutGpu(tiles, width, down, [placement], { kind: 'diverging', limit }, this.theme.ramps.diverging);
  }

  readonly #onKey = (event: KeyboardEvent) => {
    const last = schemeNames.length - 1;
    const place = schemeNames.indexOf(this.store.navigation.scheme);
    const [before, after] = [place === 0 ? last : place - 1, place === last ? 0 : place + 1];
    const moves: Record<string, number> = {
      ArrowLeft: before,
      ArrowUp: before,
      ArrowRight: after,
      ArrowDown: after,
      Home: 0,
      End: last,
    };
    if (!(event.key in moves)) return;
    const scheme = schemeNames[moves[event.key]];
    this.store.navigate({ scheme });
    event.preventDefault();
    this.find<HTMLElement>(`#scheme-${scheme}`).focus();
  };
}
