import type { Heatmap, Placement, Tiles } from './heatmap.ts';
import { HeatmapProgram, nearestTexture, type TileTexture } from './heatmapProgram.ts';
import type { Ramp } from './ramps.ts';
import type { ValueScale } from './scale.ts';

/** One heatmap on the graphics card: its own tiles and picture, and the program that all of a page share. */
export class WebglHeatmap implements Heatmap {
  readonly kind = 'webgl2';
  readonly #program: HeatmapProgram;
  readonly #texture: WebGLTexture;
  /** What was painted, out of reach of the next frame: WebGL's own canvas is cleared then, and slow to read. */
  readonly #picture = document.createElement('canvas').getContext('2d')!;
  #tiles: TileTexture;

  /** Null where the page has no WebGL2, or, if it is only wanted where it is fast, no graphics card. */
  static create(ifFast: boolean): WebglHeatmap | null {
    const program = HeatmapProgram.shared(ifFast);
    return program && new WebglHeatmap(program);
  }

  private constructor(program: HeatmapProgram) {
    this.#program = program;
    this.#texture = nearestTexture(program.gl, 0);
    this.#tiles = { texture: this.#texture, columns: 1, rows: 1, isWhole: false, across: 1 };
  }

  /** Whether what it painted last may be blank. */
  get isLost(): boolean {
    return this.#program.isLost;
  }

  setTiles({ count, size, columns = size, isWhole = false, data }: Tiles): void {
    const { gl } = this.#program;
    const across = Math.max(1, Math.ceil(Math.sqrt(count)));
    const down = Math.max(1, Math.ceil(count / across));
    const largest = gl.getParameter(gl.MAX_TEXTURE_SIZE);
    if (across * columns > largest || down * size > largest)
      throw new RangeError('The tiles are larger than a texture.');
    this.#tiles = { texture: this.#texture, columns, rows: size, isWhole, across };
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, this.#texture);
    const isBytes = data instanceof Uint8Array;
    const [internal, type] = isBytes ? [gl.R8, gl.UNSIGNED_BYTE] : [gl.R32F, gl.FLOAT];
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
    gl.texImage2D(gl.TEXTURE_2D, 0, internal, across * columns, down * size, 0, gl.RED, type, null);
    for (let tile = 0; tile < count; tile += 1) {
      const x = (tile % across) * columns;
      const y = Math.floor(tile / across) * size;
      gl.texSubImage2D(gl.TEXTURE_2D, 0, x, y, columns, size, gl.RED, type, data, tile * size * columns);
    }
  }

  paint(width: number, height: number, placements: readonly Placement[], scale: ValueScale, ramp: Ramp) {
    const drawn = this.#program.draw(width, height, this.#tiles, placements, scale, ramp);
    const { canvas } = this.#picture;
    if (canvas.width < width) canvas.width = width;
    if (canvas.height < height) canvas.height = height;
    this.#picture.clearRect(0, 0, width, height);
    this.#picture.drawImage(drawn, 0, 0, width, height, 0, 0, width, height);
    return canvas;
  }
}
