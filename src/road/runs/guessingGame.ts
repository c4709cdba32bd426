import { Random } from '../../random.ts';
import {
  type Guesses,
  guessAtRandom,
  guessByGradient,
  guessByHalves,
  type LossName,
  losses,
} from '../descent/guessing.ts';
import type { Run } from '../experiment.ts';
import type { guessingGame } from '../experiments/guessingGame.ts';
import { type Message, message } from '../message.ts';
import type { View } from '../view.ts';

const high = 100;
/** Guesses at random after which we give up: it would take ten times as many for every digit more. */
const randomLimit = 5_000_000;
const limit = 10_000;
const lossNames = Object.keys(losses) as LossName[];

/** Guesses in three ways, and goes down three losses. */
export const runGuessingGame: Run<typeof guessingGame> = async (settings, context) => {
  const { target, tolerance, rate, loss, seed } = settings;
  const secret = { target, high, tolerance };
  await context.step(0);
  const random = guessAtRandom(secret, randomLimit, new Random(seed));
  await context.step(0.9);
  const halves = guessByHalves(secret, limit);
  const down = lossNames.map((name) => guessByGradient(secret, name, rate, limit));
  const gradient = down[lossNames.indexOf(loss)];
  const difference = down[lossNames.indexOf('difference')];
  return {
    headline: message('guessing-game.headline', {
      target: `${target}`,
      random: counted(random),
      halves: counted(halves),
      gradient: counted(gradient),
    }),
    verdicts: [
      {
        claim: message('guessing-game.claim'),
        verdict: difference.isFound ? 'false' : 'true',
        reason: message('guessing-game.reason', { steps: difference.count, last: difference.last }),
      },
    ],
    views: [
      {
        kind: 'table',
        title: message('guessing-game.ways'),
        columns: [message('guessing-game.way'), message('guessing-game.told'), message('guessing-game.count')],
        rows: [
          [message('guessing-game.random'), message('guessing-game.toldNothing'), counted(random)],
          [message('guessing-game.halves'), message('guessing-game.toldSide'), counted(halves)],
          [message('guessing-game.gradient'), message('guessing-game.toldSlope'), counted(gradient)],
        ],
      },
      guessesView(target, [
        { name: message('guessing-game.halves'), guesses: halves },
        { name: message('guessing-game.gradient'), guesses: gradient },
      ]),
      firstView(target, halves, gradient),
      lossesView(target),
      lossTable(down),
    ],
  };
};

function counted({ count, isFound }: Guesses): Message {
  return message(isFound ? 'guessing-game.found' : 'guessing-game.notFound', { count });
}

/** How far each guess misses. */
function guessesView(target: number, ways: readonly { readonly name: Message; readonly guesses: Guesses }[]): View {
  return {
    kind: 'plot',
    title: message('guessing-game.misses'),
    x: { title: message('guessing-game.guess'), from: 1 },
    y: { title: message('guessing-game.distanceAxis'), scale: 'log' },
    lines: ways.map(({ name, guesses: { first } }) => {
      const shown = first.slice(0, 60);
      return {
        name,
        x: shown.map((_, i) => i + 1),
        y: shown.map((guess) => Math.abs(guess - target) || null),
      };
    }),
  };
}

/** The first guesses, and what is answered. */
function firstView(target: number, halves: Guesses, gradient: Guesses): View {
  const shown = Math.min(12, Math.max(halves.first.length, gradient.first.length));
  const answer = (guess: number | undefined) => {
    if (guess === undefined) return null;
    return message(guess > target ? 'guessing-game.tooHigh' : 'guessing-game.tooLow', { guess });
  };
  return {
    kind: 'table',
    title: message('guessing-game.first'),
    columns: [message('guessing-game.guess'), message('guessing-game.halves'), message('guessing-game.gradient')],
    rows: Array.from({ length: shown }, (_, i) => [i + 1, answer(halves.first[i]), answer(gradient.first[i])]),
  };
}

/** The three losses around the target. */
function lossesView(target: number): View {
  const x = Array.from({ length: 81 }, (_, i) => target - 4 + i / 10);
  return {
    kind: 'plot',
    title: message('guessing-game.losses'),
    x: { title: message('guessing-game.guessAxis') },
    y: { title: message('guessing-game.lossAxis'), from: -5, to: 10 },
    lines: lossNames.map((name) => ({
      name: message(`guessing-game.loss.${name}`),
      x,
      y: x.map((at) => {
        const value = losses[name].value(target, at);
        return value <= 10 ? value : null;
      }),
    })),
    marks: [{ axis: 'x', at: target, name: message('guessing-game.secret') }],
  };
}

function lossTable(down: readonly Guesses[]): View {
  return {
    kind: 'table',
    title: message('guessing-game.byLoss'),
    columns: [message('guessing-game.loss'), message('guessing-game.count'), message('guessing-game.last')],
    rows: lossNames.map((name, i) => [
      message(`guessing-game.loss.${name}`),
      counted(down[i]),
      Number.isFinite(down[i].last) ? down[i].last : null,
    ]),
  };
}
