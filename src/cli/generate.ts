import { checkSampling, plainSampling } from '../analysis/samplingSettings.ts';
import { chooseRuntime } from '../engine/runtimes/chooseRuntime.node.ts';
import { UnderhoodError } from '../errors.ts';
import { sentence } from '../localisation.ts';
import { type DrawnToken, generate } from '../models/decoding/generation.ts';
import { loadModel } from '../models/loaded/loadedModel.node.ts';
import { filterOrders, type SamplingSettings } from '../protocol/reading.ts';
import { parseIds } from './captureFile.ts';
import { countNamed, language, numberNamed, type Options, required, runCommand, runtimeNamed } from './command.ts';

const usage = `npm run -s generate -- --model FOLDER (--text TEXT | --ids 1,2,3) --tokens N [--json]

Writes on after a text, and prints what it wrote. The same seed writes the same on the same runtime and threads.

  --model        a Hugging Face folder
  --text         what to write on after; empty: the model's start token, or
  --ids          the same as token ids
  --tokens       how many tokens to write; the model may end the text before
  --temperature  0 (always the likeliest) to 5; 1 where it is not given
  --top-k        keep so many of the likeliest; 0: all
  --top-p        keep the likeliest that together reach this probability; 1: all
  --min-p        keep those with at least this share of the likeliest one's probability; 0: all
  --order        of the filters: huggingface (temperature first) or llamacpp (temperature last)
  --seed         a whole number; 0 where it is not given
  --json         print ids, probabilities and timings as one line of JSON
  --runtime      onnxruntime-node, onnxruntime-web or tensorflow; otherwise the best that there is`;

const names = ['model', 'text', 'ids', 'tokens', 'temperature', 'top-k', 'top-p', 'min-p', 'order', 'seed', 'runtime'];

runCommand({ usage, options: names, flags: ['json'] }, async (options) => {
  const { text, ids: list } = options;
  if ((text === undefined) === (list === undefined)) throw new UnderhoodError('cli.textOrIds');
  const count = countNamed(options, 'tokens');
  const start = performance.now();
  const runtime = await chooseRuntime({ runtime: runtimeNamed(options.runtime), threads: 0 });
  const model = await loadModel(required(options, 'model'), runtime);
  const sampling = samplingOf(options);
  checkSampling(sampling, model.summary.vocabularySize);
  const given = list === undefined ? model.tokenizer.encode(text!).map(({ id }) => id) : parseIds(list);
  const context = given.length > 0 ? given : [startToken(model.specialTokens.start, model.summary.name)];
  const reader = await model.reader();
  const tokens: DrawnToken[] = [];
  const began = performance.now();
  const generation = { context, path: [], sampling, count, endTokens: model.specialTokens.ends };
  const end = await generate(reader, generation, async (token) => {
    tokens.push(token);
  });
  const milliseconds = { open: began - start, write: performance.now() - began };
  const bytes = tokens.flatMap(({ id }) => Array.from(model.tokenizer.bytesOf(id)));
  const written = new TextDecoder().decode(Uint8Array.from(bytes));
  if (options.json === undefined) return written;
  const { name, version, threads } = runtime;
  return {
    text: written,
    end,
    context,
    tokens,
    runtime: { name, version, threads },
    milliseconds,
    tokensPerSecond: (1000 * tokens.length) / milliseconds.write,
  };
});

function samplingOf(options: Options): SamplingSettings {
  const { order = plainSampling.order } = options;
  const known = filterOrders.find((name) => name === order);
  if (!known) throw new UnderhoodError('cli.order', { value: order });
  return {
    temperature: numberNamed(options, 'temperature', plainSampling.temperature),
    topK: numberNamed(options, 'top-k', plainSampling.topK),
    topP: numberNamed(options, 'top-p', plainSampling.topP),
    minP: numberNamed(options, 'min-p', plainSampling.minP),
    order: known,
    seed: numberNamed(options, 'seed', plainSampling.seed),
  };
}

function startToken(id: number | undefined, model: string): number {
  if (id === undefined) throw new UnderhoodError('model.noStartToken', { model });
  console.error(sentence(language(), new UnderhoodError('cli.startToken')));
  return id;
}
