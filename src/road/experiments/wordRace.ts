import { experiment } from '../experiment.ts';
import { choice, file, real, seed, whole } from '../field.ts';
import { message } from '../message.ts';
import { wordCorpora } from '../vectors/trainedVectors.ts';

/** Chapter 7: one task, and four ways of saying to a network which word it is. */
export const wordRace = experiment({
  name: 'word-race',
  fields: {
    corpus: choice(wordCorpora),
    file: file(),
    characters: whole(300_000, 5000, 5_000_000),
    words: whole(600, 10, 5000),
    examples: whole(4000, 128, 200_000),
    width: whole(32, 1, 256),
    steps: whole(400, 10, 10_000),
    learningRate: real(0.003, 0.0001, 0.1, 'log'),
    seed,
  },
  learner: ({ examples }) => ({
    experience: message('word-race.experience', { examples }),
    task: message('word-race.task'),
    measure: message('word-race.measure'),
  }),
});
