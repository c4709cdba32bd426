/** Equal places in a row, seen through a window that can be moved along it. CSS pixels. */
export interface Track {
  readonly count: number;
  /** Pixels a place. */
  readonly pitch: number;
  /** Pixels of the row before the window. */
  readonly offset: number;
  /** Length of the window. */
  readonly size: number;
}

/** As long as the window where that gives places between `least` and `most` pixels. */
export function trackOf(count: number, size: number, least: number, most: number, offset = 0): Track {
  const pitch = Math.max(least, Math.min(most, size / Math.max(1, count)));
  const farthest = Math.max(0, count * pitch - size);
  return { count, pitch, size, offset: Math.max(0, Math.min(farthest, offset)) };
}

export function lengthOf({ count, pitch }: Track): number {
  return count * pitch;
}

/** Where a place begins in the window; outside it where it cannot be seen. */
export function startOf({ pitch, offset }: Track, index: number): number {
  return index * pitch - offset;
}

export function placeAt({ count, pitch, offset }: Track, position: number): number | null {
  const index = Math.floor((position + offset) / pitch);
  return index >= 0 && index < count ? index : null;
}

/** The first place of which anything can be seen, and one past the last. */
export function visiblePlaces({ count, pitch, offset, size }: Track): readonly [first: number, end: number] {
  return [Math.max(0, Math.floor(offset / pitch)), Math.min(count, Math.ceil((offset + size) / pitch))];
}

/** The offset nearest to the present one at which a whole place can be seen. */
export function revealing(track: Track, index: number): number {
  const start = index * track.pitch;
  return Math.max(start + track.pitch - track.size, Math.min(track.offset, start));
}
