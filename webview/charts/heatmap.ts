import { paintedWithoutGpu } from './heatmap2d.ts';
import { WebglHeatmap } from './heatmapWebgl.ts';
import type { Ramp } from './ramps.ts';
import type { ValueScale } from './scale.ts';

/** Tiles of values, [count, size, size], or [count, size, columns]; bytes stand for 0…1. */
export interface Tiles {
  readonly count: number;
  readonly size: number;
  /** As many as rows where absent. */
  readonly columns?: number;
  /** Whether there is anything above the diagonal. */
  readonly isWhole?: boolean;
  readonly data: Uint8Array | Float32Array;
}

const noTiles: Tiles = { count: 0, size: 0, data: new Uint8Array() };

/**
 * Where a part of a tile is drawn. Device pixels; `step` is cells a pixel, `fromX` and `fromY` the first cell. Down,
 * `stepY` cells a pixel, where that is another number.
 */
export interface Placement {
  readonly tile: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly fromX: number;
  readonly fromY: number;
  readonly step: number;
  readonly stepY?: number;
}

/**
 * Colours tiles by a ramp. A pixel that covers several cells shows the one with the largest magnitude; cells above the
 * diagonal are left transparent, unless the tiles are whole.
 */
export interface Heatmap {
  readonly kind: 'webgl2' | '2d';
  /** Whether it can paint no more. */
  readonly isLost: boolean;
  setTiles(tiles: Tiles): void;
  /** The picture, whose upper left `width` × `height` pixels are valid until the next call. */
  paint(
    width: number,
    height: number,
    placements: readonly Placement[],
    scale: ValueScale,
    ramp: Ramp,
  ): CanvasImageSource;
}

/**
 * WebGL2 where a graphics card does it, and the same picture from the processor otherwise or once the context is lost: a
 * graphics card that the processor plays is slower than that. A picture that is asked for again is not painted again:
 * what surrounds it follows the pointer.
 */
export class HeatmapPainter {
  #current: Heatmap;
  #tiles: Tiles = noTiles;
  #last: { readonly name: string; readonly ramp: Ramp; readonly picture: CanvasImageSource } | null = null;

  /** @param kind which of them, whatever draws faster here */
  constructor(kind?: Heatmap['kind']) {
    this.#current = (kind === '2d' ? null : WebglHeatmap.create(kind === undefined)) ?? new PlainHeatmap();
  }

  get kind(): Heatmap['kind'] {
    return this.#current.kind;
  }

  /** What it paints. */
  get tiles(): Tiles {
    return this.#tiles;
  }

  setTiles(tiles: Tiles): void {
    this.#tiles = tiles;
    this.#last = null;
    try {
      this.#current.setTiles(tiles);
    } catch {
      this.#fallBack(); // more tiles than a texture holds
    }
  }

  paint(width: number, height: number, placements: readonly Placement[], scale: ValueScale, ramp: Ramp) {
    const name = JSON.stringify([width, height, placements, scale]);
    if (this.#last?.name !== name || this.#last.ramp !== ramp) {
      let picture = this.#current.paint(width, height, placements, scale, ramp);
      if (this.#current.isLost) {
        this.#fallBack();
        picture = this.#current.paint(width, height, placements, scale, ramp);
      }
      this.#last = { name, ramp, picture };
    }
    return this.#last.picture;
  }

  #fallBack(): void {
    this.#last = null;
    this.#current = new PlainHeatmap();
    this.#current.setTiles(this.#tiles);
  }
}

class PlainHeatmap implements Heatmap {
  readonly kind = '2d';
  readonly isLost = false;
  readonly #canvas = document.createElement('canvas');
  #tiles: Tiles = noTiles;

  setTiles(tiles: Tiles): void {
    this.#tiles = tiles;
  }

  paint(width: number, height: number, placements: readonly Placement[], scale: ValueScale, ramp: Ramp) {
    if (this.#canvas.width < width) this.#canvas.width = width;
    if (this.#canvas.height < height) this.#canvas.height = height;
    const pixels = paintedWithoutGpu(this.#tiles, width, height, placements, scale, ramp);
    this.#canvas.getContext('2d')!.putImageData(new ImageData(pixels, width, height), 0, 0);
    return this.#canvas;
  }
}
