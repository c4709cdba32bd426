import type { Verdict } from '../../analysis/verdict.ts';
import type { JudgedClaim } from '../experiment.ts';
import { type Message, message } from '../message.ts';
import { percent } from '../numbers.ts';
import { type PictureChange, unchanged } from './change.ts';

/** What is done to all tested digits, and what the essay has for one neighbour among 300. */
interface NamedChange {
  readonly name: Message;
  readonly change: PictureChange;
  readonly said: number;
}

/** The four that the essay compares. */
export const comparedChanges: readonly NamedChange[] = [
  { name: message('digits.unchanged'), change: unchanged, said: 0.81 },
  { name: message('digits.shifted', { pixels: 2 }), change: { ...unchanged, right: 2 }, said: 0.53 },
  { name: message('digits.shifted', { pixels: 4 }), change: { ...unchanged, right: 4 }, said: 0.17 },
  { name: message('digits.inverted'), change: { ...unchanged, isInverted: true }, said: 0.03 },
];

/** Accuracies of several draws of other digits. */
interface Spread {
  readonly mean: number;
  /** Standard deviation from draw to draw; of one draw, what binomial chance makes of it. */
  readonly deviation: number;
}

/** @param tested digits tested in each draw */
export function spreadOf(shares: readonly number[], tested: number): Spread {
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  const squares = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0);
  const deviation =
    shares.length > 1 ? Math.sqrt(squares / (shares.length - 1)) : Math.sqrt((mean * (1 - mean)) / tested);
  return { mean, deviation };
}

/**
 * Judges the shares that were said. They came from one draw: true where such a draw is nothing unusual (within two standard
 * deviations), roughly within four.
 */
export function judgeChanges(spreads: readonly Spread[]): JudgedClaim[] {
  return comparedChanges.map(({ name, said }, i) => {
    const { mean, deviation } = spreads[i];
    return {
      claim: message('shifted-digits.claim', { change: name, said: percent(said, 0) }),
      verdict: verdictOnDraw(said, spreads[i]),
      reason: message('shifted-digits.reason', { mean: percent(mean), deviation: percent(deviation) }),
    };
  });
}

function verdictOnDraw(said: number, { mean, deviation }: Spread): Verdict {
  const distance = Math.abs(said - mean) / deviation;
  return distance <= 2 ? 'true' : distance <= 4 ? 'roughly' : 'false';
}
