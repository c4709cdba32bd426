/**
 * Where each step of the scale begins, in bits. The same for every text and model, so that paintings can be compared:
 * the first step is what the model thought likelier than not, the last what it gave less than 1 in 16,384.
 */
export const stepStarts = [0, 1, 2, 4, 6, 8, 11, 14] as const;

/** How a step is outlined in high contrast, where colour alone is not enough. */
type Outline = 'none' | 'dotted' | 'solid';

/** The step of a surprisal: 1…8. */
export function stepOf(bits: number): number {
  return Math.max(1, stepStarts.findLastIndex((start) => bits >= start) + 1);
}

export function outlineOf(step: number): Outline {
  if (step <= 2) return 'none';
  return step <= 5 ? 'dotted' : 'solid';
}

/** The bits of a step, for a person: 2–4, ≥ 14. */
export function stepBits(step: number): string {
  const end = stepStarts[step];
  return end === undefined ? `≥ ${stepStarts[step - 1]}` : `${stepStarts[step - 1]}–${end}`;
}

/** The probabilities of a step, for a person: 1/16–1/4, ≤ 1/16,384. */
export function stepProbabilities(step: number): string {
  const share = (bits: number) => (bits === 0 ? '1' : `1/${(2 ** bits).toLocaleString('en-US')}`);
  const end = stepStarts[step];
  const most = share(stepStarts[step - 1]);
  return end === undefined ? `≤ ${most}` : `${share(end)}–${most}`;
}
