import { css, html, nothing } from 'lit';
import { prepared } from '../charts/canvas.ts';
import { colourAt, cssColour } from '../charts/ramps.ts';
import { legendValues, type ValueScale } from '../charts/scale.ts';
import { formatMark } from '../shell/numbers.ts';
import { controls, StoreElement } from './element.ts';
import type { Store } from './store.ts';

const width = 200;
const height = 10;

/** What the colours mean, with numbers. */
export abstract class ColourLegend<Known extends Store> extends StoreElement<Known> {
  static override styles = [
    controls,
    css`
      :host {
        display: inline-block;
      }
      canvas {
        display: block;
        outline: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder));
      }
      .values {
        display: flex;
        justify-content: space-between;
        width: 200px;
        font-size: 11px;
        line-height: 16px;
      }
    `,
  ];

  override render() {
    const { scale } = this;
    if (scale === null) return nothing;
    return html`<canvas aria-hidden="true"></canvas>
      <div class="values">${legendValues(scale).map((value) => html`<span>${formatMark(value)}</span>`)}</div>`;
  }

  /** Null draws nothing. */
  protected abstract get scale(): ValueScale | null;

  override updated(): void {
    const { scale } = this;
    if (scale === null) return;
    const { ramps } = this.theme;
    const ramp = scale.kind === 'diverging' ? ramps.diverging : ramps.sequential;
    const context = prepared(this.find('canvas'), width, height);
    for (let x = 0; x < width; x += 1) {
      context.fillStyle = cssColour(colourAt(ramp, x / (width - 1)));
      context.fillRect(x, 0, 1, height);
    }
  }
}
