import { chooseRuntime } from '../engine/runtimes/chooseRuntime.node.ts';
import { UnderhoodError } from '../errors.ts';
import { sentence } from '../localisation.ts';
import { loadTranslator } from '../translation/loadedTranslator.node.ts';
import { language, required, runCommand, runtimeNamed } from './command.ts';

const usage = `npm run -s translate -- --model FOLDER --text TEXT [--beams 4] [--json]

Translates a text with a model that reads one and writes another (model_type rnn_translator or marian).

  --model    its Hugging Face folder
  --text     what to translate
  --beams    texts that are followed side by side; 1 (always the likeliest token) where it is not given
  --json     print tokens, candidates at each step and alignments as one line of JSON
  --runtime  onnxruntime-node, onnxruntime-web or tensorflow; otherwise the best that there is`;

const most = 32;

runCommand({ usage, options: ['model', 'text', 'beams', 'runtime'], flags: ['json'] }, async (options) => {
  const { beams: given = '1' } = options;
  const beams = Number(given);
  if (!Number.isInteger(beams) || beams < 1 || beams > most)
    throw new UnderhoodError('cli.beams', { value: given, most });
  const runtime = await chooseRuntime({ runtime: runtimeNamed(options.runtime), threads: 0 });
  const model = await loadTranslator(required(options, 'model'), runtime);
  try {
    const translation = await model.translate(options.text ?? '', beams);
    const { unknown, alignment, source, ...rest } = translation;
    if (unknown.length > 0) {
      console.error(
        sentence(language(), new UnderhoodError('translate.unknownCharacters', { characters: unknown.join(' ') })),
      );
    }
    if (options.json === undefined) return translation.text;
    const layers = alignment.layers.map((pattern) => [...pattern]);
    const tokens = source.map(({ id, spelling, start, end }) => ({ id, spelling, start, end }));
    return { ...rest, source: tokens, unknown, alignment: { heads: alignment.heads, layers } };
  } finally {
    await model.close();
  }
});
