import { experiment } from '../experiment.ts';
import { choice, globs, seed, text, whole } from '../field.ts';

/** Chapter 14: what a neuron of the chosen model reacts to, in a few words, and whether that says what it will do. */
export const neuron = experiment({
  name: 'neuron',
  fields: {
    files: globs(),
    layer: whole(2, 0, 200),
    neuron: whole(87, 0, 100_000),
    tokens: whole(6000, 200, 100_000),
    terms: whole(6, 1, 20),
    explainer: choice(['built-in', 'language-model']),
    guess: text('', 500),
    others: whole(60, 0, 2000),
    seed,
  },
  needsModel: () => true,
});
