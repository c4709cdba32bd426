import { fromHalf, toHalf } from '../../checkpoint/halfPrecision.ts';
import { UnderhoodError } from '../../errors.ts';
import { tokensInMemory } from '../../training/data/tokenSource.ts';
import { sampleDocuments } from '../../training/samples/sampleCorpus.ts';
import type { Trainer } from '../../training/trainer.ts';
import { byteVocabulary, ModelCompressor, startId } from '../coding/modelCompressor.ts';
import type { ExperimentContext, Outcome, Run } from '../experiment.ts';
import type { compression } from '../experiments/compression.ts';
import type { SettingsOf } from '../field.ts';
import { gptConfig, gptFamily, parameterTotal, smallTrainer } from '../gpt/smallGpt.ts';
import { batchTokens } from '../gpt/sweep.ts';
import { type Mark, outcome } from './compressionOutcome.ts';

type Settings = SettingsOf<typeof compression.fields>;

/** How often the file is compressed while training runs, after the first time. */
const marks = 5;
/** Share of all the work that training is; the rest is coding, there and back. */
const trainingShare = 0.7;

/** Trains a GPT on bytes, compresses a file by it now and then, and gives the file back from the last code. */
export const runCompression: Run<typeof compression> = async (settings, context) => {
  const file = await fileOf(settings, context);
  const others = await context.compressed(file);
  const runtime = await context.runtime();
  const stream = streamOf(learnedBytes(settings, file));
  const heads = headsFor(settings.width);
  const gpt = { ...settings, heads, tokens: settings.context, vocabularySize: byteVocabulary };
  const training = { batchTokens, steps: settings.steps, seed: settings.seed, evaluateTokens: 1000 };
  const trainer = await smallTrainer(runtime, gpt, training, stream, stream);
  const seen: Mark[] = [];
  const show = (isBack?: boolean): Outcome => {
    return outcome({
      settings,
      file: file.length,
      others,
      marks: seen,
      weights: parameterTotal(trainer.parameters),
      isBack,
    });
  };
  try {
    for (let step = 0; step <= settings.steps; step++) {
      if (isMark(step, settings.steps)) {
        const compressor = new ModelCompressor(runtime, halved(trainer, gpt));
        try {
          const { bytes, modelBits } = await compressor.compress(file, () => context.step(progress(step)));
          seen.push({ step, bytes: bytes.length, modelBits });
          await context.step(progress(step), show());
          if (step === settings.steps) return show(await comesBack(compressor, file, bytes, context));
        } finally {
          await compressor.release();
        }
      }
      if (!(await trainer.advance()).isFinite) throw new UnderhoodError('road.diverged', { step });
      await context.step(progress(step + 1));
    }
  } finally {
    await trainer.release();
  }
  throw new Error('the last step is a mark');

  function progress(step: number): number {
    return (trainingShare * step) / settings.steps;
  }
};

async function fileOf({ file, bytes, corpus, seed }: Settings, context: ExperimentContext): Promise<Uint8Array> {
  if (file !== '') {
    const read = (await context.readFile(file)).subarray(0, bytes);
    if (read.length === 0) throw new UnderhoodError('road.emptyFile', { file });
    return read;
  }
  // Other stories than those that are learned from: another seed.
  const text = [...sampleDocuments(corpus, { characters: bytes, seed: seed + 1 })].join('');
  return new TextEncoder().encode(text).subarray(0, bytes);
}

function learnedBytes({ learn, corpus, characters, seed }: Settings, file: Uint8Array): Uint8Array {
  return learn === 'file'
    ? file
    : new TextEncoder().encode([...sampleDocuments(corpus, { characters, seed })].join(''));
}

/** What a model reads: the start, then the bytes, often enough that windows fit in. */
function streamOf(bytes: Uint8Array) {
  const times = Math.ceil(2000 / bytes.length);
  return tokensInMemory(Int32Array.from(Array.from({ length: times }, () => [startId, ...bytes]).flat()));
}

function headsFor(width: number): number {
  return [4, 2].find((heads) => width % heads === 0) ?? 1;
}

function isMark(step: number, steps: number): boolean {
  return Array.from({ length: marks + 1 }, (_, i) => Math.round((i / marks) * steps)).includes(step);
}

/** The model as whoever decompresses gets it: weights of two bytes each. */
function halved({ parameters }: Trainer, gpt: Parameters<typeof gptConfig>[0]) {
  const rounded = parameters.map(({ name, shape, data }) => ({ name, shape, data: fromHalf(toHalf(data)) }));
  return { family: gptFamily, config: gptConfig(gpt), parameters: rounded };
}

async function comesBack(
  compressor: ModelCompressor,
  file: Uint8Array,
  bytes: Uint8Array,
  context: ExperimentContext,
): Promise<boolean> {
  const back = await compressor.decompress(bytes, (done) => {
    return context.step(trainingShare + (1 - trainingShare) * done);
  });
  return back.length === file.length && back.every((byte, i) => byte === file[i]);
}
