import { askable, askedPicture, digitNames, picture, picturesView, readAs } from '../digits/asked.ts';
import { classCount, pictureOf, splitDigits } from '../digits/digits.ts';
import type { Run } from '../experiment.ts';
import type { neighboursAsAttention } from '../experiments/neighboursAsAttention.ts';
import { message } from '../message.ts';
import { attendLabels, attentionWeights, effectiveCount, largestPlace } from '../neighbours/attention.ts';
import { nearest, squaredDistances } from '../neighbours/nearest.ts';
import { fixed, percent } from '../numbers.ts';
import type { View } from '../view.ts';

/** Keys whose pictures are shown. */
const shown = 10;
/** Temperatures of the curves, from the slider's one end to the other. */
const temperatures = Array.from({ length: 41 }, (_, i) => 0.1 * 10 ** (i / 10));

/** Lets everything that is stored have a say, by softmax(−distance²/T). */
export const runNeighboursAsAttention: Run<typeof neighboursAsAttention> = async (settings, context) => {
  const { temperature } = settings;
  const { stored, tested } = splitDigits(await context.digits(), settings.stored, askable, settings.seed);
  const asked = askedPicture(settings, tested);
  const squared = squaredDistances(asked.pixels, stored.pixels);
  const weights = attentionWeights(squared, temperature);
  const output = attendLabels(weights, stored.labels, classCount);
  const answer = largestPlace(output);
  const [closest] = nearest(squared, 1);
  const counts = temperatures.map((at) => effectiveCount(attentionWeights(squared, at)));
  return {
    headline: message('neighbours-as-attention.headline', {
      read: readAs(answer, asked),
      temperature,
      share: percent(output[answer]),
      count: fixed(effectiveCount(weights), 1),
    }),
    views: [
      {
        kind: 'formula',
        title: message('neighbours-as-attention.formula'),
        tex: String.raw`\text{output} = \sum_i \operatorname{softmax}_i\!\left(-\frac{\lVert q - k_i \rVert^2}{T}\right) v_i`,
        letters: 'output = Σᵢ softmaxᵢ(−‖q − kᵢ‖² / T) · vᵢ',
      },
      {
        kind: 'bars',
        title: message('neighbours-as-attention.output'),
        value: { title: message('neighbours-as-attention.share'), from: 0, to: 1 },
        bars: Array.from(output, (value, digit) => ({
          name: digitNames[digit],
          value,
          ...(digit === answer ? { isMarked: true as const } : {}),
        })),
      },
      picturesView(message('neighbours-as-attention.keys', { count: Math.min(shown, stored.labels.length) }), [
        picture(asked.pixels, message('neighbours-as-attention.query')),
        ...nearest(squared, shown).map(({ place }) =>
          picture(
            pictureOf(stored, place),
            message('neighbours-as-attention.caption', {
              label: stored.labels[place],
              weight: percent(weights[place]),
            }),
          ),
        ),
      ]),
      spreadView(counts, temperature, stored.labels[closest.place]),
    ],
  };
};

function spreadView(counts: readonly number[], temperature: number, label: number): View {
  return {
    kind: 'plot',
    title: message('neighbours-as-attention.spread', { label }),
    x: { title: message('neighbours-as-attention.temperatureAxis'), scale: 'log' },
    y: { title: message('neighbours-as-attention.countAxis'), scale: 'log' },
    lines: [{ name: message('neighbours-as-attention.count'), x: temperatures, y: counts }],
    marks: [{ axis: 'x', at: temperature, name: message('neighbours-as-attention.here') }],
  };
}
