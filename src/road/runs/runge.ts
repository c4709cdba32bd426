import type { Run } from '../experiment.ts';
import type { runge } from '../experiments/runge.ts';
import { message } from '../message.ts';
import {
  bernstein,
  type Curve,
  largestError,
  throughChebyshevPoints,
  throughEvenPoints,
} from '../regression/interpolation.ts';
import { evenly, targets } from '../regression/targets.ts';
import { withinPicture } from '../regression/withinPicture.ts';
import type { View } from '../view.ts';

const degrees = [1, 2, 4, 6, 8, 10, 12, 16, 20, 24, 30, 40];
const ways = [
  { name: message('runge.even'), through: throughEvenPoints },
  { name: message('runge.chebyshev'), through: throughChebyshevPoints },
  { name: message('runge.bernstein'), through: bernstein },
] as const;
/** Places at which the error is looked for. */
const places = 401;

/** Goes through points at equal distances, through Chebyshev's, and by Bernstein's recipe. */
export const runRunge: Run<typeof runge> = async ({ degree, target: name }) => {
  const target = targets[name];
  const all = [...new Set([...degrees, degree])].sort((a, b) => a - b);
  const errors = ways.map(({ through }) => all.map((each) => largestError(through(target, each), target, places)));
  const [even, chebyshev, slow] = errors.map((list) => list[all.indexOf(degree)]);
  const [evenGrowth, chebyshevGrowth, slowGrowth] = errors.map((list) => list.at(-1)! / list[all.indexOf(10)]);
  return {
    headline: message('runge.headline', { degree, even, chebyshev, slow }),
    verdicts: [
      {
        claim: message('runge.claim.even'),
        verdict: evenGrowth > 10 ? 'true' : evenGrowth > 1 ? 'roughly' : 'false',
        reason: message('runge.reason', { before: errors[0][all.indexOf(10)], after: errors[0].at(-1)! }),
      },
      {
        claim: message('runge.claim.chebyshev'),
        verdict: chebyshevGrowth < 0.1 ? 'true' : chebyshevGrowth < 1 ? 'roughly' : 'false',
        reason: message('runge.reason', { before: errors[1][all.indexOf(10)], after: errors[1].at(-1)! }),
      },
      {
        claim: message('runge.claim.bernstein'),
        verdict: slowGrowth < 1 && slowGrowth > 0.1 ? 'true' : slowGrowth < 1 ? 'roughly' : 'false',
        reason: message('runge.reason', { before: errors[2][all.indexOf(10)], after: errors[2].at(-1)! }),
      },
    ],
    views: [curvesView(degree, target), errorsView(all, errors, degree)],
  };
};

function curvesView(degree: number, target: Curve): View {
  const x = [...evenly(401)];
  return {
    kind: 'plot',
    title: message('runge.curves', { degree }),
    x: { title: message('curve.x'), from: -1, to: 1 },
    y: { title: message('curve.y'), from: -1.2, to: 1.6 },
    lines: [
      ...ways.map(({ name, through }) => ({ name, x, y: withinPicture(x.map(through(target, degree)), -1.2, 1.6) })),
      { name: message('curve.target'), x, y: x.map(target), isDashed: true as const },
    ],
  };
}

function errorsView(all: readonly number[], errors: readonly (readonly number[])[], degree: number): View {
  return {
    kind: 'plot',
    title: message('runge.errors'),
    x: { title: message('polynomial-fit.degreeAxis') },
    y: { title: message('runge.errorAxis'), scale: 'log' },
    // An error of nothing but rounding has no place on a logarithmic axis.
    lines: ways.map(({ name }, i) => ({ name, x: all, y: errors[i].map((error) => (error > 1e-14 ? error : null)) })),
    marks: [{ axis: 'x', at: degree, name: message('polynomial-fit.ofDegree', { degree }) }],
  };
}
