import type { Rgb } from '../../src/colours/oklab.ts';
import type { Context2d } from './canvas.ts';
import { cssColour } from './ramps.ts';
import { startOf, type Track, visiblePlaces } from './track.ts';

interface Bars {
  readonly track: Track;
  readonly values: ArrayLike<number>;
  readonly top: number;
  readonly height: number;
  /** The value of a bar of full height. */
  readonly limit: number;
  /** Bars from the middle, up and down, rather than from the foot. */
  readonly isSigned: boolean;
  readonly positive: Rgb;
  readonly negative: Rgb;
  readonly rule: Rgb;
  /** Drawn with an outline as well, for high contrast. */
  readonly outline: Rgb | null;
}

/** A bar for every place of the track that can be seen; what is not finite has none. */
export function drawBars(context: Context2d, bars: Bars): void {
  const { track, values, top, height, limit, isSigned, outline } = bars;
  const [first, end] = visiblePlaces(track);
  const zero = isSigned ? top + height / 2 : top + height;
  const full = isSigned ? height / 2 : height;
  context.save();
  context.beginPath();
  context.rect(0, top - 1, track.size, height + 2);
  context.clip();
  const gap = track.pitch >= 6 ? 2 : track.pitch >= 3 ? 1 : 0;
  for (let place = first; place < end; place += 1) {
    const value = values[place];
    if (!Number.isFinite(value) || value === 0 || limit === 0) continue;
    const length = Math.min(full, (Math.abs(value) / limit) * full);
    const y = value > 0 ? zero - length : zero;
    context.fillStyle = cssColour(value > 0 ? bars.positive : bars.negative);
    context.fillRect(startOf(track, place) + gap / 2, y, track.pitch - gap, length);
    if (outline === null) continue;
    context.strokeStyle = cssColour(outline);
    context.lineWidth = 1;
    context.strokeRect(startOf(track, place) + gap / 2 + 0.5, y + 0.5, track.pitch - gap - 1, Math.max(0, length - 1));
  }
  context.fillStyle = cssColour(bars.rule);
  context.fillRect(startOf(track, first), Math.round(zero) - (isSigned ? 0.5 : 0), (end - first) * track.pitch, 1);
  context.restore();
}

/** The largest magnitude among finite values. */
export function largestMagnitude(values: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < values.length; i += 1) {
    const magnitude = Math.abs(values[i]);
    if (Number.isFinite(magnitude) && magnitude > largest) largest = magnitude;
  }
  return largest;
}
