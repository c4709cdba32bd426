import type { Curves } from '../../src/protocol/training.ts';

export type AxisName = 'steps' | 'seconds';

interface AxisOfRun {
  /** To do. */
  readonly steps: number;
  readonly evaluateEvery: number;
  readonly isOver: boolean;
}

/** From 0 to where the axis ends. */
export interface Axis {
  readonly name: AxisName;
  readonly end: number;
}

/**
 * The axis of all charts. While training goes on it ends at a half, a quarter, … of all steps (at 15, 30, 60, … seconds),
 * so that it stays as it is for a while and has room for the first evaluation; afterwards where the data ends.
 */
export function axisOf(name: AxisName, curves: Curves, run: AxisOfRun): Axis {
  const last = lastOf(curves, name);
  if (run.isOver && last > 0) return { name, end: last };
  if (name === 'seconds') return { name, end: doubled(15, last) };
  let end = Math.max(1, run.steps, last);
  while (end / 2 >= Math.max(last, run.evaluateEvery)) end /= 2;
  return { name, end };
}

function doubled(from: number, least: number): number {
  return from >= least ? from : doubled(2 * from, least);
}

function lastOf({ points, evaluations }: Curves, name: AxisName): number {
  const key = name === 'steps' ? 'step' : 'seconds';
  return Math.max(points[key].at(-1) ?? 0, evaluations[key].at(-1) ?? 0);
}

/** The step of the next evaluation: one is made before the first step, and then every so often. */
export function nextEvaluation(stepsDone: number, evaluateEvery: number): number {
  return stepsDone === 0 ? 0 : (Math.floor(stepsDone / evaluateEvery) + 1) * evaluateEvery;
}

/** Places on the axis of a group of points. */
export function placesOf(group: Curves['points'] | Curves['evaluations'], name: AxisName): Float64Array {
  return name === 'steps' ? group.step : group.seconds;
}

/** The index whose value is nearest; null among none. Values rise. */
export function nearestIndex(values: ArrayLike<number>, value: number): number | null {
  if (values.length === 0) return null;
  const after = firstFrom(values, value);
  if (after === values.length) return values.length - 1;
  if (after === 0) return 0;
  return value - values[after - 1] <= values[after] - value ? after - 1 : after;
}

/** The first index whose value is `value` or more; the length where none is. Values rise. */
export function firstFrom(values: ArrayLike<number>, value: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The evaluation that the scrubber stands at: the newest for null, else the one of that step or nearest to it. */
export function indexOfMoment(evaluations: Curves['evaluations'], moment: number | null): number | null {
  if (moment === null) return evaluations.step.length > 0 ? evaluations.step.length - 1 : null;
  return nearestIndex(evaluations.step, moment);
}

/** The point of the curves that holds a step; null where none does yet. */
export function pointOf({ points }: Curves, step: number): number | null {
  const at = Math.min(firstFrom(points.step, step), points.step.length - 1);
  return at < 0 ? null : at;
}
