import type { PreparedSummary } from '../../src/protocol/training.ts';
import { spreadLabels } from '../charts/points.ts';

export const anchorNames = ['uniform', 'unigram', 'bigram'] as const;
export type AnchorName = (typeof anchorNames)[number];

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
