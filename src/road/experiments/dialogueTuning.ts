import { experiment } from '../experiment.ts';
import { file, real, seed, text, whole } from '../field.ts';
import { message } from '../message.ts';

/** Chapter 12: the chosen model goes on learning, on dialogues, and is corrected in its answers only. */
export const dialogueTuning = experiment({
  name: 'dialogue-tuning',
  fields: {
    file: file(),
    dialogues: whole(600, 10, 20_000),
    prompts: text('你好 | Translate: "I am happy" | Tell me a joke', 1000),
    steps: whole(200, 1, 5000),
    batch: whole(8, 1, 64),
    tokens: whole(48, 8, 256),
    learningRate: real(0.001, 0.00001, 0.01, 'log'),
    seed,
  },
  needsModel: () => true,
  learner: ({ file, dialogues }) => ({
    experience:
      file === ''
        ? message('dialogue-tuning.experience.bundled', { dialogues })
        : message('dialogue-tuning.experience.file', { file }),
    task: message('dialogue-tuning.task'),
    measure: message('dialogue-tuning.measure'),
  }),
});
