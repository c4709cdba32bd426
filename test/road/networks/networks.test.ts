import assert from 'node:assert/strict';
import { Random } from '../../../src/random.ts';
import { splitDigits } from '../../../src/road/digits/digits.ts';
import { DistanceEngine } from '../../../src/road/neighbours/distanceEngine.ts';
import { squaredDistances } from '../../../src/road/neighbours/nearest.ts';
import { curveObjective, hiddenUnits, networkAt } from '../../../src/road/networks/curveNetwork.ts';
import { denseParameters } from '../../../src/road/networks/dense.ts';
import { EngineTraining } from '../../../src/road/networks/engineTraining.ts';
import { odeToJoy } from '../../../src/road/sound/melody.ts';
import {
  earAt,
  orchestraObjective,
  orchestraParameters,
  oscillatorsOf,
  sampleRate,
} from '../../../src/road/sound/orchestra.ts';
import { digits } from '../digits.ts';
import { runtime } from '../runtime.ts';

const near = (a: number, b: number, tolerance: number) =>
  assert.ok(Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(b)), `${a} and ${b}`);

/** Central differences of a loss by some numbers of every parameter, beside what back-propagation finds. */
async function checkSlopes(
  training: EngineTraining,
  loss: () => number,
  examples: Parameters<EngineTraining['step']>[0],
) {
  await training.differentiate(examples);
  const h = 1e-3;
  training.parameters.forEach(({ data }, p) => {
    for (const i of [0, data.length >> 1, data.length - 1]) {
      const before = data[i];
      data[i] = before + h;
      const [above, high] = [data[i], loss()];
      data[i] = before - h;
      const [below, low] = [data[i], loss()];
      data[i] = before;
      near(training.gradients[p][i], (high - low) / (above - below), 2e-3);
    }
  });
}

describe('training on the engine', () => {
  it('has the slopes of the curve network that finite differences find, with every bend', async () => {
    const x = Float32Array.of(-0.9, -0.2, 0.4, 0.8);
    const y = Float32Array.of(0.3, -0.5, 0.9, 0.1);
    for (const bend of ['tanh', 'relu', 'sigmoid'] as const) {
      const initial = denseParameters([1, 5, 1], new Random(2), [{ gain: 2, biasSpread: 0.5 }]);
      const training = await EngineTraining.compile(await runtime(), initial, curveObjective(bend, 4));
      const loss = () => {
        const parts = hiddenUnits(training.parameters, bend);
        return x.reduce((sum, at, i) => sum + (networkAt(parts, at) - y[i]) ** 2 / 4, 0);
      };
      const examples = { x: { data: x, shape: [4, 1] }, y: { data: y, shape: [4, 1] } };
      near((await training.differentiate(examples)).loss, loss(), 1e-5);
      await checkSlopes(training, loss, examples);
      await training.release();
    }
  });

  it('has the slopes of the orchestra that finite differences find', async () => {
    const notes = odeToJoy.length;
    const training = await EngineTraining.compile(
      await runtime(),
      orchestraParameters(3, notes, new Random(4)),
      orchestraObjective(notes),
    );
    const ear = earAt(0.2);
    const random = new Random(6);
    const sound = Float32Array.from({ length: ear.length * notes }, () => random.normal());
    const loss = () => {
      const played = oscillatorsOf(training.parameters, notes);
      let sum = 0;
      for (let i = 0; i < ear.length; i++) {
        for (let n = 0; n < notes; n++) {
          const heard = played[n].reduce(
            (total, { hertz, amplitude, phase }) =>
              total + amplitude * Math.sin((2 * Math.PI * hertz * i) / sampleRate + phase),
            0,
          );
          sum += (ear[i] * (heard - sound[i * notes + n]) ** 2) / notes;
        }
      }
      return sum;
    };
    await checkSlopes(training, loss, {
      sound: { data: sound, shape: [ear.length, notes] },
      ear: { data: ear, shape: [ear.length, 1] },
    });
    await training.release();
  });

  it('changes nothing where the loss is no number any more', async () => {
    const training = await EngineTraining.compile(
      await runtime(),
      denseParameters([1, 2, 1], new Random(1)),
      curveObjective('tanh', 1),
    );
    const before = training.parameters.map(({ data }) => [...data]);
    const report = await training.step(
      { x: { data: Float32Array.of(1), shape: [1, 1] }, y: { data: Float32Array.of(Number.NaN), shape: [1, 1] } },
      0.1,
    );
    assert.ok(!report.isFinite);
    assert.deepEqual(
      training.parameters.map(({ data }) => [...data]),
      before,
    );
    await training.release();
  });
});

describe('distances on the engine', () => {
  it('are those of plain loops', async () => {
    const { stored, tested } = splitDigits(digits(), 50, 120, 3);
    const engine = await DistanceEngine.compile(await runtime(), stored);
    let pictures = 0;
    await engine.forEach(
      tested.pixels,
      (squared, place) => {
        const exact = squaredDistances(tested.pixels.subarray(place * 784, (place + 1) * 784), stored.pixels);
        squared.forEach((distance, i) => void near(distance, exact[i], 1e-4));
        pictures++;
      },
      async () => {},
    );
    await engine.release();
    assert.equal(pictures, 120);
  });

  it('are not negative between a picture and itself', async () => {
    const { stored } = splitDigits(digits(), 50, 10, 3);
    const engine = await DistanceEngine.compile(await runtime(), stored);
    await engine.forEach(
      stored.pixels,
      (squared, place) => {
        assert.ok(squared.every((distance) => distance >= 0));
        assert.ok(squared[place] < 1e-3);
      },
      async () => {},
    );
    await engine.release();
  });
});
