/** Whether a claim holds. */
export type Verdict = 'true' | 'roughly' | 'false';

/** Judges a number that was said by one that was computed: true within 1 % of what was computed, roughly within 10 %. */
export function verdictOn(said: number, computed: number): Verdict {
  const error = Math.abs(said - computed) / Math.abs(computed);
  if (error <= 0.01) return 'true';
  return error <= 0.1 ? 'roughly' : 'false';
}
