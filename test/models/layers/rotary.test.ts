import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { Graph } from '../../../src/engine/graph.ts';
import { onnxruntimeNode } from '../../../src/engine/runtimes/onnxruntimeNode.node.ts';
import { Hooks } from '../../../src/models/hooks.ts';
import { parseRope, type Rope, rotate, rotation } from '../../../src/models/layers/rotary.ts';
import { distance } from '../goldenCases.ts';

const frequencies = [1, 0.3, 0.05, 0.01, 0.001, 1e-4];
const scaled = ({ scale = (frequency: number) => frequency }: Rope) => frequencies.map(scale);

describe('rotary positions', () => {
  it('reads the same from every spelling that transformers has had', () => {
    const factors = { factor: 8, low_freq_factor: 1, high_freq_factor: 4, original_max_position_embeddings: 64 };
    const today = { rope_parameters: { rope_type: 'llama3', rope_theta: 500_000, ...factors } };
    const before = { rope_theta: 500_000, rope_scaling: { rope_type: 'llama3', ...factors } };
    const oldest = { rope_theta: 500_000, rope_scaling: { type: 'llama3', ...factors } };
    const [first, ...others] = [today, before, oldest].map((json) => parseRope(json, 512));
    assert.equal(first.theta, 500_000);
    for (const other of others) {
      assert.equal(other.theta, first.theta);
      assert.deepEqual(scaled(other), scaled(first));
    }
    assert.equal(parseRope({}, 512).theta, 10_000);
    assert.deepEqual(scaled(parseRope({ rope_scaling: null, rope_theta: 10_000 }, 512)), frequencies);
  });

  it('keeps fast frequencies, slows slow ones down, and blends between (llama3)', () => {
    const factors = { factor: 8, low_freq_factor: 1, high_freq_factor: 4 };
    const rope = parseRope({ rope_parameters: { rope_type: 'llama3', ...factors } }, 628); // 628 · 0.01 = one turn
    const turn = (2 * Math.PI) / 628;
    assert.equal(rope.scale!(4.001 * turn), 4.001 * turn);
    assert.equal(rope.scale!(0.999 * turn), (0.999 * turn) / 8);
    for (const turns of [1.2, 2.5, 3.7]) {
      const kept = (turns - 1) / 3;
      const expected = (kept + (1 - kept) / 8) * turns * turn;
      assert.ok(Math.abs(rope.scale!(turns * turn) - expected) < 1e-12, `${turns} turns`);
    }
  });

  it('turns the numbers i and i + d/2 of a head by position · θ^(−2i/d)', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 0, max: 1000 }),
        async (tokens, heads, pairs, first) => {
          const size = 2 * pairs;
          const rope = { theta: 10_000 };
          const data = Float32Array.from({ length: tokens * heads * size }, (_, i) => Math.sin(i + 1));
          const graph = new Graph();
          const positions = graph.input('positions', 'i64', ['T']);
          const x = graph.input('x', 'f32', ['T', 1, heads, size]);
          graph.output('y', rotate(x, rotation(positions, size, rope, Hooks.none)));
          const executable = await onnxruntimeNode({ threads: 1 }).compile(graph);
          const at = Array.from({ length: tokens }, (_, token) => first + token);
          const feeds = {
            x: { data, shape: [tokens, 1, heads, size] },
            positions: { data: BigInt64Array.from(at, BigInt), shape: [tokens] },
          };
          const { y } = await executable.run(feeds, ['y']);
          await executable.release();

          const expected = Array.from(data, (_, index) => {
            const i = index % size;
            const angle = at[Math.floor(index / (heads * size))] * rope.theta ** ((-2 * (i % pairs)) / size);
            const partner = i < pairs ? -data[index + pairs] : data[index - pairs];
            return data[index] * Math.cos(angle) + partner * Math.sin(angle);
          });
          assert.ok(distance(y.data as Float32Array, expected) < 2e-4); // f32 angles of up to 1,000
        },
      ),
      { numRuns: 40, seed: 3 },
    );
  });
});
