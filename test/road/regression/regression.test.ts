import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Random } from '../../../src/random.ts';
import { denseParameterCount, denseParameters } from '../../../src/road/networks/dense.ts';
import {
  bernstein,
  type Curve,
  largestError,
  throughChebyshevPoints,
  throughEvenPoints,
} from '../../../src/road/regression/interpolation.ts';
import { fitPolynomial, polynomialAt, rootMeanSquare } from '../../../src/road/regression/leastSquares.ts';
import { coefficientCount } from '../../../src/road/regression/parameterCount.ts';
import { samples, targets } from '../../../src/road/regression/targets.ts';

const horner = (coefficients: readonly number[]) => (x: number) => coefficients.reduceRight((sum, c) => sum * x + c, 0);
const coefficients = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 1, maxLength: 8 });
const near = (a: number, b: number, tolerance: number) => assert.ok(Math.abs(a - b) <= tolerance, `${a} and ${b}`);

describe('least squares', () => {
  it('finds a polynomial again that made the points', () => {
    fc.assert(
      fc.property(coefficients, (list) => {
        const { x } = samples('runge', 40, 0, new Random(3));
        const fitted = fitPolynomial({ x, y: x.map(horner(list)) }, list.length - 1);
        for (const at of [-1, -0.3, 0.2, 0.9]) near(polynomialAt(fitted, at), horner(list)(at), 1e-9);
      }),
    );
  });

  it('is the mean at degree 0 and the textbook line at degree 1', () => {
    const points = { x: Float64Array.of(-1, 0, 1), y: Float64Array.of(1, 0, 2) };
    near(polynomialAt(fitPolynomial(points, 0), 0.4), 1, 1e-12);
    // Slope Σxy/Σxx = 1/2, since the mean of x is 0.
    near(polynomialAt(fitPolynomial(points, 1), 0.4), 1 + 0.2, 1e-12);
  });

  it('leaves residuals at right angles to every power that it may use', () => {
    const points = samples('sine', 30, 0.3, new Random(8));
    const fitted = fitPolynomial(points, 5);
    for (let power = 0; power <= 5; power++) {
      const along = points.x.reduce((sum, x, i) => sum + x ** power * (points.y[i] - polynomialAt(fitted, x)), 0);
      near(along, 0, 1e-9);
    }
  });

  it('goes through all points where it has as many coefficients, or more', () => {
    const points = samples('corner', 8, 0.1, new Random(2));
    for (const degree of [7, 12]) {
      near(
        rootMeanSquare(points, (x) => polynomialAt(fitPolynomial(points, degree), x)),
        0,
        1e-6,
      );
    }
  });
});

describe('polynomials through points', () => {
  for (const [name, through] of Object.entries({ throughEvenPoints, throughChebyshevPoints })) {
    it(`are the polynomial itself: ${name}`, () => {
      fc.assert(
        fc.property(coefficients, (list) => {
          near(largestError(through(horner(list), 9), horner(list), 101), 0, 1e-11);
        }),
      );
    });
  }

  it('are the line between its ends for a line: Bernstein', () => {
    near(
      largestError(
        bernstein((x) => 3 * x - 1, 30),
        (x) => 3 * x - 1,
      ),
      0,
      1e-12,
    );
  });

  it('are x² + (1 − x²)/n for x²: Bernstein', () => {
    for (const degree of [1, 7, 2000]) {
      const known: Curve = (x) => x * x + (1 - x * x) / degree;
      near(
        largestError(
          bernstein((x) => x * x, degree),
          known,
          201,
        ),
        0,
        1e-9,
      );
    }
  });

  it('explode between even points of Runge’s function, and nowhere else', () => {
    const errors = (through: (target: Curve, degree: number) => Curve) =>
      [5, 10, 20, 40].map((degree) => largestError(through(targets.runge, degree), targets.runge));
    const [even, chebyshev, slow] = [throughEvenPoints, throughChebyshevPoints, bernstein].map(errors);
    assert.ok(even[3] > 1000 * even[2] && even[2] > 10 * even[1]);
    assert.ok(chebyshev.every((error, i) => i === 0 || error < chebyshev[i - 1]) && chebyshev[3] < 1e-3);
    assert.ok(slow.every((error, i) => i === 0 || error < slow[i - 1]) && slow[3] > 0.1);
    // What textbooks of numerical analysis print for degree 10.
    near(even[1], 1.916, 1e-3);
  });
});

describe('counting parameters', () => {
  it('is what counting one by one gives', () => {
    for (let variables = 1; variables <= 5; variables++) {
      for (let degree = 0; degree <= 4; degree++) {
        const count = (left: number, among: number): number =>
          among === 0
            ? 1
            : Array.from({ length: left + 1 }, (_, used) => count(left - used, among - 1)).reduce((a, b) => a + b);
        assert.equal(coefficientCount(variables, degree), count(degree, variables));
      }
    }
  });

  it('is 80.9 million for a cubic over 784 pixels, and 101,770 for a network of 784-128-10', () => {
    assert.equal(coefficientCount(784, 3), 80_931_145);
    assert.equal(denseParameterCount([784, 128, 10]), 101_770);
    const drawn = denseParameters([784, 128, 10], new Random(1));
    assert.equal(
      drawn.reduce((sum, { data }) => sum + data.length, 0),
      101_770,
    );
  });
});
