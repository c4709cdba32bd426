import assert from 'node:assert/strict';
import { Graph } from '../../src/engine/graph.ts';
import { onnxruntimeNode } from '../../src/engine/runtimes/onnxruntimeNode.node.ts';
import { translatorOf } from '../../src/models/families.ts';
import { Hooks } from '../../src/models/hooks.ts';
import { Random } from '../../src/random.ts';
import { batchFeeds, staticFeeds } from '../../src/training/differentiation.ts';
import { type BatchShape, translationObjective } from '../../src/training/objective.ts';
import { type PairIds, pairBatch } from '../../src/training/pairs/pairBatches.ts';
import { initialParameters, parameterInputs } from '../../src/training/parameters.ts';
import { smallTranslators } from './smallTranslators.ts';

const runtime = onnxruntimeNode({ threads: 1 });
const pairs: readonly PairIds[] = [
  { source: [5, 3, 8, 2, 9, 0], target: [4, 7, 0] },
  { source: [6, 0], target: [9, 3, 3, 8, 5, 0] },
  { source: [2, 2, 7, 0], target: [0] },
];

/** Logits after every real target token of each pair, [tokens, V] each. */
async function logitsOf(json: Readonly<Record<string, unknown>>, batch: readonly PairIds[], shape: BatchShape) {
  const architecture = translatorOf(json);
  const objective = translationObjective(architecture);
  const parameters = initialParameters(objective.parameters, new Random(4));
  const graph = new Graph();
  const { source } = parameterInputs(graph, objective.parameters, parameters);
  graph.output('logits', objective.forward(graph, source, shape, Hooks.none).logits);
  const executable = await runtime.compile(graph);
  const feeds = {
    ...staticFeeds(objective, parameters, shape),
    ...batchFeeds(pairBatch(batch, shape, 0, { pad: 1, start: 1 })),
  };
  const { logits } = await executable.run(feeds, ['logits']);
  await executable.release();
  const size = architecture.config.vocabularySize;
  return batch.map(({ target }, b) =>
    target.map((_, t) => {
      const row = (t * shape.batch + b) * size;
      return (logits.data as Float32Array).slice(row, row + size);
    }),
  );
}

describe('Padding', () => {
  for (const [name, json] of Object.entries(smallTranslators)) {
    it(`changes no output: ${name}`, async () => {
      const together = await logitsOf(json, pairs, { batch: 4, sourceTokens: 9, tokens: 8 });
      for (const [i, pair] of pairs.entries()) {
        const shape = { batch: 1, sourceTokens: pair.source.length, tokens: pair.target.length };
        const [alone] = await logitsOf(json, [pair], shape);
        alone.forEach((row, t) => {
          const worst = Math.max(...row.map((value, v) => Math.abs(value - together[i][t][v])));
          assert.ok(worst < 1e-5, `pair ${i}, token ${t} differs by ${worst}`);
        });
      }
    });

    it(`is seen by nothing: ${name}`, async () => {
      const shape = { batch: 3, sourceTokens: 9, tokens: 8 };
      const objective = translationObjective(translatorOf(json));
      const parameters = initialParameters(objective.parameters, new Random(4));
      const graph = new Graph();
      const { source } = parameterInputs(graph, objective.parameters, parameters);
      graph.output('logits', objective.forward(graph, source, shape, Hooks.none).logits);
      const executable = await runtime.compile(graph);
      const run = async (pad: number) => {
        const feeds = {
          ...staticFeeds(objective, parameters, shape),
          ...batchFeeds(pairBatch(pairs, shape, 0, { pad, start: 1 })),
        };
        return (await executable.run(feeds, ['logits'])).logits.data as Float32Array;
      };
      const [one, other] = [await run(1), await run(13)];
      const size = one.length / (shape.batch * shape.tokens);
      pairs.forEach(({ target }, b) => {
        const end = (target.length - 1) * shape.batch + b;
        for (let row = b; row <= end; row += shape.batch) {
          const rows = [one, other].map((logits) => logits.slice(row * size, (row + 1) * size));
          assert.deepEqual(rows[0], rows[1], `pair ${b}, row ${row}`);
        }
      });
      await executable.release();
    });
  }
});
