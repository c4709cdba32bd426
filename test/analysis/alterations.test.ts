import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hideFirstToken, mergeWords, type Word } from '../../src/analysis/alterations.ts';

/** A random causal pattern: rows sum to 1, 0 above the diagonal. */
const causal = fc.integer({ min: 1, max: 12 }).chain((length) =>
  fc
    .array(fc.float({ min: Math.fround(0.01), max: 1, noNaN: true }), {
      minLength: length ** 2,
      maxLength: length ** 2,
    })
    .map((raw) => {
      const pattern = new Float32Array(length * length);
      for (let query = 0; query < length; query++) {
        const row = raw.slice(query * length, query * length + query + 1);
        const sum = row.reduce((a, b) => a + b, 0);
        row.forEach((value, key) => {
          pattern[query * length + key] = value / sum;
        });
      }
      return { pattern, length };
    }),
);

function rowSums(pattern: Float32Array, length: number): number[] {
  return Array.from({ length }, (_, row) => pattern.slice(row * length, (row + 1) * length).reduce((a, b) => a + b, 0));
}

describe('alterations of a pattern', () => {
  it('hides the first token and renormalises the rest', () => {
    const pattern = Float32Array.of(1, 0, 0, 0.5, 0.5, 0, 0.5, 0.125, 0.375);
    assert.deepEqual([...hideFirstToken(pattern, 3)], [0, 0, 0, 0, 1, 0, 0, 0.25, 0.75]);
  });

  it('leaves a row that gave everything to the first token at 0, not NaN', () => {
    assert.deepEqual([...hideFirstToken(Float32Array.of(1, 0, 1, 0), 2)], [0, 0, 0, 0]);
  });

  it('merges words: sum over keys, mean over queries', () => {
    const pattern = Float32Array.of(1, 0, 0, 0.5, 0.5, 0, 0.5, 0.25, 0.25);
    const words: Word[] = [
      { first: 0, last: 0 },
      { first: 1, last: 2 },
    ];
    assert.deepEqual([...mergeWords(pattern, 3, words)], [1, 0, 0.5, 0.5]);
  });

  it('keeps rows summing to 1 and the upper triangle 0', () => {
    fc.assert(
      fc.property(causal, fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }), ({ pattern, length }, breaks) => {
        const words: Word[] = [];
        for (let token = 0; token < length; token++) {
          const open = words.at(-1);
          if (open && breaks[token]) words[words.length - 1] = { first: open.first, last: token };
          else words.push({ first: token, last: token });
        }
        const merged = mergeWords(pattern, length, words);
        for (const sum of rowSums(merged, words.length)) assert.ok(Math.abs(sum - 1) < 1e-5);
        const hidden = hideFirstToken(pattern, length);
        for (const [row, sum] of rowSums(hidden, length).entries())
          assert.ok(Math.abs(sum - (row === 0 ? 0 : 1)) < 1e-5);
        for (const [altered, size] of [
          [merged, words.length],
          [hidden, length],
        ] as const) {
          altered.forEach((weight, cell) => {
            if (cell % size > Math.floor(cell / size)) assert.equal(weight, 0);
          });
        }
      }),
    );
  });
});
