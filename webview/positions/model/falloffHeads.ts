import type { Falloff } from '../../../src/protocol/positions.ts';
import { trace } from '../../charts/axes.ts';
import { drawHeadFrames, type HeadFrames } from '../../charts/gridDrawing.ts';
import { placeOf } from '../../charts/gridLayout.ts';
import { curveStyles } from '../../charts/palette.ts';
import { cssColour } from '../../charts/ramps.ts';
import { HeadMultiples } from '../../parts/headMultiples.ts';
import { headAt } from '../../parts/heads.ts';
import { formatNumber } from '../../shell/numbers.ts';
import { extentOf, rowOf, spansOf } from './heads.ts';

/** Of a picture's side, free above and below the line. */
const room = 0.1;

/** Every head's mean score over the distance, each around its own middle, all on the same scale. */
export class FalloffHeads extends HeadMultiples {
  static override properties = { ...HeadMultiples.properties, falloff: { attribute: false } };
  declare falloff: Falloff;
  #spans: { readonly of: Falloff; readonly made: Float64Array } | null = null;

  protected get label(): string {
    return this.strings('positions.model.falloffHeads');
  }

  protected get values(): null {
    return null;
  }

  protected describe(place: number): string {
    const address = headAt(place, this.model.heads);
    return this.strings('positions.model.headFalls', { ...address, span: formatNumber(this.#spansOf()[place]) });
  }

  #spansOf(): Float64Array {
    const { layers, heads } = this.model;
    if (this.#spans?.of !== this.falloff) {
      this.#spans = { of: this.falloff, made: spansOf(this.falloff, layers * heads) };
    }
    return this.#spans.made;
  }

  protected draw(frames: HeadFrames): void {
    const { context, layout, theme, heads } = frames;
    const { measured, contentHeld } = this.falloff;
    const span = Math.max(...this.#spansOf()) || 1;
    const [held, plain] = curveStyles(theme);
    for (const place of heads) {
      const { x, y } = placeOf(layout, place);
      context.save();
      context.beginPath();
      context.rect(x, y, layout.side, layout.side);
      context.clip();
      const line = (values: Float32Array, { colour, dash }: typeof held, width: number) => {
        const [least, most] = extentOf(values);
        const middle = (least + most) / 2;
        const scale = (layout.side * (1 - 2 * room)) / span;
        const step = layout.side / Math.max(1, values.length - 1);
        context.strokeStyle = cssColour(colour);
        context.lineWidth = width;
        context.setLineDash([...dash]);
        const at = (distance: number, score: number) =>
          [x + distance * step, y + layout.side / 2 - (score - middle) * scale] as const;
        trace(context, { at }, { x: Array.from(values, (_, i) => i), y: values });
        context.setLineDash([]);
      };
      line(rowOf(measured, heads.length, place), plain, 1);
      if (contentHeld) line(rowOf(contentHeld, heads.length, place), held, 2);
      context.restore();
    }
    drawHeadFrames(frames);
  }
}
