import type { Verdict } from '../../analysis/verdict.ts';
import { type ScaledDraw, scalingDraws } from '../attention/scaling.ts';
import type { Run } from '../experiment.ts';
import type { attentionScale } from '../experiments/attentionScale.ts';
import { literal, message } from '../message.ts';
import { percent } from '../numbers.ts';
import type { View } from '../view.ts';

/** Widths at which the curves are drawn, and draws that each takes. */
const widths = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];
const drawsPerWidth = 40;

/** Shares that the likeliest key gets, above which one key has all there is. */
const nearlyAll = 0.8;
const half = 0.5;

/** Draws queries and keys at random, and looks at the highest weight with the scale and without. */
export const runAttentionScale: Run<typeof attentionScale> = async ({ keys, width, draws, seed }, { step }) => {
  const drawn = scalingDraws(keys, width, draws, seed);
  const [plain, scaled] = [mean(drawn, 'plain'), mean(drawn, 'scaled')];
  const variance = mean(drawn, 'variance');
  const curves: { plain: number; scaled: number }[] = [];
  for (const [i, d] of widths.entries()) {
    await step(i / widths.length);
    const some = scalingDraws(keys, d, drawsPerWidth, seed);
    curves.push({ plain: mean(some, 'plain'), scaled: mean(some, 'scaled') });
  }
  const parameters = { keys, width, plain: percent(plain), scaled: percent(scaled) };
  return {
    headline: message('attention-scale.headline', parameters),
    verdicts: [
      {
        claim: message('attention-scale.claim.variance'),
        verdict: varianceVerdict(drawn, width),
        reason: message('attention-scale.reason.variance', { variance, width }),
      },
      {
        claim: message('attention-scale.claim.one'),
        verdict: plain >= nearlyAll && scaled < half ? 'true' : plain > half && scaled < plain ? 'roughly' : 'false',
        reason: message('attention-scale.reason.one', parameters),
      },
    ],
    views: [widthsView(curves), drawsView(drawn)],
  };
};

/** True where chance explains the difference: two standard errors, of a mean that is known to a tenth. */
function varianceVerdict(draws: readonly ScaledDraw[], width: number): Verdict {
  const variance = mean(draws, 'variance');
  const spread = draws.reduce((sum, draw) => sum + (draw.variance - variance) ** 2, 0) / draws.length;
  const difference = Math.abs(variance - width);
  if (difference > 0.1 * width) return 'false';
  return difference <= 2 * Math.sqrt(spread / draws.length) ? 'true' : 'roughly';
}

function mean(draws: readonly ScaledDraw[], of: keyof ScaledDraw): number {
  return draws.reduce((sum, draw) => sum + draw[of], 0) / draws.length;
}

function widthsView(curves: readonly { readonly plain: number; readonly scaled: number }[]): View {
  return {
    kind: 'plot',
    title: message('attention-scale.widthsView', { draws: drawsPerWidth }),
    x: { title: message('attention-scale.dimensions'), scale: 'log' },
    y: { title: message('attention-scale.highest'), from: 0, to: 1 },
    lines: [
      { name: message('attention-scale.plain'), x: widths, y: curves.map(({ plain }) => plain) },
      { name: message('attention-scale.scaled'), x: widths, y: curves.map(({ scaled }) => scaled), isDashed: true },
    ],
  };
}

/** The draws, each by its highest weight. */
function drawsView(draws: readonly ScaledDraw[]): View {
  const edges = Array.from({ length: 10 }, (_, i) => i / 10);
  // A weight that rounds to 1 belongs to the last row.
  const rowOf = (weight: number) => Math.min(edges.length - 1, Math.floor(weight * edges.length));
  const counts = (of: 'plain' | 'scaled') =>
    edges.map((_, row) => draws.filter((draw) => rowOf(draw[of]) === row).length);
  const [plain, scaled] = [counts('plain'), counts('scaled')];
  return {
    kind: 'table',
    title: message('attention-scale.drawsView'),
    columns: [message('attention-scale.highest'), message('attention-scale.plain'), message('attention-scale.scaled')],
    rows: edges.map((from, i) => [literal(`${from.toFixed(1)} – ${(from + 0.1).toFixed(1)}`), plain[i], scaled[i]]),
  };
}
