import type { PreparedSummary } from '../../src/protocol/training.ts';
import type { MatrixNames } from '../charts/matrixDrawing.ts';
import { nameOf } from '../charts/names.ts';
import { shown } from '../parts/pieces.ts';

const graphemes = new Intl.Segmenter();
const made = new WeakMap<PreparedSummary['probe'], MatrixNames>();

/** The probe's tokens as they are shown: for the same tokens the same names, which are drawn once. */
export function probeNames(probe: PreparedSummary['probe']): MatrixNames {
  const known = made.get(probe);
  if (known) return known;
  const labels = probe.map(({ text }) => shown(text));
  const names = labels.map((label) =>
    nameOf(
      label,
      [...graphemes.segment(label)].map(({ segment }) => segment),
    ),
  );
  made.set(probe, { labels, names });
  return { labels, names };
}
