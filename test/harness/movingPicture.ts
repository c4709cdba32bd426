import { applyPalette, GIFEncoder, quantize } from 'gifenc';
import { PNG } from 'pngjs';

/** Pictures of one size, one after the other, as an animated GIF that begins again at its end. */
export class MovingPicture {
  readonly #encoder = GIFEncoder();

  /**
   * @param png of the size of the first
   * @param milliseconds that it stands
   */
  add(png: Buffer, milliseconds: number): void {
    const { width, height, data } = PNG.sync.read(png);
    const rgba = new Uint8Array(data.buffer, data.byteOffset, data.length);
    const palette = quantize(rgba, 256);
    this.#encoder.writeFrame(applyPalette(rgba, palette), width, height, { palette, delay: milliseconds });
  }

  /** All of it; nothing can be added afterwards. */
  bytes(): Uint8Array {
    this.#encoder.finish();
    return this.#encoder.bytes();
  }
}
