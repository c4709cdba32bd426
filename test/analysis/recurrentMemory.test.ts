import assert from 'node:assert/strict';
import { recurrentMemory } from '../../src/analysis/recurrentMemory.ts';
import { onnxruntimeNode } from '../../src/engine/runtimes/onnxruntimeNode.node.ts';
import { rnn } from '../../src/models/families/rnn.ts';
import { Random } from '../../src/random.ts';
import { initialParameters, type Parameter, parameterInputs } from '../../src/training/parameters.ts';

const config = rnn.parseConfig({ embedding_size: 5, hidden_size: 7, vocab_size: 11, max_position_embeddings: 12 });
const specs = rnn.parameters(config);
const parameters = initialParameters(specs, new Random(6));
const source = {
  family: rnn,
  config,
  parameters: (graph: Parameters<typeof parameterInputs>[0]) => parameterInputs(graph, specs, parameters).source,
};
const weights = Object.fromEntries(parameters.map(({ name, data, shape }) => [name, { data, shape }]));
const runtime = onnxruntimeNode({ threads: 1 });
const ids = [3, 8, 1, 0, 10, 4];

/** h_T in double precision by plain loops, from embeddings that are handed in. */
function lastState(embeddings: readonly (readonly number[])[]): number[] {
  const dataOf = (name: string) => parameters.find((parameter: Parameter) => parameter.name === name)!.data;
  const [wx, wh, bias] = [dataOf('rnn.weight_ih'), dataOf('rnn.weight_hh'), dataOf('rnn.bias')];
  let hidden = new Array<number>(config.hiddenSize).fill(0);
  for (const x of embeddings) {
    const before = hidden;
    hidden = before.map((_, i) => {
      const fromInput = x.reduce((sum, value, e) => sum + wx[i * config.width + e] * value, 0);
      const fromState = before.reduce((sum, value, j) => sum + wh[i * config.hiddenSize + j] * value, 0);
      return Math.tanh(fromInput + fromState + bias[i]);
    });
  }
  return hidden;
}

describe('The memory of a recurrent network', () => {
  it('is what finite differences give', async () => {
    const table = parameters.find(({ name }) => name === 'embed_tokens.weight')!.data;
    const embeddings = ids.map((id) => [...table.subarray(id * config.width, (id + 1) * config.width)]);
    const { norms, states } = await recurrentMemory(source, runtime, ids, weights);
    const last = lastState(embeddings);
    last.forEach((value, i) => {
      const found = states[(ids.length - 1) * config.hiddenSize + i];
      assert.ok(Math.abs(found - value) < 1e-6, `state ${i} is ${found}, not ${value}`);
    });
    const h = 1e-5;
    ids.forEach((_, t) => {
      let square = 0;
      for (let e = 0; e < config.width; e++) {
        const moved = (by: number) => lastState(embeddings.map((x, s) => (s === t ? x.with(e, x[e] + by) : x)));
        const [above, below] = [moved(h), moved(-h)];
        for (let i = 0; i < config.hiddenSize; i++) square += ((above[i] - below[i]) / (2 * h)) ** 2;
      }
      const expected = Math.sqrt(square);
      assert.ok(Math.abs(norms[t] / expected - 1) < 1e-4, `token ${t}: ${norms[t]}, not ${expected}`);
    });
  });

  it('refuses what the model cannot read', async () => {
    const refused = async (wrong: readonly number[]) => recurrentMemory(source, runtime, wrong, weights);
    await assert.rejects(refused([]), { code: 'model.noTokens' });
    await assert.rejects(refused(new Array(13).fill(1)), { code: 'model.tooLong' });
    await assert.rejects(refused([11]), { code: 'model.badId' });
  });
});
