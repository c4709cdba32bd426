import assert from 'node:assert/strict';
import fc from 'fast-check';
import { gradients } from '../../../src/engine/gradients.ts';
import { Graph } from '../../../src/engine/graph.ts';
import { add, multiply, tanh } from '../../../src/engine/operators/elementwise.ts';
import { chooseRuntime } from '../../../src/engine/runtimes/chooseRuntime.node.ts';
import { Random } from '../../../src/random.ts';
import { arrows, backward, byTrying, forward, numberNames } from '../../../src/road/descent/eightNumbers.ts';
import { guessAtRandom, guessByGradient, guessByHalves, losses } from '../../../src/road/descent/guessing.ts';
import { adam, descend, rollDown, searchAtRandom, stepsUntil } from '../../../src/road/descent/searches.ts';
import { height, levelLine, type Surface, slope, surfaces } from '../../../src/road/descent/surfaces.ts';

const near = (a: number, b: number, tolerance: number) =>
  assert.ok(Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(b)), `${a} and ${b}`);
const secret = { target: 0.00034, high: 100, tolerance: 0.00001 };

describe('the guessing game', () => {
  it('halves what is left: 100 is too high, 0 too low', () => {
    const guesses = guessByHalves(secret, 1000);
    assert.deepEqual(guesses.first.slice(0, 4), [100, 0, 50, 25]);
    assert.ok(guesses.isFound && Math.abs(guesses.last - secret.target) <= secret.tolerance);
    // The two ends, and then no more than it takes to halve 100 down to twice the tolerance.
    assert.ok(guesses.count <= 2 + Math.ceil(Math.log2(100 / 0.00002)));
  });

  it('goes down the square in as many steps as the rate makes of it', () => {
    // Each guess misses by |1 − 2·rate| times as much as the one before.
    const guesses = guessByGradient(secret, 'square', 0.3, 1000);
    const steps = Math.ceil(Math.log(secret.tolerance / (100 - secret.target)) / Math.log(0.4));
    assert.equal(guesses.count, 1 + steps);
    assert.equal(guessByGradient(secret, 'square', 0.5, 1000).count, 2);
    assert.ok(!guessByGradient(secret, 'square', 1.1, 10_000).isFound);
  });

  it('is never over by going down the difference', () => {
    const guesses = guessByGradient(secret, 'difference', 1, 500);
    assert.ok(!guesses.isFound);
    assert.equal(guesses.last, 100 + 499);
  });

  it('takes as many guesses at random as chance has it', () => {
    const easy = { target: 50, high: 100, tolerance: 1 };
    const counts = Array.from({ length: 400 }, (_, n) => guessAtRandom(easy, 100_000, Random.at(1, n)).count);
    // Geometric with a mean of 50 and as large a deviation: the mean of 400 has one of 2.5.
    near(counts.reduce((a, b) => a + b) / 400, 50, 0.2);
    assert.equal(guessAtRandom(secret, 1000, new Random(1)).count, 1000);
  });

  it('has slopes that are the derivatives', () => {
    for (const { value, slope: by } of Object.values(losses)) {
      for (const at of [-2, 0.3, 7]) near((value(1, at + 1e-6) - value(1, at - 1e-6)) / 2e-6, by(1, at), 1e-6);
    }
  });
});

describe('the surfaces', () => {
  const places = fc.tuple(fc.double({ min: -2, max: 2, noNaN: true }), fc.double({ min: -2, max: 2, noNaN: true }));
  for (const [name, surface] of Object.entries<Surface>(surfaces)) {
    it(`have the slope that trying finds: ${name}`, () => {
      fc.assert(
        fc.property(places, ([x, y]) => {
          const h = 1e-5;
          const [along, across] = slope(surface, [x, y]);
          near((height(surface, [x + h, y]) - height(surface, [x - h, y])) / (2 * h), along, 1e-6);
          near((height(surface, [x, y + h]) - height(surface, [x, y - h])) / (2 * h), across, 1e-6);
        }),
      );
    });

    it(`are lowest where they say so: ${name}`, () => {
      const [along, across] = slope(surface, surface.lowest);
      assert.ok(Math.hypot(along, across) < 1e-3);
      fc.assert(fc.property(places, (place) => height(surface, place) >= height(surface, surface.lowest) - 1e-6));
    });

    it(`have lines on which the height is the level: ${name}`, () => {
      const { x, above, below } = levelLine(surface, 2);
      let points = 0;
      for (const side of [above, below]) {
        side.forEach((y, i) => {
          if (y === null) return;
          near(height(surface, [x[i], y]), 2, 1e-9);
          points++;
        });
      }
      assert.ok(points > 50);
    });
  }
});

