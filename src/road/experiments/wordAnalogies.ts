import { experiment } from '../experiment.ts';
import { choice, file, seed, text, whole } from '../field.ts';

/** Chapter 7: sums of words, in the loaded model's embedding, in vectors that are trained here, or in a file's. */
export const wordAnalogies = experiment({
  name: 'word-analogies',
  fields: {
    source: choice(['model', 'trained', 'file']),
    file: file(),
    sum: text('he - him + her', 200),
    expected: text('', 100),
    words: whole(50_000, 10, 400_000),
    shown: whole(12, 3, 50),
    seed,
  },
  needsModel: ({ source }) => source === 'model',
});
