import { chooseRuntime } from '../../src/engine/runtimes/chooseRuntime.node.ts';
import { Inference } from '../../src/models/inference/inference.ts';
import { bareProducts, numbers } from './bareProducts.ts';
import type { Bench } from './bench.ts';
import { gpt2Small } from './gpt2Small.ts';
import { inTurn, type Outcome } from './outcome.ts';

/** GPT-2 small over a text of so many tokens, as a page asks for it, beside nothing but its matrix products. */
export function forward(tokens: number, budget?: number): Bench {
  return {
    name: `forward-${tokens}`,
    what: `GPT-2 small, ${tokens} tokens: all attention maps and one row of logits`,
    run: () => run(tokens, budget),
  };
}

async function run(tokens: number, budget: number | undefined): Promise<Outcome> {
  const runtime = await chooseRuntime({ runtime: 'auto', threads: 0 });
  const model = await gpt2Small();
  const inference = new Inference(model, runtime);
  const ids = Array.from({ length: tokens }, (_, i) => (i * 7919) % model.config.vocabularySize);
  const patterns = inference.hookNames.filter((name) => name.endsWith('hook_pattern'));
  const bare = await runtime.compile(bareProducts(model, tokens, 0));
  const x = numbers([tokens, model.config.width]);
  const [work, yardstick] = await inTurn(
    [
      { label: 'the model', run: () => inference.run(ids, patterns, [tokens - 1]) },
      { label: 'its matrix products alone', run: () => bare.run({ x }, ['y']) },
    ],
    tokens > 512 ? { rounds: 5, warmUps: 1 } : {},
  );
  const memory = `resident memory with both loaded: ${Math.round(process.memoryUsage.rss() / 2 ** 20)} MiB`;
  await inference.release();
  await bare.release();
  return {
    work,
    yardstick,
    budget: budget === undefined ? undefined : { ratio: budget },
    notes: [`${runtime.name} ${runtime.version}, ${runtime.threads} threads; ${memory}`],
  };
}
