import type { Experiment } from './experiment.ts';
import { attentionByHand } from './experiments/attentionByHand.ts';
import { attentionScale } from './experiments/attentionScale.ts';
import { noodles } from './experiments/noodles.ts';

/** Every experiment, by the name that a block has for it, in the order of the chapters. */
export const experiments = {
  noodles,
  'attention-by-hand': attentionByHand,
  'attention-scale': attentionScale,
} as const;

export type ExperimentName = keyof typeof experiments;

/** The experiment of a name; undefined where there is none. */
export function experimentOf(name: string): Experiment | undefined {
  return Object.hasOwn(experiments, name) ? (experiments as Readonly<Record<string, Experiment>>)[name] : undefined;
}
