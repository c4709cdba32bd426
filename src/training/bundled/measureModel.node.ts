import { readCheckpoint, readTensor } from '../../checkpoint/huggingFaceFolder.node.ts';
import type { Runtime } from '../../engine/runtime.ts';
import { checkModel } from '../../models/parameters.ts';
import type { Tokenizer } from '../../tokenizer/tokenizer.ts';
import { documentStream } from '../data/documentStream.ts';
import { Evaluation } from '../evaluation.ts';
import { languageObjective } from '../objective.ts';
import { type Corpus, documentBytes } from './corpus.ts';
import { xzBitsPerByte } from './corpusBaselines.node.ts';
import type { CorpusMeasure } from './modelCard.ts';
import { bitsPerByte } from './ngram.ts';

/**
 * Measures a model folder, as it is stored, on the held-out part of each corpus, beside an n-gram model and xz. Each
 * token is predicted from at least half a context of text before it, where there is as much.
 */
export async function measureModel(
  folder: string,
  tokenizer: Tokenizer,
  corpora: readonly Corpus[],
  runtime: Runtime,
): Promise<CorpusMeasure[]> {
  const { family, config, parameters } = checkModel(await readCheckpoint(folder));
  const tensors = await Promise.all(
    [...parameters].flatMap(([name, stored]) =>
      stored ? [readTensor(stored).then((data) => ({ name, shape: stored.shape, data }))] : [],
    ),
  );
  const tokens = config.contextLength;
  const evaluation = await Evaluation.compile(runtime, languageObjective(family, config), tensors, {
    batch: 4,
    tokens,
  });
  const encode = (text: string) => tokenizer.encode(text).map(({ id }) => id);
  const measures: CorpusMeasure[] = [];
  for (const { name, training, heldOut } of corpora) {
    const { nats } = await evaluation.loss(documentStream(heldOut, encode), tokens / 2);
    const [trainingBytes, heldOutBytes] = [documentBytes(training), documentBytes(heldOut)];
    measures.push({
      name,
      trainingBytes: trainingBytes.length,
      heldOutBytes: heldOutBytes.length,
      model: nats / Math.LN2 / heldOutBytes.length,
      ngram: bitsPerByte(trainingBytes, heldOutBytes),
      xz: xzBitsPerByte(trainingBytes, heldOutBytes),
    });
  }
  await evaluation.release();
  return measures;
}
