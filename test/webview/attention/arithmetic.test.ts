import assert from 'node:assert/strict';
import katex from 'katex';
import { cellArithmetic } from '../../../src/analysis/cell.ts';
import type { CellArithmetic } from '../../../src/protocol/run.ts';
import { tolerance, workedCell } from '../../../webview/attention/arithmetic.ts';
import { formulas, stages } from '../../../webview/attention/formulas.ts';
import { fakeRun } from '../../ui/attention/fakeRun.ts';
import { fakeTokens } from '../../ui/attention/fakeTokens.ts';
import { texts } from '../../ui/attention/texts.ts';

const tokens = fakeTokens(texts.english);
const run = fakeRun('run', texts.english, tokens, { layers: 2, heads: 6, keyValueHeads: 2 });

const cellOf = (layer: number, head: number, query: number, key: number): CellArithmetic => ({
  runId: 'run',
  layer,
  head,
  ...cellArithmetic(run.layers[layer], head, query, key),
});

describe('the arithmetic of one weight', () => {
  it("worked out again agrees with the run's tensors, everywhere", () => {
    for (let layer = 0; layer < 2; layer += 1) {
      for (let head = 0; head < 6; head += 1) {
        for (let query = 0; query < tokens.length; query += 5) {
          for (let key = 0; key <= query; key += 3) {
            const cell = cellOf(layer, head, query, key);
            const worked = workedCell(cell);
            assert.ok(worked.disagreement <= tolerance, `${worked.disagreement}`);
            assert.ok(Math.abs(worked.weight - cell.weights[key]) <= tolerance);
            assert.ok(Math.abs(worked.own + worked.others - worked.z) < 1e-9);
          }
        }
      }
    }
  });

  it('finds any number that does not follow from the others', () => {
    const change: ((cell: CellArithmetic) => CellArithmetic)[] = [
      (cell) => ({ ...cell, q: cell.q.map((value, i) => (i === 3 ? value + 0.5 : value)) }),
      (cell) => ({ ...cell, scale: cell.scale * 1.01 }),
      (cell) => ({ ...cell, raw: cell.raw.map((value, i) => (i === 2 ? value + 0.1 : value)) }),
      (cell) => ({ ...cell, weights: cell.weights.map((value, i) => (i === 4 ? value + 0.001 : value)) }),
      (cell) => ({ ...cell, weights: cell.weights.map((value, i) => (i === cell.query + 1 ? 0.001 : value)) }),
      (cell) => ({ ...cell, z: cell.z.map((value, i) => (i === 0 ? value + 0.001 : value)) }),
      (cell) => ({ ...cell, scores: cell.scores.map((value, i) => (i === 0 ? Number.NaN : value)) }),
    ];
    const cell = cellOf(1, 2, 12, 4);
    assert.ok(workedCell(cell).disagreement <= tolerance);
    change.forEach((spoil, i) => {
      assert.ok(!(workedCell(spoil(cell)).disagreement <= tolerance), `change ${i}`);
    });
  });

  it('is typeset with these numbers', () => {
    const cell = cellOf(0, 3, 12, 4);
    const worked = workedCell(cell);
    const all = formulas(cell, worked);
    for (const stage of stages) katex.renderToString(all[stage], { output: 'mathml', throwOnError: true });
    const digits = (value: number) => Math.abs(value).toPrecision(4);
    assert.ok(all.compare.endsWith(digits(worked.raw)), all.compare);
    assert.match(all.scale, /\\sqrt\{32\}/);
    assert.ok(all.softmax.endsWith(digits(worked.weight)), all.softmax);
    assert.match(all.mask, /j>12/);
    assert.ok(all.addUp.endsWith(digits(worked.z)), all.addUp);
  });

  it('names the factor where it is not one over the root of the size', () => {
    const cell = { ...cellOf(0, 3, 12, 4), scale: 0.5 };
    assert.match(formulas(cell, workedCell(cell)).scale, /\\times 0\.5000/);
  });

  it('stays finite for scores that overflow the exponential', () => {
    const raw = Float32Array.of(4000, 4100);
    const cell: CellArithmetic = {
      ...cellOf(0, 0, 1, 0),
      q: Float32Array.of(1),
      k: Float32Array.of(4000),
      scale: 1,
      raw,
      scores: raw,
      weights: Float32Array.of(0, 1),
      values: Float32Array.of(3, 5),
      z: Float32Array.of(5),
    };
    assert.ok(workedCell(cell).disagreement <= tolerance);
  });
});
