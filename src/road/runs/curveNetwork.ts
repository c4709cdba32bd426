import { Random } from '../../random.ts';
import type { Outcome, Run } from '../experiment.ts';
import type { curveNetwork } from '../experiments/curveNetwork.ts';
import { message } from '../message.ts';
import { curveObjective, hiddenUnits, networkAt } from '../networks/curveNetwork.ts';
import { denseParameterCount, denseParameters } from '../networks/dense.ts';
import { EngineTraining } from '../networks/engineTraining.ts';
import { rootMeanSquare } from '../regression/leastSquares.ts';
import { evenly, samples, targets } from '../regression/targets.ts';

const testedCount = 500;
/** Steps between two looks. */
const every = 50;

/** Trains b + W2·h(a + W1·x) by Adam, and takes it apart. */
export const runCurveNetwork: Run<typeof curveNetwork> = async (settings, context) => {
  const { hidden, target, bend, points, noise, steps, rate, seed } = settings;
  const learned = samples(target, points, noise, new Random(seed));
  const tested = samples(target, testedCount, noise, Random.at(seed, 1));
  // The first layer is drawn wide, so that its bends lie all over the picture.
  const initial = denseParameters([1, hidden, 1], Random.at(seed, 2), [{ gain: 4, biasSpread: 2 }]);
  const training = await EngineTraining.compile(await context.runtime(), initial, curveObjective(bend, points));
  const examples = {
    x: { data: Float32Array.from(learned.x), shape: [points, 1] },
    y: { data: Float32Array.from(learned.y), shape: [points, 1] },
  };
  const curve: { step: number; learned: number; tested: number }[] = [];
  const outcome = (): Outcome => {
    const parts = hiddenUnits(training.parameters, bend);
    const last = curve.at(-1)!;
    const x = [...evenly(201)];
    const y = { title: message('curve.y') };
    return {
      headline: message('curve-network.headline', {
        hidden,
        parameters: denseParameterCount([1, hidden, 1]),
        learned: last.learned,
        tested: last.tested,
        steps: last.step,
      }),
      views: [
        {
          kind: 'plot',
          title: message('curve-network.fit'),
          x: { title: message('curve.x'), from: -1, to: 1 },
          y,
          lines: [
            { name: message('curve-network.network'), x, y: x.map((at) => networkAt(parts, at)) },
            { name: message('curve.target'), x, y: x.map(targets[target]), isDashed: true },
          ],
          points: [{ name: message('curve.points'), x: [...learned.x], y: [...learned.y] }],
        },
        {
          kind: 'plot',
          title: message('curve-network.units'),
          x: { title: message('curve.x'), from: -1, to: 1 },
          y: { title: message('curve-network.adds') },
          lines: parts.units.map((unit, i) => ({
            name: message('curve-network.unit', { number: i + 1 }),
            x,
            y: x.map(unit),
          })),
          marks: [{ axis: 'y', at: parts.base, name: message('curve-network.base') }],
        },
        {
          kind: 'plot',
          title: message('curve-network.learning'),
          x: { title: message('curve-network.stepAxis'), from: 0 },
          y: { title: message('curve.error'), scale: 'log' },
          lines: [
            {
              name: message('polynomial-fit.onLearned'),
              x: curve.map(({ step }) => step),
              y: curve.map(({ learned: error }) => error),
            },
            {
              name: message('polynomial-fit.onTested'),
              x: curve.map(({ step }) => step),
              y: curve.map(({ tested: error }) => error),
              isDashed: true,
            },
          ],
        },
      ],
    };
  };
  try {
    for (let step = 0; step <= steps; step++) {
      if (step % every === 0 || step === steps) {
        const parts = hiddenUnits(training.parameters, bend);
        const at = (x: number) => networkAt(parts, x);
        curve.push({ step, learned: rootMeanSquare(learned, at), tested: rootMeanSquare(tested, at) });
        await context.step(step / steps, outcome());
      }
      if (step < steps) await training.step(examples, rate);
    }
    return outcome();
  } finally {
    await training.release();
  }
};
