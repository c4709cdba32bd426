import { css, html } from 'lit';
import type { Table } from '../../../src/export/table.ts';
import { prepared } from '../../charts/canvas.ts';
import { colourAt, cssColour } from '../../charts/ramps.ts';
import { labels } from '../../charts/strokes.ts';
import { controls, StoreElement } from '../../parts/element.ts';
import { OwnWidth } from '../../parts/ownWidth.ts';
import type { TranslateStore } from '../store.ts';
import type { Schedule } from './schedule.ts';

const pitchY = 18;
const top = 22;
const left = 60;

/** Who waits for whom: a row a token, a column a step. */
export class SchedulePicture extends StoreElement<TranslateStore> {
  static override properties = {
    ...StoreElement.properties,
    schedule: { attribute: false },
    tokens: { attribute: false },
    columns: { attribute: false },
    label: { attribute: false },
  };
  declare schedule: Schedule;
  /** The tokens as they are shown. */
  declare tokens: readonly string[];
  /** Steps that there is room for: the same in pictures that stand beside each other. */
  declare columns: number;
  declare label: string;
  readonly #width = new OwnWidth(this);

  static override styles = [
    controls,
    css`
      canvas {
        display: block;
      }
    `,
  ];

  override render() {
    return html`<div role="img" aria-label=${this.label}><canvas></canvas></div>`;
  }

  override tables(): readonly Table[] {
    const rows = this.schedule.states.map(({ token, layer, step }) => [this.tokens[token], layer, step + 1]);
    return [{ name: this.label, columns: ['token', 'layer', 'step'], rows }];
  }

  override updated(): void {
    if (this.#width.value === 0) return;
    const { theme, schedule, tokens, columns } = this;
    const height = top + tokens.length * pitchY + 4;
    const context = prepared(this.find('canvas'), this.#width.value, height);
    const pitch = Math.min(36, (this.#width.value - left - 4) / columns);
    labels(context, theme, 'center');
    const stride = Math.ceil(16 / pitch);
    for (let step = 0; step < columns; step += stride) {
      context.fillText(String(step + 1), left + (step + 0.5) * pitch, top / 2);
    }
    labels(context, theme, 'left');
    context.fillText(this.strings('translate.schedule.time'), 0, top / 2);
    context.font = `12px ${theme.codeFont}`;
    context.textAlign = 'right';
    for (const [token, text] of tokens.entries()) context.fillText(text, left - 10, top + (token + 0.5) * pitchY);
    for (const { token, step } of schedule.states) {
      const [x, y] = [left + step * pitch, top + token * pitchY];
      context.fillStyle = cssColour(colourAt(theme.ramps.sequential, 0.62));
      context.fillRect(x + 1.5, y + 2, pitch - 3, pitchY - 4);
      context.strokeStyle = cssColour(theme.isHighContrast ? theme.foreground : theme.rule);
      context.lineWidth = 1;
      context.strokeRect(x + 1.5, y + 2, pitch - 3, pitchY - 4);
    }
  }
}
