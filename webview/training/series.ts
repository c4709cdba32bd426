import type { Curves } from '../../src/protocol/training.ts';
import { type AxisName, placesOf } from './axis.ts';

type Column = (number | null)[];

/** What the loss chart draws, over one row of places: where a line has no point there is null. */
export interface LossColumns {
  readonly x: number[];
  readonly loss: Column;
  readonly lowest: Column;
  readonly highest: Column;
  readonly heldOut: Column;
}

/** The points of training and the evaluations, merged by their places on the axis. */
export function lossColumns(curves: Curves, axis: AxisName): LossColumns {
  const { points, evaluations } = curves;
  const [own, held] = [placesOf(points, axis), placesOf(evaluations, axis)];
  const columns: LossColumns = { x: [], loss: [], lowest: [], highest: [], heldOut: [] };
  for (let point = 0, evaluation = 0; point < own.length || evaluation < held.length; ) {
    const x = Math.min(own[point] ?? Number.POSITIVE_INFINITY, held[evaluation] ?? Number.POSITIVE_INFINITY);
    const isPoint = own[point] === x;
    const isEvaluation = held[evaluation] === x;
    columns.x.push(x);
    columns.loss.push(isPoint ? finite(points.loss[point]) : null);
    columns.lowest.push(isPoint ? finite(points.lowest[point]) : null);
    columns.highest.push(isPoint ? finite(points.highest[point]) : null);
    columns.heldOut.push(isEvaluation ? finite(evaluations.heldOut[evaluation]) : null);
    if (isPoint) point += 1;
    if (isEvaluation) evaluation += 1;
  }
  return columns;
}

/**
 * Least and largest of the loss axis: all that is finite and the anchors fit, with some room; what shoots up (a run that
 * diverges) leaves the chart at half as much again as knowing nothing.
 */
export function lossRange({ loss, heldOut }: LossColumns, anchors: readonly number[]): [least: number, most: number] {
  const shown = [...loss, ...heldOut, ...anchors].filter((value) => value !== null);
  if (shown.length === 0) return [0, 1];
  const limit = anchors.length > 0 ? 1.5 * Math.max(...anchors) : Number.POSITIVE_INFINITY;
  const least = Math.min(...shown);
  const most = Math.min(limit, Math.max(...shown));
  const room = Math.max(0.05, (most - least) * 0.06);
  return [Math.max(0, least - room), most + room];
}

/** One head's scores over the evaluations, of [evaluations · heads]. */
export function headColumn(values: Float32Array, heads: number, head: number): Column {
  return Array.from({ length: values.length / heads }, (_, evaluation) => finite(values[evaluation * heads + head]));
}

/** One block's numbers over the points, of [points · blocks]. */
export function blockColumn(values: Float32Array, blocks: number, block: number): Float32Array {
  return Float32Array.from({ length: values.length / blocks }, (_, point) => values[point * blocks + block]);
}

/** The last number that was measured at a place or before it; null where none was. */
export function measuredBy(values: ArrayLike<number>, place: number): number | null {
  for (let at = Math.min(place, values.length - 1); at >= 0; at -= 1)
    if (Number.isFinite(values[at])) return values[at];
  return null;
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
