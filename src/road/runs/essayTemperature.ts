import { type EssayClaim, essayExample } from '../../analysis/essayTemperature.ts';
import { inIdOrder, rank, softmax } from '../../analysis/ranking.ts';
import type { JudgedClaim, Run } from '../experiment.ts';
import type { essayTemperature } from '../experiments/essayTemperature.ts';
import { literal, message } from '../message.ts';
import { fixed, percent } from '../numbers.ts';

/** Temperatures of the picture, three decades of them. */
const temperatures = Array.from({ length: 61 }, (_, i) => 10 ** (i / 20 - 1));

/** The essay's example of temperature, at any temperature. */
export const runEssayTemperature: Run<typeof essayTemperature> = async ({ temperature }) => {
  const { tokens, logits, claims } = essayExample();
  const ranked = rank(Float32Array.from(logits));
  const at = (heat: number) => inIdOrder(ranked, softmax(ranked.logits, ranked.possible, heat));
  const now = at(temperature);
  const curves = temperatures.map(at);
  return {
    headline: message('essay-temperature.headline', {
      temperature: String(temperature),
      token: tokens.at(-1)!,
      probability: percent(now.at(-1)!, 3),
    }),
    verdicts: claims.map(judged),
    views: [
      {
        kind: 'bars',
        title: message('essay-temperature.barsView', { temperature: String(temperature) }),
        value: { title: message('essay-temperature.probability'), from: 0, to: 1 },
        bars: tokens.map((token, i) => ({
          name: message('essay-temperature.bar', { token, logit: logits[i] }),
          value: now[i],
        })),
      },
      {
        kind: 'plot',
        title: message('essay-temperature.curvesView'),
        x: { title: message('essay-temperature.heat'), scale: 'log' },
        y: { title: message('essay-temperature.probability'), from: 0, to: 1 },
        lines: tokens.map((token, i) => ({
          name: literal(token),
          x: temperatures,
          y: curves.map((probabilities) => probabilities[i]),
        })),
        marks: [{ axis: 'x', at: temperature, name: message('essay-temperature.chosen') }],
      },
    ],
  };
};

function judged({ about, said, computed, verdict }: EssayClaim): JudgedClaim {
  return {
    claim: message(`essay-temperature.claim.${about}`, { said: fixed(said, 1) }),
    verdict,
    reason: message(`essay-temperature.reason.${about}`, {
      computed: fixed(computed, about === 'temperature' ? 2 : 5),
    }),
  };
}
