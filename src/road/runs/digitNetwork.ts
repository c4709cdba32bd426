import { askedPicture, digitNames, picture, picturesView } from '../digits/asked.ts';
import { changed } from '../digits/change.ts';
import { type DigitSet, type DigitSplit, pictureOf, pixelCount, side, splitDigits } from '../digits/digits.ts';
import { comparedChanges } from '../digits/shifts.ts';
import type { ExperimentContext, JudgedClaim, Outcome, Run } from '../experiment.ts';
import type { digitNetwork } from '../experiments/digitNetwork.ts';
import { literal, message } from '../message.ts';
import { accuracy, answersOf } from '../neighbours/answers.ts';
import { DistanceEngine } from '../neighbours/distanceEngine.ts';
import { denseParameterCount } from '../networks/dense.ts';
import { DigitNetwork, widthsOf } from '../networks/digitNetwork.ts';
import { percent } from '../numbers.ts';
import { type ImagesView, pixels as packed, signedPixels, type View } from '../view.ts';

/** Hidden units whose weights are shown. */
const shownUnits = 24;
const shownMistakes = 12;
/** Share of the work that k-nearest neighbours take. */
const neighbourShare = 0.2;

interface Pass {
  readonly loss: number;
  readonly learned: number;
  readonly tested: number;
}

/** Trains a network on the digits, and tests it beside the nearest neighbour, under the same shifts. */
export const runDigitNetwork: Run<typeof digitNetwork> = async (settings, context) => {
  const { hidden, passes, rate, seed } = settings;
  const split = splitDigits(await context.digits(), settings.stored, settings.tested, seed);
  const neighbours = await neighbourAccuracies(split, context);
  const network = await DigitNetwork.compile(await context.runtime(), { hidden, learningRate: rate, seed });
  const history: Pass[] = [];
  const outcome = async (): Promise<Outcome> => {
    const accuracies = await accuraciesUnderChanges(network, split.tested);
    return {
      headline: message('digit-network.headline', {
        tested: percent(accuracies[0]),
        neighbour: percent(neighbours[0]),
        stored: settings.stored,
        parameters: denseParameterCount(widthsOf(hidden)),
      }),
      verdicts: [judgeBesideNeighbour(accuracies, neighbours), judgeShift(accuracies)],
      views: [
        learningView(history, neighbours[0]),
        shiftsView(accuracies, neighbours),
        weightsView(network),
        await drawingView(network, settings, split),
        await mistakesView(network, split),
      ],
    };
  };
  try {
    for (let pass = 0; pass < passes; pass++) {
      const done = (part: number) => neighbourShare + (1 - neighbourShare) * ((pass + part) / passes);
      const loss = await network.pass(split.stored, pass, (part) => context.step(done(part)));
      history.push({
        loss,
        learned: accuracy(await network.read(split.stored.pixels), split.stored.labels),
        tested: accuracy(await network.read(split.tested.pixels), split.tested.labels),
      });
      await context.step(done(1), await outcome());
    }
    return await outcome();
  } finally {
    await network.release();
  }
};

/** Of the nearest neighbour alone, under each change. */
async function neighbourAccuracies({ stored, tested }: DigitSplit, context: ExperimentContext): Promise<number[]> {
  const engine = await DistanceEngine.compile(await context.runtime(), stored);
  const accuracies: number[] = [];
  try {
    for (const [i, { change }] of comparedChanges.entries()) {
      const step = (done: number) => context.step((neighbourShare * (i + done)) / comparedChanges.length);
      const pixels = changed(tested.pixels, change);
      const { neighbours } = await answersOf(engine, pixels, tested.labels.length, { ks: [1] }, step);
      accuracies.push(accuracy(neighbours[0], tested.labels));
    }
  } finally {
    await engine.release();
  }
  return accuracies;
}

/** Of the network, under each change. */
async function accuraciesUnderChanges(network: DigitNetwork, { pixels, labels }: DigitSet): Promise<number[]> {
  const accuracies: number[] = [];
  for (const { change } of comparedChanges) {
    accuracies.push(accuracy(await network.read(changed(pixels, change)), labels));
  }
  return accuracies;
}

