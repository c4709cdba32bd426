import { experiment } from '../experiment.ts';
import { choice, real, seed, whole } from '../field.ts';
import { message } from '../message.ts';
import { boilingPoints, type Place } from '../noodles/pots.ts';

const places = Object.keys(boilingPoints) as Place[];

/** Chapter 1: the rule "100 °C, then the noodles" against a threshold that is learned from examples. */
export const noodles = experiment({
  name: 'noodles',
  fields: {
    place: choice(places),
    learned: choice(['here', ...places]),
    examples: whole(40, 1, 1000),
    rule: real(100, 0, 120),
    noise: real(0, 0, 5),
    tested: whole(1000, 10, 10_000),
    seed,
  },
  learner: ({ examples, place, tested }) => ({
    experience: message('noodles.experience', { examples }),
    task: message('noodles.task', { place: message(`noodles.learned.${place}`) }),
    measure: message('noodles.measure', { tested }),
  }),
  isInstant: true,
});
