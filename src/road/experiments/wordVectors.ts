import { experiment } from '../experiment.ts';
import { choice, file, real, seed, text, whole } from '../field.ts';
import { message } from '../message.ts';
import { wordCorpora } from '../vectors/trainedVectors.ts';

/** Chapter 7: a vector for each word, learned from the words near it. */
export const wordVectors = experiment({
  name: 'word-vectors',
  fields: {
    corpus: choice(wordCorpora),
    file: file(),
    characters: whole(300_000, 5000, 5_000_000),
    words: whole(600, 10, 5000),
    shown: text('red garden ball happy tom', 200),
    width: whole(32, 2, 256),
    window: whole(2, 1, 10),
    steps: whole(1500, 10, 20_000),
    batch: whole(256, 8, 2048),
    learningRate: real(0.02, 0.0001, 0.5, 'log'),
    seed,
  },
  learner: ({ window }) => ({
    experience: message('word-vectors.experience', { window }),
    task: message('word-vectors.task'),
    measure: message('word-vectors.measure'),
  }),
});
