import { rank } from '../../src/analysis/ranking.ts';
import { distribute } from '../../src/analysis/sampling.ts';
import { plainSampling } from '../../src/analysis/samplingSettings.ts';
import { Random } from '../../src/random.ts';
import type { Bench } from './bench.ts';
import { inTurn } from './outcome.ts';

const vocabulary = 50_257;

/** What moving a slider computes: a page has one frame of 60 a second for this and for drawing it. */
export const slider: Bench = {
  name: 'slider-50257',
  what: `one change of temperature and filters over a vocabulary of ${vocabulary.toLocaleString('en')}`,
  async run() {
    const random = new Random(1);
    const logits = Float32Array.from({ length: vocabulary }, () => 3 * random.normal() - 30);
    const ranked = rank(logits);
    // Never the same settings twice, as under a slider.
    let temperature = 0.5;
    const settings = () => {
      temperature += 0.01;
      return { ...plainSampling, temperature, topK: 40_000, topP: 0.95, minP: 0.001 };
    };
    const [work, ranking] = await inTurn(
      [
        { label: 'distribute', run: async () => distribute(ranked, settings()) },
        { label: 'rank', run: async () => rank(logits) },
      ],
      { rounds: 100, warmUps: 10 },
    );
    const notes = [`ranking the logits, once for each answer of the model: ${ranking.best.toFixed(2)} ms`];
    return { work, budget: { most: 16 }, notes };
  },
};
