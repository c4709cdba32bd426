import { experiment } from '../experiment.ts';
import { choice, real, seed, whole } from '../field.ts';
import { message } from '../message.ts';

/** Chapter 12: a model that answers in two manners learns from pairs which of them is liked. */
export const preferenceTuning = experiment({
  name: 'preference-tuning',
  fields: {
    prefer: choice(['kind', 'gruff']),
    dialogues: whole(600, 10, 20_000),
    supervisedSteps: whole(300, 1, 5000),
    pairs: whole(200, 4, 5000),
    steps: whole(40, 1, 2000),
    beta: real(0.1, 0.01, 1, 'log'),
    learningRate: real(0.00004, 0.000001, 0.01, 'log'),
    seed,
  },
  needsModel: () => true,
  learner: ({ pairs }) => ({
    experience: message('preference-tuning.experience', { pairs }),
    task: message('preference-tuning.task'),
    measure: message('preference-tuning.measure'),
  }),
});
