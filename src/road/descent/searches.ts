import type { Random } from '../../random.ts';
import { height, type Place, type Surface, slope } from './surfaces.ts';

/** Where a search went: one place a step, the start included. */
export type Path = readonly Place[];

const searchNames = ['random', 'gradient', 'momentum', 'adam'] as const;
export type SearchName = (typeof searchNames)[number];

/** Far beyond every surface: whoever gets there will not come back. */
const lost = 1e6;

/** Goes on for so many steps, or until it is lost. */
function walk(start: Place, steps: number, next: (at: Place, step: number) => Place): Path {
  const path: Place[] = [start];
  for (let step = 1; step <= steps; step++) {
    const place = next(path[path.length - 1], step);
    path.push(place);
    if (!(Math.hypot(...place) < lost)) break;
  }
  return path;
}

/** Tries a place nearby and stays there if it is lower. @param reach standard deviation of a try along each axis */
export function searchAtRandom(surface: Surface, steps: number, reach: number, random: Random): Path {
  return walk(surface.start, steps, (at) => {
    const tried: Place = [at[0] + reach * random.normal(), at[1] + reach * random.normal()];
    return height(surface, tried) < height(surface, at) ? tried : at;
  });
}

/** Gradient descent: w ← w − rate·∂L/∂w. */
export function descend(surface: Surface, steps: number, rate: number): Path {
  return walk(surface.start, steps, (at) => {
    const gradient = slope(surface, at);
    return [at[0] - rate * gradient[0], at[1] - rate * gradient[1]];
  });
}

/** With momentum (Polyak 1964): v ← keep·v + ∂L/∂w, w ← w − rate·v. */
export function rollDown(surface: Surface, steps: number, rate: number, keep: number): Path {
  const speed = [0, 0];
  return walk(surface.start, steps, (at) => {
    slope(surface, at).forEach((along, axis) => {
      speed[axis] = keep * speed[axis] + along;
    });
    return [at[0] - rate * speed[0], at[1] - rate * speed[1]];
  });
}

/** Adam (Kingma & Ba 2015, algorithm 1), with its usual β and ε. */
export function adam(surface: Surface, steps: number, rate: number): Path {
  const [beta1, beta2, epsilon] = [0.9, 0.999, 1e-8];
  const [first, second] = [
    [0, 0],
    [0, 0],
  ];
  return walk(surface.start, steps, (at, step) => {
    const gradient = slope(surface, at);
    const moved = at.map((value, axis) => {
      first[axis] = beta1 * first[axis] + (1 - beta1) * gradient[axis];
      second[axis] = beta2 * second[axis] + (1 - beta2) * gradient[axis] ** 2;
      const mean = first[axis] / (1 - beta1 ** step);
      const spread = Math.sqrt(second[axis] / (1 - beta2 ** step));
      return value - (rate * mean) / (spread + epsilon);
    });
    return [moved[0], moved[1]];
  });
}

/** The first step at which a path is within `level` of the lowest height; null where it never is. */
export function stepsUntil(surface: Surface, path: Path, level: number): number | null {
  const wanted = height(surface, surface.lowest) + level;
  const step = path.findIndex((at) => height(surface, at) <= wanted);
  return step < 0 ? null : step;
}
