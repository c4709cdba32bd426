import { askable, askedPicture, digitNames, picture, picturesView, readAs } from '../digits/asked.ts';
import { pictureOf, splitDigits } from '../digits/digits.ts';
import type { Run } from '../experiment.ts';
import type { nearestNeighbours } from '../experiments/nearestNeighbours.ts';
import { message } from '../message.ts';
import { nearest, squaredDistances, vote } from '../neighbours/nearest.ts';
import { fixed } from '../numbers.ts';

/** Looks up what is nearest to one picture. */
export const runNearestNeighbours: Run<typeof nearestNeighbours> = async (settings, context) => {
  const { stored, tested } = splitDigits(await context.digits(), settings.stored, askable, settings.seed);
  const asked = askedPicture(settings, tested);
  const found = nearest(squaredDistances(asked.pixels, stored.pixels), settings.k);
  const answer = vote(found, stored.labels);
  const isOther = (place: number) => asked.label !== null && stored.labels[place] !== asked.label;
  const isAnyOther = found.some(({ place }) => isOther(place));
  const voices = digitNames.map((_, digit) => found.filter(({ place }) => stored.labels[place] === digit).length);
  return {
    headline: message('nearest-neighbours.headline', {
      read: readAs(answer, asked),
      voices: voices[answer],
      k: found.length,
      distance: fixed(found[0].distance, 2),
    }),
    views: [
      picturesView(message('nearest-neighbours.asked'), [
        picture(
          asked.pixels,
          asked.label === null ? message('digits.yourDrawing') : message('digits.it', { label: asked.label }),
        ),
      ]),
      picturesView(
        message(isAnyOther ? 'nearest-neighbours.nearestFramed' : 'nearest-neighbours.nearest', { k: found.length }),
        found.map(({ place, distance }) => {
          const label = stored.labels[place];
          const caption = message('nearest-neighbours.caption', { label, distance: fixed(distance, 2) });
          const image = picture(pictureOf(stored, place), caption);
          return isOther(place) ? { ...image, isMarked: true } : image;
        }),
      ),
      {
        kind: 'bars',
        title: message('nearest-neighbours.votes'),
        value: { title: message('nearest-neighbours.voices'), from: 0 },
        bars: voices.map((value, digit) => ({
          name: digitNames[digit],
          value,
          ...(digit === answer ? { isMarked: true as const } : {}),
        })),
      },
    ],
  };
};
