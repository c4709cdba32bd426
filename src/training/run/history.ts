import type { Curves } from '../../protocol/training.ts';

/** What is kept of one step. */
export interface StepRecord {
  readonly step: number;
  /** Seconds of training when it was done. */
  readonly seconds: number;
  readonly loss: number;
  readonly learningRate: number;
  readonly gradientNorm: number;
  /** By block. */
  readonly blockNorms: readonly number[];
  /** ‖change‖ / ‖weights‖ by block; NaN where it was not measured at this step. */
  readonly updateRatios: readonly number[];
}

/** Neighbouring steps as one. Sums are over its steps. */
interface Point {
  step: number;
  seconds: number;
  count: number;
  lossSum: number;
  lowest: number;
  highest: number;
  learningRate: number;
  normSum: number;
  readonly blockNormSums: number[];
  updateRatios: readonly number[];
}

/** More points than this are thinned: each then stands for twice as many steps. */
const mostPoints = 4096;

/** The steps of a run, in bounded memory however many there are. */
export class StepHistory {
  #points: Point[] = [];
  /** Steps of a point, a power of two. */
  #stride = 1;

  constructor(private readonly blocks: number) {}

  /** Takes steps in their order. */
  add(record: StepRecord): void {
    const last = this.#points.at(-1);
    if (last && bucket(last.step, this.#stride) === bucket(record.step, this.#stride)) join(last, pointOf(record));
    else this.#points.push(pointOf(record));
    if (this.#points.length > mostPoints) {
      this.#stride *= 2;
      this.#points = thinned(this.#points, this.#stride);
    }
  }

  /** At most about `most` points. */
  curves(most: number): Curves['points'] {
    let stride = this.#stride;
    let points = this.#points;
    while (points.length > most && points.length > 1) {
      stride *= 2;
      points = thinned(
        points.map((point) => ({ ...point, blockNormSums: [...point.blockNormSums] })),
        stride,
      );
    }
    const wide = (numbers: (point: Point) => readonly number[]) => {
      const all = new Float32Array(points.length * this.blocks);
      points.forEach((point, i) => {
        all.set(numbers(point), i * this.blocks);
      });
      return all;
    };
    const each = (number: (point: Point) => number) => Float32Array.from(points, number);
    return {
      step: Float64Array.from(points, ({ step }) => step),
      seconds: Float64Array.from(points, ({ seconds }) => seconds),
      loss: each(({ lossSum, count }) => lossSum / count),
      lowest: each(({ lowest }) => lowest),
      highest: each(({ highest }) => highest),
      learningRate: each(({ learningRate }) => learningRate),
      gradientNorm: each(({ normSum, count }) => normSum / count),
      blockNorms: wide(({ blockNormSums, count }) => blockNormSums.map((sum) => sum / count)),
      updateRatios: wide(({ updateRatios }) => updateRatios),
    };
  }
}

/** Steps count from 1. */
function bucket(step: number, stride: number): number {
  return Math.floor((step - 1) / stride);
}

function pointOf({ loss, gradientNorm, blockNorms, ...record }: StepRecord): Point {
  return {
    step: record.step,
    seconds: record.seconds,
    learningRate: record.learningRate,
    updateRatios: record.updateRatios,
    count: 1,
    lossSum: loss,
    lowest: loss,
    highest: loss,
    normSum: gradientNorm,
    blockNormSums: [...blockNorms],
  };
}

/** Adds the later point to the earlier one. */
function join(point: Point, later: Point): void {
  point.step = later.step;
  point.seconds = later.seconds;
  point.learningRate = later.learningRate;
  point.count += later.count;
  point.lossSum += later.lossSum;
  point.lowest = Math.min(point.lowest, later.lowest);
  point.highest = Math.max(point.highest, later.highest);
  point.normSum += later.normSum;
  later.blockNormSums.forEach((sum, i) => {
    point.blockNormSums[i] += sum;
  });
  if (!Number.isNaN(later.updateRatios[0])) point.updateRatios = later.updateRatios;
}

function thinned(points: readonly Point[], stride: number): Point[] {
  const joined: Point[] = [];
  for (const point of points) {
    const last = joined.at(-1);
    if (last && bucket(last.step, stride) === bucket(point.step, stride)) join(last, point);
    else joined.push(point);
  }
  return joined;
}
