import type { PreparedSummary } from '../../src/protocol/training.ts';
import { spreadLabels } from '../charts/points.ts';
import type { LossColumns } from './series.ts';

export const anchorNames = ['uniform', 'unigram', 'bigram'] as const;
export type AnchorName = (typeof anchorNames)[number];

/** How much of the axis a label takes, at either end of its line. */
const labelShare = 0.4;

interface PlacedAnchor {
  readonly name: AnchorName;
  readonly value: number;
  /** Of its line, and of its label, in pixels from the top of the lines' square. */
  readonly line: number;
  readonly label: number;
}

/**
 * Where the anchors' lines and labels stand. A label stands on its line, but as far from the next one as is needed to
 * read both.
 * @param height of the square, whose top and foot stand for the range's ends
 */
export function placedAnchors(
  anchors: PreparedSummary['anchors'],
  [least, most]: readonly [number, number],
  height: number,
  labelHeight: number,
): PlacedAnchor[] {
  const lines = anchorNames
    .map((name) => ({ name, value: anchors[name], line: ((most - anchors[name]) / (most - least)) * height }))
    .filter(({ line }) => line >= 0 && line <= height)
    .sort((a, b) => a.line - b.line);
  const wanted = lines.map(({ line }) => line - labelHeight);
  const labels = spreadLabels(wanted, labelHeight, 0, height - labelHeight);
  return lines.map((anchor, i) => ({ ...anchor, label: labels[i] }));
}

/**
 * Whether a label hides less of the curves at the left end of its line than at the right, where it stands otherwise: a run
 * that has come down to a line ends behind its label.
 * @param rows of the label, in losses
 * @param end of the axis
 */
export function standsLeft(
  { x, loss, heldOut }: LossColumns,
  [least, most]: readonly [number, number],
  end: number,
): boolean {
  const isIn = (value: number | null) => value !== null && value >= least && value <= most;
  const hidden = (from: number, to: number) =>
    x.filter((at, point) => at >= from && at <= to && (isIn(loss[point]) || isIn(heldOut[point]))).length;
  return hidden(0, labelShare * end) < hidden((1 - labelShare) * end, end);
}