/** Whether the network reads better than the nearest neighbour; roughly: as well, to half a digit of a hundred. */
function judgeBesideNeighbour([network]: readonly number[], [neighbour]: readonly number[]): JudgedClaim {
  return {
    claim: message('digit-network.claim'),
    verdict: network > neighbour + 0.005 ? 'true' : network > neighbour - 0.005 ? 'roughly' : 'false',
    reason: message('digit-network.reason', { network: percent(network), neighbour: percent(neighbour) }),
  };
}

/** Whether it reads digits that are shifted by four pixels nearly as well as those that are not. */
function judgeShift([plain, , four]: readonly number[]): JudgedClaim {
  return {
    claim: message('digit-network.claimShift'),
    verdict: four > 0.9 * plain ? 'true' : four > 0.6 * plain ? 'roughly' : 'false',
    reason: message('digit-network.reasonShift', { plain: percent(plain), four: percent(four) }),
  };
}

function learningView(history: readonly Pass[], neighbour: number): View {
  const x = history.map((_, pass) => pass + 1);
  return {
    kind: 'plot',
    title: message('digit-network.learning'),
    x: { title: message('digit-network.passAxis'), from: 0 },
    y: { title: message('digits.right'), to: 100 },
    lines: [
      { name: message('digit-network.onTested'), x, y: history.map(({ tested }) => 100 * tested) },
      { name: message('digit-network.onLearned'), x, y: history.map(({ learned }) => 100 * learned), isDashed: true },
    ],
    marks: [{ axis: 'y', at: 100 * neighbour, name: message('digit-network.neighbour') }],
  };
}

function shiftsView(accuracies: readonly number[], neighbours: readonly number[]): View {
  return {
    kind: 'table',
    title: message('digit-network.shifts'),
    columns: [message('digit-network.change'), message('digit-network.network'), message('digit-network.neighbour')],
    rows: comparedChanges.map(({ name }, i) => [
      name,
      literal(percent(accuracies[i])),
      literal(percent(neighbours[i])),
    ]),
  };
}

/** What the first layer looks for: one picture for each unit, [784, units] by its columns. */
function weightsView(network: DigitNetwork): ImagesView {
  const [{ data, shape }] = network.parameters;
  const units = shape[1];
  const isDirect = network.parameters.length === 2;
  const shown = Math.min(shownUnits, units);
  const reach = data.reduce((largest, weight) => Math.max(largest, Math.abs(weight)), 0);
  return {
    kind: 'images',
    title: isDirect ? message('digit-network.templates') : message('digit-network.weights', { shown, units }),
    width: side,
    height: side,
    range: 'signed',
    reach,
    images: Array.from({ length: shown }, (_, unit) => {
      const weights = Float32Array.from({ length: pixelCount }, (_, pixel) => data[pixel * units + unit]);
      return {
        pixels: packed(signedPixels(weights, reach)),
        // Without hidden units, these are the scores themselves.
        caption: isDirect ? literal(unit) : message('digit-network.unit', { number: unit + 1 }),
      };
    }),
  };
}

/** What it makes of the person's drawing, or of the first digit that is tested. */
async function drawingView(
  network: DigitNetwork,
  { drawing, centre }: { readonly drawing: string; readonly centre: boolean },
  { tested }: DigitSplit,
): Promise<View> {
  const asked = askedPicture({ drawing, centre, digit: 1 }, tested);
  const scores = await network.scores(asked.pixels);
  const most = Math.max(...scores);
  const exponentials = Array.from(scores, (score) => Math.exp(score - most));
  const sum = exponentials.reduce((a, b) => a + b, 0);
  return {
    kind: 'bars',
    title:
      asked.label === null
        ? message('digit-network.ofDrawing')
        : message('digit-network.firstDigit', { label: asked.label }),
    value: { title: message('digit-network.probability'), from: 0, to: 1 },
    bars: exponentials.map((value, digit) => ({
      name: digitNames[digit],
      value: value / sum,
      ...(scores[digit] === most ? { isMarked: true as const } : {}),
    })),
  };
}

async function mistakesView(network: DigitNetwork, { tested }: DigitSplit): Promise<View> {
  const answers = await network.read(tested.pixels);
  const wrong = [...answers.keys()].filter((place) => answers[place] !== tested.labels[place]);
  return picturesView(
    message('digit-network.mistakes', { wrong: wrong.length, tested: answers.length }),
    wrong
      .slice(0, shownMistakes)
      .map((place) =>
        picture(
          pictureOf(tested, place),
          message('digit-network.mistake', { label: tested.labels[place], answer: answers[place] }),
        ),
      ),
  );
}
