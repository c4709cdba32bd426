import { experiment } from '../experiment.ts';
import { choice, file, numbers, seed, whole } from '../field.ts';
import { sweepMinutes } from '../gpt/sweep.ts';
import { textCorpora } from '../gpt/texts.ts';
import { message } from '../message.ts';

/** Chapter 11: the same text, the same steps, models of growing size. */
export const sweepSize = experiment({
  name: 'sweep-size',
  fields: {
    corpus: choice(textCorpora),
    file: file(),
    characters: whole(300_000, 10_000, 5_000_000),
    sizes: numbers([0.03, 0.1, 0.3, 1, 3], { min: 0.02, max: 10, fewest: 2, most: 8 }),
    context: whole(64, 8, 256),
    steps: whole(200, 10, 5000),
    seed,
  },
  learner: ({ characters }) => ({
    experience: message('sweep-size.experience', { characters }),
    task: message('sweep-size.task'),
    measure: message('sweep-size.measure'),
  }),
  minutes: ({ sizes, steps }) => sweepMinutes(sizes, steps),
});
