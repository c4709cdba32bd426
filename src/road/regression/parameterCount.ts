/**
 * Coefficients of a polynomial in so many variables, up to a degree: C(variables + degree, degree), one for each product of at
 * most `degree` variables, repetitions allowed. Exact up to 2^53.
 */
export function coefficientCount(variables: number, degree: number): number {
  let count = 1;
  // C(v + k, k) = C(v + k − 1, k − 1) · (v + k) / k: whole at every step.
  for (let k = 1; k <= degree; k++) count = (count * (variables + k)) / k;
  return count;
}
