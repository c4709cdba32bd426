import { readFileSync } from 'node:fs';
import { onnxruntimeNode } from '../../src/engine/runtimes/onnxruntimeNode.node.ts';
import { attentionHooks, attentionRun } from '../../src/models/inference/attentionRun.ts';
import { Inference } from '../../src/models/inference/inference.ts';
import type { ModelRun } from '../../src/models/loaded/loadedModel.ts';
import { gpt2Small } from './gpt2Small.ts';

// A process of its own: runs a model of GPT-2 small's size on 256 tokens as the model process does, keeping the last
// two runs, and prints the most memory that it ever held, in bytes. Linux only, where the system tells.

async function main(): Promise<void> {
  const model = await gpt2Small();
  const inference = new Inference(model, onnxruntimeNode({ threads: 2 }));
  let kept: ModelRun[] = [];
  for (let run = 0; run < 12; run++) {
    const ids = Array.from({ length: 256 }, (_, i) => ((i + run) * 7919) % model.config.vocabularySize);
    const activations = await inference.run(ids, attentionHooks(model), [255]);
    const latest = attentionRun(model, activations, (layer, v) => inference.valueNorms(layer, v));
    await latest.valueOutputNorms(run);
    kept = [...kept, latest].slice(-2);
  }
  const peak = 1024 * Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))![1]);
  console.log(JSON.stringify({ peak, runs: kept.length }));
}

main();
