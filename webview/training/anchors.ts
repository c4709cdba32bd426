import type { PreparedSummary } from '../../src/protocol/training.ts';

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
  const labels = lines.map(({ line }) => line - labelHeight);
  for (let i = 0; i < labels.length; i += 1) {
    labels[i] = Math.max(labels[i], i === 0 ? 0 : labels[i - 1] + labelHeight);
  }
  for (let i = labels.length - 1; i >= 0; i -= 1) {
    const limit = i === labels.length - 1 ? height - labelHeight : labels[i + 1] - labelHeight;
    labels[i] = Math.min(labels[i], limit);
  }
  return lines.map((anchor, i) => ({ ...anchor, label: labels[i] }));
}
