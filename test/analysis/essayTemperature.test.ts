import assert from 'node:assert/strict';
import { essayExample } from '../../src/analysis/essayTemperature.ts';
import { verdictOn } from '../../src/analysis/verdict.ts';

const close = (actual: number, expected: number, tolerance: number) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not ${expected}`);

describe("the essay's example of temperature", () => {
  const { tokens, probabilities, softened, sharpened, claims } = essayExample();

  it('gives the last token .999983 at temperature 1', () => {
    assert.equal(tokens[3], '你');
    close(probabilities[3], 0.999983, 5e-7);
    close(probabilities[2], Math.exp(-11), 1e-9);
  });

  it('gives it .7 at temperature 10.86 only, and the others are not .1 each there', () => {
    close(softened.temperature, 10.86, 0.005);
    close(softened.probabilities[3], 0.7, 1e-12);
    const weights = [11, 22, 44, 55].map((logit) => Math.exp((logit - 55) / softened.temperature));
    const total = weights.reduce((sum, weight) => sum + weight);
    weights.forEach((weight, i) => {
      close(softened.probabilities[i], weight / total, 1e-12);
    });
  });

  it('sharpens its probabilities at temperature .5', () => {
    [0.0192, 0.0192, 0.0192, 0.9423].forEach((expected, i) => {
      close(sharpened.probabilities[i], expected, 5e-5);
    });
  });

  it('judges what the essay says', () => {
    assert.deepEqual(
      claims.map(({ about, verdict }) => [about, verdict]),
      [
        ['probability', 'false'],
        ['temperature', 'false'],
        ['sharpening', 'true'],
      ],
    );
    assert.deepEqual(
      claims.map(({ computed }) => computed),
      [probabilities[3], softened.temperature, sharpened.probabilities[3]],
    );
  });
});

describe('verdictOn', () => {
  it('tells what is exact from what is near and from what is neither', () => {
    assert.equal(verdictOn(0.7, 0.7), 'true');
    assert.equal(verdictOn(0.7, 0.706), 'true');
    assert.equal(verdictOn(0.7, 0.75), 'roughly');
    assert.equal(verdictOn(0.7, 0.94), 'false');
    assert.equal(verdictOn(-1, 1), 'false');
  });
});
