import { Matrix, QrDecomposition, SingularValueDecomposition } from 'ml-matrix';
import type { Samples } from './targets.ts';

/** A polynomial as a sum of Chebyshev's: Σ c[k]·T_k(x), over [−1, 1]. */
interface Polynomial {
  readonly coefficients: Float64Array;
}

/**
 * The polynomial of a degree that fits best, by least squares. Chebyshev polynomials are the basis: powers of x are so much
 * alike at high degrees that double precision cannot tell them apart. The solution is the same. With fewer points than
 * coefficients there are many that fit; this is the one with the smallest coefficients.
 */
export function fitPolynomial({ x, y }: Samples, degree: number): Polynomial {
  const basis = new Matrix([...x].map((at) => chebyshevs(at, degree)));
  const wanted = Matrix.columnVector([...y]);
  if (x.length > degree) {
    const decomposition = new QrDecomposition(basis);
    if (decomposition.isFullRank()) {
      return { coefficients: Float64Array.from(decomposition.solve(wanted).to1DArray()) };
    }
  }
  const solution = new SingularValueDecomposition(basis, { autoTranspose: true }).solve(wanted);
  return { coefficients: Float64Array.from(solution.to1DArray()) };
}

/** Its value, by Clenshaw's recurrence. */
export function polynomialAt({ coefficients }: Polynomial, x: number): number {
  let [next, afterNext] = [0, 0];
  for (let k = coefficients.length - 1; k > 0; k--)
    [next, afterNext] = [coefficients[k] + 2 * x * next - afterNext, next];
  return coefficients[0] + x * next - afterNext;
}

/** T_0 … T_degree at x: T_(k+1) = 2x·T_k − T_(k−1). */
function chebyshevs(x: number, degree: number): number[] {
  const values = [1, x];
  for (let k = 2; k <= degree; k++) values.push(2 * x * values[k - 1] - values[k - 2]);
  return values.slice(0, degree + 1);
}

/** Root mean square of what a curve misses. */
export function rootMeanSquare({ x, y }: Samples, curve: (x: number) => number): number {
  const sum = x.reduce((total, at, i) => total + (curve(at) - y[i]) ** 2, 0);
  return Math.sqrt(sum / x.length);
}
