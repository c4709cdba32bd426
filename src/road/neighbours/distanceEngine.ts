import { add, scale } from '../../engine/operators/elementwise.ts';
import { matmul } from '../../engine/operators/matrix.ts';
import type { Runtime } from '../../engine/runtime.ts';
import { type DigitSet, pixelCount } from '../digits/digits.ts';
import { EngineFunction } from '../networks/engineFunction.ts';

/** Pictures that are asked about at once. */
const together = 100;

/**
 * Squared distances between many pictures at once, on the engine: |q − s|² = |q|² − 2·q·s + |s|². In single precision, so that
 * what is as far to four or five digits may change places.
 */
export class DistanceEngine {
  readonly stored: DigitSet;
  readonly #function: EngineFunction;
  readonly #keys: Float32Array;
  readonly #squares: Float32Array;

  private constructor(stored: DigitSet, compiled: EngineFunction) {
    this.stored = stored;
    this.#function = compiled;
    this.#keys = stored.pixels;
    this.#squares = squares(stored.pixels);
  }

  static async compile(runtime: Runtime, stored: DigitSet): Promise<DistanceEngine> {
    const count = stored.labels.length;
    const compiled = await EngineFunction.compile(runtime, [], (graph) => {
      const queries = graph.input('queries', 'f32', ['N', pixelCount]);
      const querySquares = graph.input('querySquares', 'f32', ['N', 1]);
      const keys = graph.input('keys', 'f32', [count, pixelCount]);
      const keySquares = graph.input('keySquares', 'f32', [count]);
      const products = matmul(queries, keys, { transposeB: true });
      return { distances: add(add(scale(products, -2), querySquares), keySquares) };
    });
    return new DistanceEngine(stored, compiled);
  }

  /** Tells, of every picture [count · 784] in turn, the squared distances to all that are stored. */
  async forEach(
    pixels: Float32Array,
    tell: (squared: Float64Array, place: number) => void,
    step: (done: number) => Promise<void>,
  ): Promise<void> {
    const stored = this.stored.labels.length;
    const count = pixels.length / pixelCount;
    for (let start = 0; start < count; start += together) {
      await step(start / count);
      const queries = pixels.subarray(start * pixelCount, (start + together) * pixelCount);
      const rows = queries.length / pixelCount;
      const { distances } = await this.#function.run([], {
        queries: { data: queries, shape: [rows, pixelCount] },
        querySquares: { data: squares(queries), shape: [rows, 1] },
        keys: { data: this.#keys, shape: [stored, pixelCount] },
        keySquares: { data: this.#squares, shape: [stored] },
      });
      const data = distances.data as Float32Array;
      for (let row = 0; row < rows; row++) {
        // Rounding can leave a crumb below 0 between a picture and itself.
        const squared = Float64Array.from(data.subarray(row * stored, (row + 1) * stored), (d) => Math.max(0, d));
        tell(squared, start + row);
      }
    }
  }

  release(): Promise<void> {
    return this.#function.release();
  }
}

function squares(pixels: Float32Array): Float32Array {
  return Float32Array.from({ length: pixels.length / pixelCount }, (_, picture) => {
    let sum = 0;
    for (let i = picture * pixelCount; i < (picture + 1) * pixelCount; i++) sum += pixels[i] * pixels[i];
    return sum;
  });
}
