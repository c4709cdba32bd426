import { experiment } from '../experiment.ts';
import { choice, file, numbers, seed, whole } from '../field.ts';
import { batchTokens, blockWork, trainingMinutes } from '../gpt/sweep.ts';
import { textCorpora } from '../gpt/texts.ts';
import { message } from '../message.ts';

/** Chapter 11: the same model, told more and more of what came before. */
export const sweepContext = experiment({
  name: 'sweep-context',
  fields: {
    corpus: choice(textCorpora),
    file: file(),
    characters: whole(300_000, 10_000, 5_000_000),
    contexts: numbers([16, 32, 64, 128], { min: 4, max: 512, fewest: 2, most: 6 }),
    width: whole(64, 8, 256),
    layers: whole(2, 1, 8),
    steps: whole(800, 10, 5000),
    seed,
  },
  learner: ({ characters }) => ({
    experience: message('sweep-size.experience', { characters }),
    task: message('sweep-size.task'),
    measure: message('sweep-context.measure'),
  }),
  minutes: ({ contexts, width, layers, steps }) =>
    contexts.reduce((sum, context) => {
      return sum + trainingMinutes(blockWork(width, layers, context), batchTokens * steps);
    }, 0),
});
