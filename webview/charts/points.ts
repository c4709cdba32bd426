/** Points that are joined from left to right. */
export interface Points {
  /** Rising. */
  readonly x: ArrayLike<number>;
  /** As long as `x`; NaN where there is none. */
  readonly y: ArrayLike<number>;
}

/** A line of several, and one of its points. */
export interface PointAddress {
  readonly line: number;
  readonly place: number;
}

/** From 0 or the least to the largest of some numbers, with a little room; what is not finite does not count. */
export function rangeOf(columns: readonly ArrayLike<number>[], fromZero = false): readonly [number, number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const column of columns) {
    for (let i = 0; i < column.length; i += 1) {
      if (!Number.isFinite(column[i])) continue;
      least = Math.min(least, column[i]);
      most = Math.max(most, column[i]);
    }
  }
  if (most < least) return [0, 1];
  if (fromZero) least = Math.min(0, least);
  const room = most === least ? Math.abs(most) / 2 || 1 : (most - least) * 0.06;
  return [fromZero && least === 0 ? 0 : least - room, most + room];
}

/** The place of the value nearest to `x`; null where there is none. */
function nearestPlace(values: ArrayLike<number>, x: number): number | null {
  let nearest: number | null = null;
  for (let i = 0; i < values.length; i += 1) {
    if (nearest === null || Math.abs(values[i] - x) < Math.abs(values[nearest] - x)) nearest = i;
  }
  return nearest;
}

/**
 * The point nearest to a place of the canvas: on each line that which stands nearest across, and of these the nearest.
 * @param at where a point stands in the canvas
 * @param valueAt what stands at a place across
 */
export function nearestPoint(
  lines: readonly Points[],
  pixelX: number,
  pixelY: number,
  at: (x: number, y: number) => readonly [x: number, y: number],
  valueAt: (pixelX: number) => number,
): PointAddress | null {
  let nearest: PointAddress | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const [line, { x, y }] of lines.entries()) {
    const place = nearestPlace(x, valueAt(pixelX));
    if (place === null || !Number.isFinite(y[place])) continue;
    const [left, top] = at(x[place], y[place]);
    const distance = Math.hypot(left - pixelX, top - pixelY);
    if (distance >= least) continue;
    least = distance;
    nearest = { line, place };
  }
  return nearest;
}

/** Where an arrow, Home or End leads: along a line, or to the line before or after at the same x. */
export function movedPoint(lines: readonly Points[], from: PointAddress, key: string): PointAddress | null {
  const { line, place } = from;
  const within = (target: number) => Math.max(0, Math.min(lines[line].x.length - 1, target));
  const onLine = (target: number) => {
    if (target < 0 || target >= lines.length) return from;
    return { line: target, place: nearestPlace(lines[target].x, lines[line].x[place]) ?? 0 };
  };
  switch (key) {
    case 'ArrowLeft':
      return { line, place: within(place - 1) };
    case 'ArrowRight':
      return { line, place: within(place + 1) };
    case 'Home':
      return { line, place: 0 };
    case 'End':
      return { line, place: within(Number.POSITIVE_INFINITY) };
    case 'ArrowUp':
      return onLine(line - 1);
    case 'ArrowDown':
      return onLine(line + 1);
    default:
      return null;
  }
}

/**
 * Places of labels that stand beside points, at least `gap` apart and as near to their points as that allows.
 * @param wanted where each would like to stand; NaN for those that have no point
 * @param top the least that a place may be, and `bottom` the most
 */
export function spreadLabels(wanted: readonly number[], gap: number, top: number, bottom: number): number[] {
  const order = wanted.map((_, i) => i).filter((i) => Number.isFinite(wanted[i]));
  order.sort((one, other) => wanted[one] - wanted[other]);
  const places = wanted.map((y) => Math.max(top, Math.min(bottom, y)));
  for (let i = 1; i < order.length; i += 1) {
    places[order[i]] = Math.max(places[order[i]], places[order[i - 1]] + gap);
  }
  for (let i = order.length - 1; i >= 0; i -= 1) {
    const limit = i === order.length - 1 ? bottom : places[order[i + 1]] - gap;
    places[order[i]] = Math.min(places[order[i]], limit);
  }
  return places;
}
