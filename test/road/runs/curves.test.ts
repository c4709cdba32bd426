import assert from 'node:assert/strict';
import { curveNetwork } from '../../../src/road/experiments/curveNetwork.ts';
import { orchestra } from '../../../src/road/experiments/orchestra.ts';
import { parameterCount } from '../../../src/road/experiments/parameterCount.ts';
import { polynomialFit } from '../../../src/road/experiments/polynomialFit.ts';
import { runge } from '../../../src/road/experiments/runge.ts';
import { startOf } from '../../../src/road/field.ts';
import { runCurveNetwork } from '../../../src/road/runs/curveNetwork.ts';
import { runOrchestra } from '../../../src/road/runs/orchestra.ts';
import { runParameterCount } from '../../../src/road/runs/parameterCount.ts';
import { runPolynomialFit } from '../../../src/road/runs/polynomialFit.ts';
import { runRunge } from '../../../src/road/runs/runge.ts';
import { testContext } from '../contextForTests.ts';
import { runtime } from '../runtime.ts';

const given = () => testContext({ runtime });

describe('a polynomial through noisy points', () => {
  it('learns its points by heart at a high degree, and is best on new points at a low one', async () => {
    const { verdicts, headline } = await runPolynomialFit(startOf(polynomialFit.fields), given().context);
    assert.deepEqual(
      verdicts?.map(({ verdict }) => verdict),
      ['true', 'false'],
    );
    assert.ok(Number(headline.parameters?.best) < 8);
    assert.ok(Number(headline.parameters?.tested) > Number(headline.parameters?.learned));
  });

  it('has nothing to regret without noise', async () => {
    const settings = { ...startOf(polynomialFit.fields), noise: 0, points: 60, degree: 15 };
    const { headline } = await runPolynomialFit(settings, given().context);
    assert.ok(Number(headline.parameters?.tested) < 1e-6);
  });
});

describe('three polynomials for one curve', () => {
  it('explode, converge, and converge slowly on Runge’s function', async () => {
    const { verdicts } = await runRunge(startOf(runge.fields), given().context);
    assert.deepEqual(
      verdicts?.map(({ verdict }) => verdict),
      ['true', 'true', 'true'],
    );
  });

  it('do not explode on a sine', async () => {
    const { verdicts } = await runRunge({ ...startOf(runge.fields), target: 'sine' }, given().context);
    assert.equal(verdicts?.[0].verdict, 'false');
  });
});

describe('counting parameters', () => {
  it('is right about the essay’s two numbers', async () => {
    const { verdicts, headline } = await runParameterCount(startOf(parameterCount.fields), given().context);
    assert.deepEqual(
      verdicts?.map(({ verdict }) => verdict),
      ['true', 'true'],
    );
    assert.equal(headline.parameters?.polynomial, 80_931_145);
    assert.equal(headline.parameters?.network, 101_770);
  });

  it('says nothing of other sizes', async () => {
    const settings = { ...startOf(parameterCount.fields), inputs: 100 };
    assert.deepEqual((await runParameterCount(settings, given().context)).verdicts, []);
  });
});

describe('the network that fits a curve', () => {
  const settings = { ...startOf(curveNetwork.fields), steps: 1000 };

  it('comes near to Runge’s function, and is the sum of its hidden units', async () => {
    const { context, steps } = given();
    const { headline, views } = await runCurveNetwork(settings, context);
    assert.ok(Number(headline.parameters?.learned) < 0.15);
    const [fit, units] = views;
    assert.ok(fit.kind === 'plot' && units.kind === 'plot');
    fit.lines![0].y.forEach((value, i) => {
      const sum = units.lines!.reduce((total, { y }) => total + y[i]!, units.marks![0].at);
      assert.ok(Math.abs(sum - value!) < 1e-12);
    });
    assert.equal(units.lines!.length, 6);
    assert.ok(steps.length > 10 && steps.every(({ partial }) => partial));
  });

  it('comes near with any bend', async () => {
    for (const bend of ['relu', 'sigmoid'] as const) {
      const { headline } = await runCurveNetwork({ ...settings, bend, target: 'corner' }, given().context);
      assert.ok(Number(headline.parameters?.learned) < 0.1, `${bend} ${headline.parameters?.learned}`);
    }
  });

  it('repeats from its seed', async () => {
    const few = { ...settings, steps: 20 };
    assert.deepEqual(await runCurveNetwork(few, given().context), await runCurveNetwork(few, given().context));
    assert.notDeepEqual(
      await runCurveNetwork({ ...few, seed: 2 }, given().context),
      await runCurveNetwork(few, given().context),
    );
  });
});

describe('the orchestra', () => {
  it('finds all five pitches of the Ode to Joy, and misses next to nothing', async () => {
    const { headline, views } = await runOrchestra(startOf(orchestra.fields), given().context);
    assert.equal(headline.parameters?.wanted, 5);
    assert.equal(headline.parameters?.found, 5);
    assert.ok(Number.parseFloat(String(headline.parameters?.missed)) < 1);
    const [sounds] = views;
    assert.ok(sounds.kind === 'sound');
    // The tune, all, four moments of the learning, three with one muted, eight alone.
    assert.equal(sounds.sounds.length, 2 + 4 + 3 + 8);
    assert.ok(sounds.sounds.every(({ parts }) => parts.length === 15));
  });

  it('hears too much at once where it hears all from the start', async () => {
    const { headline } = await runOrchestra({ ...startOf(orchestra.fields), ear: 'whole' }, given().context);
    assert.ok(Number(headline.parameters?.found) < 5);
  });

  it('cannot play five pitches with three oscillators', async () => {
    const { headline } = await runOrchestra({ ...startOf(orchestra.fields), oscillators: 3 }, given().context);
    assert.equal(headline.parameters?.found, 3);
  });
});
