/**
 * A loss over two parameters, g(x) + k·(y − h(x))²: a floor g along a valley that winds as h, with walls as steep as k. Its
 * level lines can be written down.
 */
export interface Surface {
  readonly floor: (x: number) => number;
  readonly floorSlope: (x: number) => number;
  readonly bend: (x: number) => number;
  readonly bendSlope: (x: number) => number;
  readonly steepness: number;
  readonly start: readonly [x: number, y: number];
  /** The lowest place. */
  readonly lowest: readonly [x: number, y: number];
  readonly rangeX: readonly [number, number];
}

const nothing = () => 0;

export const surfaces = {
  /** A long bowl: 25 times as steep across as along. */
  bowl: {
    floor: (x) => x * x,
    floorSlope: (x) => 2 * x,
    bend: nothing,
    bendSlope: nothing,
    steepness: 25,
    start: [-1.8, 0.8],
    lowest: [0, 0],
    rangeX: [-2, 2],
  },
  /** Rosenbrock's banana (1960), its walls a fifth as steep. */
  banana: {
    floor: (x) => (1 - x) ** 2,
    floorSlope: (x) => 2 * (x - 1),
    bend: (x) => x * x,
    bendSlope: (x) => 2 * x,
    steepness: 20,
    start: [-1.2, 1],
    lowest: [1, 1],
    rangeX: [-1.6, 1.6],
  },
  /** Two hollows, the one that is nearer higher than the other. */
  hollows: {
    floor: (x) => (x * x - 1) ** 2 + 0.3 * (x + 1),
    floorSlope: (x) => 4 * x * (x * x - 1) + 0.3,
    bend: nothing,
    bendSlope: nothing,
    steepness: 5,
    start: [1.6, 0.9],
    lowest: [-1.0355, 0],
    rangeX: [-1.8, 1.8],
  },
} as const satisfies Readonly<Record<string, Surface>>;

export type Place = readonly [x: number, y: number];

/** The loss at a place. */
export function height({ floor, bend, steepness }: Surface, [x, y]: Place): number {
  return floor(x) + steepness * (y - bend(x)) ** 2;
}

/** ∂L/∂x and ∂L/∂y at a place. */
export function slope({ floorSlope, bend, bendSlope, steepness }: Surface, [x, y]: Place): Place {
  const across = 2 * steepness * (y - bend(x));
  return [floorSlope(x) - across * bendSlope(x), across];
}

/** The line of a level: y = h(x) ± √((level − g(x))/k), where there is one; null between its pieces. */
export function levelLine({ floor, bend, steepness, rangeX }: Surface, level: number) {
  const count = 201;
  const x = Array.from({ length: count }, (_, i) => rangeX[0] + ((rangeX[1] - rangeX[0]) * i) / (count - 1));
  const reach = x.map((at) => (level >= floor(at) ? Math.sqrt((level - floor(at)) / steepness) : null));
  const side = (sign: 1 | -1) => x.map((at, i) => (reach[i] === null ? null : bend(at) + sign * reach[i]));
  return { x, above: side(1), below: side(-1) };
}
