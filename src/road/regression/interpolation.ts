/** A curve over [−1, 1]. */
export type Curve = (x: number) => number;

/**
 * The polynomial of degree n through n + 1 points at equal distances, by the barycentric formula, which rounds well (Berrut
 * & Trefethen 2004, (4.2) and (5.1)): weights (−1)^j·C(n, j).
 */
export function throughEvenPoints(target: Curve, degree: number): Curve {
  const nodes = Array.from({ length: degree + 1 }, (_, j) => (degree === 0 ? 0 : -1 + (2 * j) / degree));
  let weight = 1;
  const weights = nodes.map((_, j) => {
    if (j > 0) weight *= -(degree - j + 1) / j;
    return weight;
  });
  return barycentric(nodes, nodes.map(target), weights);
}

/** The same through Chebyshev's points cos(jπ/n), which crowd at the ends: weights (−1)^j, half at both ends (5.4). */
export function throughChebyshevPoints(target: Curve, degree: number): Curve {
  const nodes = Array.from({ length: degree + 1 }, (_, j) => (degree === 0 ? 0 : Math.cos((j * Math.PI) / degree)));
  const weights = nodes.map((_, j) => (j % 2 === 0 ? 1 : -1) * (j === 0 || j === degree ? 0.5 : 1));
  return barycentric(nodes, nodes.map(target), weights);
}

/**
 * Bernstein's polynomial Σ f(j/n)·C(n, j)·t^j·(1 − t)^(n−j), with t from 0 to 1 over [−1, 1]. It goes through the ends only,
 * and yet comes as near as one likes to any continuous curve: Bernstein's proof (1912) of Weierstrass' theorem.
 */
export function bernstein(target: Curve, degree: number): Curve {
  const values = Array.from({ length: degree + 1 }, (_, j) => target(degree === 0 ? 0 : -1 + (2 * j) / degree));
  return (x) => {
    const t = (1 + x) / 2;
    if (t <= 0) return values[0];
    if (t >= 1) return values[degree];
    // By logarithms: binomial coefficients of a high degree are too large for a number, and the powers too small.
    const odds = Math.log(t / (1 - t));
    let logarithm = degree * Math.log(1 - t);
    let sum = 0;
    for (let j = 0; j <= degree; j++) {
      sum += values[j] * Math.exp(logarithm);
      logarithm += Math.log((degree - j) / (j + 1)) + odds;
    }
    return sum;
  };
}

function barycentric(nodes: readonly number[], values: readonly number[], weights: readonly number[]): Curve {
  return (x) => {
    let [above, below] = [0, 0];
    for (let j = 0; j < nodes.length; j++) {
      if (x === nodes[j]) return values[j];
      const share = weights[j] / (x - nodes[j]);
      above += share * values[j];
      below += share;
    }
    return above / below;
  };
}

/** The largest distance of two curves, looked for at so many places of [−1, 1]. */
export function largestError(curve: Curve, target: Curve, places = 2001): number {
  let largest = 0;
  for (let i = 0; i < places; i++) {
    const x = -1 + (2 * i) / (places - 1);
    largest = Math.max(largest, Math.abs(curve(x) - target(x)));
  }
  return largest;
}
