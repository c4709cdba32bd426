import path from 'node:path';
import { onnxruntimeNode } from '../../../src/engine/runtimes/onnxruntimeNode.node.ts';
import { loadModel } from '../../../src/models/loaded/loadedModel.node.ts';

// A process of its own, started by memory.test.ts with --expose-gc: runs the tiny model a thousand times on inputs of
// all lengths, and prints how much memory it holds after 100, 200… runs, in bytes.

async function main(): Promise<void> {
  const folder = path.join(import.meta.dirname, '../../fixtures/tinyGpt2');
  const model = await loadModel(folder, onnxruntimeNode({ threads: 1 }));
  const held: number[] = [];
  for (let run = 1; run <= 1000; run++) {
    const length = 1 + ((run * 37) % 128);
    const ids = Array.from({ length }, (_, i) => (i * 7 + run) % model.summary.vocabularySize);
    const { layers, valueOutputNorms } = await model.run(ids);
    if (run % 50 === 0) await valueOutputNorms(layers.length - 1);
    if (run % 100 !== 0) continue;
    (globalThis as { gc?: () => void }).gc?.();
    held.push(process.memoryUsage().rss);
  }
  console.log(JSON.stringify(held));
}

main();
