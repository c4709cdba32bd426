import { verdictOn } from '../../analysis/verdict.ts';
import type { JudgedClaim, Run } from '../experiment.ts';
import type { parameterCount } from '../experiments/parameterCount.ts';
import { message } from '../message.ts';
import { denseParameterCount } from '../networks/dense.ts';
import { coefficientCount } from '../regression/parameterCount.ts';

const degrees = [1, 2, 3, 4, 5, 6];
/** What the essay has for 784 pixels: a cubic, and a network of 784-128-10. */
const said = { cubic: 80.9e6, network: 101_770 };

/** Counts what would have to be learned. */
export const runParameterCount: Run<typeof parameterCount> = async ({ inputs, degree, hidden, outputs }) => {
  const polynomial = coefficientCount(inputs, degree);
  const network = denseParameterCount([inputs, hidden, outputs]);
  const isCubic = inputs === 784 && degree === 3;
  const isItsNetwork = inputs === 784 && hidden === 128 && outputs === 10;
  return {
    headline: message('parameter-count.headline', {
      degree,
      inputs,
      polynomial,
      sizes: `${inputs}-${hidden}-${outputs}`,
      network,
      ratio: polynomial / network,
    }),
    verdicts: [
      ...(isCubic ? [judged('cubic', polynomial)] : []),
      ...(isItsNetwork ? [judged('network', network)] : []),
    ],
    views: [
      {
        kind: 'plot',
        title: message('parameter-count.byDegree', { inputs }),
        x: { title: message('polynomial-fit.degreeAxis') },
        y: { title: message('parameter-count.parameters'), scale: 'log' },
        lines: [
          {
            name: message('parameter-count.polynomial'),
            x: degrees,
            y: degrees.map((each) => coefficientCount(inputs, each)),
          },
        ],
        marks: [{ axis: 'y', at: network, name: message('parameter-count.network') }],
      },
      {
        kind: 'table',
        title: message('parameter-count.layers', { sizes: `${inputs}-${hidden}-${outputs}` }),
        columns: [
          message('parameter-count.layer'),
          message('parameter-count.weights'),
          message('parameter-count.biases'),
          message('parameter-count.sum'),
        ],
        rows: [
          [message('parameter-count.first'), inputs * hidden, hidden, (inputs + 1) * hidden],
          [message('parameter-count.second'), hidden * outputs, outputs, (hidden + 1) * outputs],
          [message('parameter-count.sum'), (inputs + outputs) * hidden, hidden + outputs, network],
        ],
        marked: 2,
      },
    ],
  };
};

/** What the essay says of one of the two. */
function judged(of: keyof typeof said, count: number): JudgedClaim {
  return {
    claim: message(`parameter-count.claim.${of}`, { said: said[of] }),
    verdict: verdictOn(said[of], count),
    reason: message('parameter-count.reason', { count }),
  };
}
