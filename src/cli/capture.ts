import { chooseRuntime } from '../engine/runtimes/chooseRuntime.node.ts';
import { UnderhoodError } from '../errors.ts';
import { loadModel } from '../models/loaded/loadedModel.node.ts';
import { parseIds, writeCapture } from './captureFile.ts';
import { required, runCommand, runtimeNamed } from './command.ts';

const usage = `npm run -s capture -- --model FOLDER (--text TEXT | --ids 1,2,3) --hooks all|NAME,… --out FILE.safetensors

Runs a model and writes what it computed, float32, to a safetensors file: each activation under its TransformerLens
name, without the batch dimension, beside ids [T] and logits [T, V]. Prints one line of JSON with timings.

  --model    a Hugging Face folder
  --text     what to run it on, or
  --ids      the same as token ids
  --hooks    all (each activation that the model has, costly ones too), or names: blocks.0.attn.hook_pattern,…
  --out      the file to write
  --runtime  onnxruntime-node, onnxruntime-web or tensorflow; otherwise the best that there is`;

runCommand({ usage, options: ['model', 'text', 'ids', 'hooks', 'out', 'runtime'] }, async (options) => {
  const { text, ids: list } = options;
  if ((text === undefined) === (list === undefined)) throw new UnderhoodError('cli.textOrIds');
  const hooks = required(options, 'hooks');
  const out = required(options, 'out');
  const start = performance.now();
  const runtime = await chooseRuntime({ runtime: runtimeNamed(options.runtime), threads: 0 });
  const model = await loadModel(required(options, 'model'), runtime);
  const opened = performance.now();
  const ids = list === undefined ? model.tokenizer.encode(text!).map((token) => token.id) : parseIds(list);
  const names = hooks === 'all' ? model.hookNames : [...new Set(hooks.split(','))];
  const activations = await model.capture(ids, names);
  const captured = performance.now();
  await writeCapture(out, ids, activations);
  const milliseconds = { open: opened - start, ...activations.milliseconds, write: performance.now() - captured };
  const { name, version, device, threads } = runtime;
  return { tokens: ids.length, tensors: names.length + 2, runtime: { name, version, device, threads }, milliseconds };
});