describe('searching a surface', () => {
  const { bowl } = surfaces;

  it('multiplies the way to the bowl’s floor by 1 − rate·curvature at every step', () => {
    const path = descend(bowl, 10, 0.01);
    near(path[10][0], bowl.start[0] * (1 - 0.02) ** 10, 1e-12);
    near(path[10][1], bowl.start[1] * (1 - 0.5) ** 10, 1e-12);
  });

  it('is lost where the rate is too large', () => {
    assert.ok(descend(bowl, 1000, 0.05).length < 1000);
  });

  it('is plain descent where no speed is kept', () => {
    assert.deepEqual(rollDown(bowl, 20, 0.01, 0), descend(bowl, 20, 0.01));
  });

  it('first goes by the rate along every axis: Adam', () => {
    const [, first] = adam(bowl, 1, 0.1);
    near(first[0], bowl.start[0] + 0.1, 1e-6);
    near(first[1], bowl.start[1] - 0.1, 1e-6);
  });

  it('never climbs at random', () => {
    const path = searchAtRandom(surfaces.banana, 300, 0.1, new Random(5));
    for (let i = 1; i < path.length; i++)
      assert.ok(height(surfaces.banana, path[i]) <= height(surfaces.banana, path[i - 1]));
  });

  it('tells when it was there', () => {
    const path = descend(bowl, 400, 0.03);
    const step = stepsUntil(bowl, path, 1e-3)!;
    assert.ok(height(bowl, path[step]) <= 1e-3 && height(bowl, path[step - 1]) > 1e-3);
    assert.equal(stepsUntil(bowl, path.slice(0, 3), 1e-3), null);
  });
});

describe('back-propagation on eight numbers', () => {
  const given = fc.record({
    a: fc.double({ min: -2, max: 2, noNaN: true }),
    b: fc.double({ min: -2, max: 2, noNaN: true }),
    c: fc.double({ min: -2, max: 2, noNaN: true }),
  });

  it('computes forward by hand', () => {
    const numbers = forward({ a: 2, b: -1, c: 1.5 });
    const g = Math.tanh(-1);
    assert.deepEqual(numbers, { a: 2, b: -1, c: 1.5, d: -2, e: 0.5, f: -1, g, L: g * g });
  });

  it('finds what finite differences find, for each of the eight', () => {
    fc.assert(
      fc.property(given, (values) => {
        const found = backward(forward(values));
        for (const name of numberNames) near(byTrying(values, name), found[name], 1e-7);
      }),
    );
  });

  it('has factors that finite differences find, on every arrow', () => {
    fc.assert(
      fc.property(given, (values) => {
        const numbers = forward(values);
        for (const { from, to, factor } of arrows(numbers)) {
          // Only this arrow: everything else that `to` is made of stays.
          const others = Object.fromEntries(
            numberNames.slice(0, numberNames.indexOf(to)).map((name) => [name, numbers[name]]),
          );
          const at = (value: number) => forward(values, { ...others, [from]: value })[to];
          near((at(numbers[from] + 1e-5) - at(numbers[from] - 1e-5)) / 2e-5, factor.value, 1e-7);
        }
      }),
    );
  });

  it('is what the engine finds', async () => {
    const values = { a: 0.7, b: -1.2, c: 0.4 };
    const graph = new Graph();
    const [a, b, c] = ['a', 'b', 'c'].map((name) => graph.input(name, 'f32', []));
    const g = tanh(multiply(multiply(a, b), add(b, c)));
    const loss = multiply(g, g);
    for (const [value, gradient] of gradients(loss, [a, b, c])) graph.output(`by ${value.name}`, gradient.dense!);
    const executable = await (await chooseRuntime({ runtime: 'auto', threads: 1 })).compile(graph);
    const feeds = Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, { data: Float32Array.of(value), shape: [] }]),
    );
    const results = await executable.run(feeds, ['by a', 'by b', 'by c']);
    await executable.release();
    for (const name of ['a', 'b', 'c'] as const) {
      near(Number(results[`by ${name}`].data[0]), backward(forward(values))[name], 1e-6);
    }
  });
});
