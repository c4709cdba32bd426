import { plainSampling } from '../../src/analysis/samplingSettings.ts';
import { chooseRuntime } from '../../src/engine/runtimes/chooseRuntime.node.ts';
import { compileDecoding } from '../../src/models/decoding/decoder.ts';
import { generate } from '../../src/models/decoding/generation.ts';
import { TextReader } from '../../src/models/decoding/textReader.ts';
import { bareMemory, bareProducts, numbers } from './bareProducts.ts';
import type { Bench } from './bench.ts';
import { gpt2Small } from './gpt2Small.ts';
import { inTurn, type Outcome } from './outcome.ts';

/** Tokens written in a round. */
const count = 4;

/** GPT-2 small writes on after so many tokens, beside nothing but the products that a token takes. */
export function generation(context: number): Bench {
  return {
    name: `generate-${context}`,
    what: `GPT-2 small writes ${count} tokens after ${context}, drawn from its whole vocabulary`,
    run: () => run(context),
  };
}

async function run(tokens: number): Promise<Outcome> {
  const runtime = await chooseRuntime({ runtime: 'auto', threads: 0 });
  const model = await gpt2Small();
  const { vocabularySize, width } = model.config;
  const decoding = await compileDecoding(model, runtime);
  const reader = new TextReader(decoding);
  const context = Array.from({ length: tokens }, (_, i) => (i * 7919) % vocabularySize);
  const bare = await runtime.compile(bareProducts(model, 1, tokens));
  const feeds = { x: numbers([1, width]), ...bareMemory(model, tokens) };
  const write = () =>
    generate(reader, { context, path: [], sampling: plainSampling, count, endTokens: [] }, async () => {});
  const multiply = async () => {
    for (let i = 0; i < count; i++) await bare.run(feeds, ['y']);
  };
  const [work, yardstick] = await inTurn(
    [
      { label: 'the model, its draws included', run: write },
      { label: 'its matrix-vector products alone', run: multiply },
    ],
    { rounds: 25 },
  );
  await decoding.executable.release();
  await bare.release();
  // At least 60 % of the rate of the products.
  return {
    work,
    yardstick,
    budget: { ratio: 1 / 0.6 },
    notes: [`${((1000 * count) / work.best).toFixed(1)} tokens a second; ${runtime.name}, ${runtime.threads} threads`],
  };
}
