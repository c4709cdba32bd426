import { Random } from '../../random.ts';
import type { Run } from '../experiment.ts';
import type { polynomialFit } from '../experiments/polynomialFit.ts';
import { message } from '../message.ts';
import { fitPolynomial, polynomialAt, rootMeanSquare } from '../regression/leastSquares.ts';
import { evenly, samples, targets } from '../regression/targets.ts';
import { withinPicture } from '../regression/withinPicture.ts';
import type { View } from '../view.ts';

/** Points that nobody learned from, and that measure. */
const testedCount = 500;
const degrees = Array.from({ length: 21 }, (_, degree) => degree);

/** Fits polynomials of every degree, and looks at one of them. */
export const runPolynomialFit: Run<typeof polynomialFit> = async ({ target, degree, points, noise, seed }) => {
  const learned = samples(target, points, noise, new Random(seed));
  const tested = samples(target, testedCount, noise, Random.at(seed, 1));
  const fitted = degrees.map((each) => fitPolynomial(learned, each));
  const errors = fitted.map((polynomial) => {
    const curve = (x: number) => polynomialAt(polynomial, x);
    return { learned: rootMeanSquare(learned, curve), tested: rootMeanSquare(tested, curve) };
  });
  const best = errors.reduce((least, { tested: error }, each) => (error < errors[least].tested ? each : least), 0);
  const own = errors[degree];
  return {
    headline: message('polynomial-fit.headline', { degree, learned: own.learned, tested: own.tested, best }),
    verdicts: [
      {
        claim: message('polynomial-fit.claim'),
        verdict: errors.every(({ learned: error }, each) => each === 0 || error <= errors[each - 1].learned + 1e-6)
          ? 'true'
          : 'false',
        reason: message('polynomial-fit.reason', { first: errors[0].learned, last: errors.at(-1)!.learned }),
      },
      {
        claim: message('polynomial-fit.claimTested'),
        verdict: best === degrees.length - 1 ? 'true' : 'false',
        reason: message('polynomial-fit.reasonTested', {
          best,
          least: errors[best].tested,
          last: errors.at(-1)!.tested,
        }),
      },
    ],
    views: [
      fitView((x) => polynomialAt(fitted[degree], x), targets[target], learned, degree),
      errorsView(errors, degree),
    ],
  };
};

function fitView(
  curve: (x: number) => number,
  target: (x: number) => number,
  { x, y }: { readonly x: Float64Array; readonly y: Float64Array },
  degree: number,
): View {
  const places = [...evenly(201)];
  return {
    kind: 'plot',
    title: message('polynomial-fit.fit', { degree }),
    x: { title: message('curve.x'), from: -1, to: 1 },
    y: { title: message('curve.y'), from: -2, to: 2 },
    lines: [
      { name: message('polynomial-fit.polynomial'), x: places, y: withinPicture(places.map(curve), -2, 2) },
      { name: message('curve.target'), x: places, y: places.map(target), isDashed: true },
    ],
    points: [{ name: message('curve.points'), x: [...x], y: withinPicture([...y], -2, 2) }],
  };
}

function errorsView(errors: readonly { readonly learned: number; readonly tested: number }[], degree: number): View {
  // What is left where all points are met is rounding, which has no place on a logarithmic axis.
  const floor = 1e-6;
  return {
    kind: 'plot',
    title: message('polynomial-fit.errors'),
    x: { title: message('polynomial-fit.degreeAxis'), from: 0 },
    y: { title: message('curve.error'), scale: 'log' },
    lines: [
      {
        name: message('polynomial-fit.onLearned'),
        x: degrees,
        y: errors.map(({ learned }) => (learned > floor ? learned : null)),
      },
      { name: message('polynomial-fit.onTested'), x: degrees, y: errors.map(({ tested }) => tested), isDashed: true },
    ],
    marks: [{ axis: 'x', at: degree, name: message('polynomial-fit.ofDegree', { degree }) }],
  };
}
