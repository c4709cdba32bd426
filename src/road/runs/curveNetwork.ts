import { Random } from '../../random.ts';
import type { Outcome, Run } from '../experiment.ts';
import type { curveNetwork } from '../experiments/curveNetwork.ts';
import type { SettingsOf } from '../field.ts';
import { message } from '../message.ts';
import { curveObjective, type HiddenUnits, hiddenUnits, networkAt } from '../networks/curveNetwork.ts';
import { denseParameterCount, denseParameters } from '../networks/dense.ts';
import { EngineTraining } from '../networks/engineTraining.ts';
import { rootMeanSquare } from '../regression/leastSquares.ts';
import { evenly, type Samples, samples, targets } from '../regression/targets.ts';
import type { View } from '../view.ts';

type Settings = SettingsOf<typeof curveNetwork.fields>;

/** How far the network is from the points at a step, root mean square. */
interface Look {
  readonly step: number;
  readonly learned: number;
  readonly tested: number;
}

const testedCount = 500;
/** Steps between two looks. */
const every = 50;
/** Where curves are drawn. */
const places = [...evenly(201)];

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
  const looks: Look[] = [];
  const outcome = () => outcomeOf(hiddenUnits(training.parameters, bend), looks, learned, settings);
  try {
    for (let step = 0; step <= steps; step++) {
      if (step % every === 0 || step === steps) {
        const parts = hiddenUnits(training.parameters, bend);
        const at = (x: number) => networkAt(parts, x);
        looks.push({ step, learned: rootMeanSquare(learned, at), tested: rootMeanSquare(tested, at) });
        await context.step(step / steps, outcome());
      }
      if (step < steps) await training.step(examples, rate);
    }
    return outcome();
  } finally {
    await training.release();
  }
};

function outcomeOf(parts: HiddenUnits, looks: readonly Look[], points: Samples, { hidden, target }: Settings): Outcome {
  const { step, learned, tested } = looks.at(-1)!;
  const parameters = denseParameterCount([1, hidden, 1]);
  return {
    headline: message('curve-network.headline', { hidden, parameters, learned, tested, steps: step }),
    views: [fitView(parts, points, target), unitsView(parts), learningView(looks)],
  };
}

function fitView(parts: HiddenUnits, points: Samples, target: Settings['target']): View {
  return {
    kind: 'plot',
    title: message('curve-network.fit'),
    x: { title: message('curve.x'), from: -1, to: 1 },
    y: { title: message('curve.y') },
    lines: [
      { name: message('curve-network.network'), x: places, y: places.map((at) => networkAt(parts, at)) },
      { name: message('curve.target'), x: places, y: places.map(targets[target]), isDashed: true },
    ],
    points: [{ name: message('curve.points'), x: [...points.x], y: [...points.y] }],
  };
}

/** What each hidden unit adds. */
function unitsView({ base, units }: HiddenUnits): View {
  return {
    kind: 'plot',
    title: message('curve-network.units'),
    x: { title: message('curve.x'), from: -1, to: 1 },
    y: { title: message('curve-network.adds') },
    lines: units.map((unit, i) => ({
      name: message('curve-network.unit', { number: i + 1 }),
      x: places,
      y: places.map(unit),
    })),
    marks: [{ axis: 'y', at: base, name: message('curve-network.base') }],
  };
}

function learningView(looks: readonly Look[]): View {
  const x = looks.map(({ step }) => step);
  return {
    kind: 'plot',
    title: message('curve-network.learning'),
    x: { title: message('curve-network.stepAxis'), from: 0 },
    y: { title: message('curve.error'), scale: 'log' },
    lines: [
      { name: message('polynomial-fit.onLearned'), x, y: looks.map(({ learned }) => learned) },
      { name: message('polynomial-fit.onTested'), x, y: looks.map(({ tested }) => tested), isDashed: true },
    ],
  };
}
