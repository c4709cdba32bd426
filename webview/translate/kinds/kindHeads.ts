import type { KindThumbnails } from '../../../src/protocol/translation.ts';
import { drawGrid, type HeadFrames } from '../../charts/gridDrawing.ts';
import { HeatmapPainter } from '../../charts/heatmap.ts';
import { HeadMultiples } from '../../parts/headMultiples.ts';
import { headAt } from '../../parts/heads.ts';
import { formatNumber } from '../../shell/numbers.ts';

/** All heads of one kind of attention. */
export class KindHeads extends HeadMultiples {
  static override properties = {
    ...HeadMultiples.properties,
    thumbnails: { attribute: false },
    label: { attribute: false },
  };
  declare thumbnails: KindThumbnails;
  declare label: string;
  readonly #painter = new HeatmapPainter();
  #uploaded: KindThumbnails | null = null;

  protected get values(): null {
    return null;
  }

  protected describe(place: number): string {
    const { data, width, height, heads } = this.thumbnails;
    const own = data.subarray(place * width * height, (place + 1) * width * height);
    const weight = formatNumber(own.reduce((most, value) => Math.max(most, value), 0) / 255);
    return this.strings('translate.headLooks', { ...headAt(place, heads), weight });
  }

  protected draw(frames: HeadFrames): void {
    const { thumbnails } = this;
    const { width, height, data, kind } = thumbnails;
    if (this.#uploaded !== thumbnails) {
      const count = frames.heads.length;
      this.#painter.setTiles({ count, size: height, columns: width, isWhole: kind !== 'decoder', data });
      this.#uploaded = thumbnails;
    }
    drawGrid({ ...frames, painter: this.#painter, size: height, columns: width, logarithmic: false });
  }
}
