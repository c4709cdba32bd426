import { experiment } from '../experiment.ts';
import { choice, file, seed, whole } from '../field.ts';
import { batchTokens, blockWork, trainingMinutes } from '../gpt/sweep.ts';
import { textCorpora } from '../gpt/texts.ts';
import { message } from '../message.ts';

/** Minutes on two cores for a byte of the file, over all the times that it is compressed, as measured. */
const minutesEach = 1.2e-5;

/** Chapter 11: a file as an arithmetic code, by a model of bytes that is being trained. */
export const compression = experiment({
  name: 'compression',
  fields: {
    file: file(),
    bytes: whole(20_000, 100, 500_000),
    learn: choice(['corpus', 'file']),
    corpus: choice(textCorpora),
    characters: whole(300_000, 10_000, 2_000_000),
    width: whole(64, 8, 256),
    layers: whole(2, 1, 8),
    context: whole(64, 8, 256),
    steps: whole(1200, 10, 20_000),
    seed,
  },
  learner: ({ learn, corpus, characters }) => ({
    experience:
      learn === 'file'
        ? message('compression.experience.file')
        : message('compression.experience.corpus', { characters, corpus: message(`compression.corpus.${corpus}`) }),
    task: message('compression.task'),
    measure: message('compression.measure'),
  }),
  minutes: ({ bytes, width, layers, context, steps }) =>
    trainingMinutes(blockWork(width, layers, context), batchTokens * steps) + minutesEach * bytes,
});
