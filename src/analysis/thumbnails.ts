/** Side of the largest thumbnail. */
const largest = 128;
/** All thumbnails of a run travel at once, in so many bytes at most. */
const bytesInAll = 4 * 2 ** 20;

/** Side of the thumbnails of `heads` patterns of `length` tokens: one cell a token as long as they fit. */
export function thumbnailSide(length: number, heads: number): number {
  return Math.min(length, largest, Math.floor(Math.sqrt(bytesInAll / heads)));
}

/**
 * A pattern in small: each cell is the greatest weight of the tokens that fall into it, so that a single sharp weight is
 * never averaged away. 0…1 becomes 0…255, rounded. Cells wholly above the diagonal are exactly 0, as the pattern is.
 * @param pattern [length, length]
 * @param size side of the thumbnail, at most `length`
 * @returns [size, size]
 */
export function reduceByMaximum(pattern: Float32Array, length: number, size: number): Uint8Array {
  const thumbnail = new Uint8Array(size * size);
  const cellOf = Uint16Array.from({ length }, (_, index) => Math.floor((index * size) / length));
  for (let query = 0; query < length; query++) {
    const down = cellOf[query] * size;
    for (let key = 0; key <= query; key++) {
      const level = Math.round(pattern[query * length + key] * 255);
      if (level > thumbnail[down + cellOf[key]]) thumbnail[down + cellOf[key]] = level;
    }
  }
  return thumbnail;
}

/** Height and width of the thumbnails of `heads` patterns of rows × columns tokens. */
export function thumbnailSides(rows: number, columns: number, heads: number): [height: number, width: number] {
  const most = thumbnailSide(Math.max(rows, columns), heads);
  return [Math.min(rows, most), Math.min(columns, most)];
}

/** As reduceByMaximum, of a pattern of which no half is empty: [rows, columns] → [height, width]. */
export function reduceRectangle(
  pattern: Float32Array,
  [rows, columns]: readonly [number, number],
  [height, width]: readonly [number, number],
): Uint8Array {
  const thumbnail = new Uint8Array(height * width);
  for (let row = 0; row < rows; row++) {
    const down = Math.floor((row * height) / rows) * width;
    for (let column = 0; column < columns; column++) {
      const cell = down + Math.floor((column * width) / columns);
      thumbnail[cell] = Math.max(thumbnail[cell], Math.round(pattern[row * columns + column] * 255));
    }
  }
  return thumbnail;
}
