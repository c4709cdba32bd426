import { experiment } from '../experiment.ts';
import { seed, text, whole } from '../field.ts';
import { message } from '../message.ts';

/** Chapter 14: a small model labels examples, and a larger one learns from its labels. */
export const weakToStrong = experiment({
  name: 'weak-to-strong',
  fields: {
    pair: text('a the', 100),
    weakWidth: whole(16, 4, 128),
    weakExamples: whole(300, 20, 5000),
    strongWidth: whole(64, 8, 256),
    readingSteps: whole(500, 0, 5000),
    examples: whole(1000, 50, 10_000),
    steps: whole(100, 5, 2000),
    seed,
  },
  learner: ({ pair, weakExamples, examples }) => ({
    experience: message('weak-to-strong.experience', { weakExamples, examples }),
    task: message('weak-to-strong.task', { pair }),
    measure: message('weak-to-strong.measure'),
  }),
});
