import type { Displaced } from '../../../src/protocol/positions.ts';
import { drawGrid, type HeadFrames } from '../../charts/gridDrawing.ts';
import { HeatmapPainter } from '../../charts/heatmap.ts';
import { HeadMultiples } from '../../parts/headMultiples.ts';
import { headAt } from '../../parts/heads.ts';
import { formatNumber } from '../../shell/numbers.ts';

/** All heads under a displacement, each with how far its attention moved. */
export class MovedHeads extends HeadMultiples {
  static override properties = { ...HeadMultiples.properties, displaced: { attribute: false } };
  declare displaced: Displaced;
  readonly #painter = new HeatmapPainter();
  #uploaded: Displaced | null = null;

  protected get label(): string {
    return this.strings('positions.model.movedHeads');
  }

  protected get values(): Float32Array {
    return this.displaced.moved;
  }

  protected describe(place: number): string {
    const address = headAt(place, this.model.heads);
    return this.strings('positions.model.headMoved', { ...address, moved: formatNumber(this.displaced.moved[place]) });
  }

  protected draw(frames: HeadFrames): void {
    const { displaced } = this;
    if (this.#uploaded !== displaced) {
      this.#painter.setTiles({ count: frames.heads.length, size: displaced.size, data: displaced.heads });
      this.#uploaded = displaced;
    }
    drawGrid({ ...frames, painter: this.#painter, size: displaced.size, logarithmic: false });
  }
}
