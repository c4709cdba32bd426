import { readCheckpoint } from '../checkpoint/huggingFaceFolder.node.ts';
import { checkAnyModel, parameterCount, storedPrecision } from '../models/parameters.ts';
import { overallBits } from '../training/bundled/languageQuality.ts';
import { readLowestLoss } from '../training/run/lowestLoss.node.ts';
import { readLanguageQuality, readQuality } from '../translation/quality/readQuality.node.ts';

/** What a model does: writes on after a text by attention, or by a recurrent state; or reads one text and writes another. */
export type ModelKind = 'transformer' | 'recurrent' | 'translator';

/** How good a model was found to be, on text that it was not trained on. */
export type Measured =
  /** Nats per token, when it was lowest: the model of that step is the one in the folder. */
  | { readonly by: 'loss'; readonly nats: number; readonly step: number }
  /** Agreement of its translations with people's, 0 to 100 (Popović 2015). */
  | { readonly by: 'chrf'; readonly chrf: number; readonly sentences: number }
  /** Over all the held-out text that its card lists. */
  | { readonly by: 'bits'; readonly bitsPerByte: number; readonly bytes: number };

/** What a model's folder says of it. */
export interface ModelFacts {
  readonly kind: ModelKind;
  /** `model_type` of its config.json. */
  readonly family: string;
  readonly parameters: number;
  /** Of its weights, as they are stored. */
  readonly bytes: number;
  readonly precision: string;
  /** Tokens that it can read at once. */
  readonly contextLength: number;
  /** Absent where nobody measured it. */
  readonly measured?: Measured;
}

/**
 * Reads what a folder says of its model: its configuration and the headers of its files, never the weights.
 * Throws UnderhoodError where there is no model that can be opened.
 */
export async function readFacts(folder: string): Promise<ModelFacts> {
  const model = checkAnyModel(await readCheckpoint(folder));
  const { modelType, contextLength } = model.config;
  const stored = [...model.parameters.values()];
  return {
    kind: model.kind,
    family: modelType,
    parameters: parameterCount(model),
    bytes: stored.reduce((sum, tensor) => sum + (tensor?.length ?? 0), 0),
    precision: storedPrecision(model),
    contextLength,
    measured: await readMeasured(folder),
  };
}

async function readMeasured(folder: string): Promise<Measured | undefined> {
  const lowest = await readLowestLoss(folder);
  if (lowest) return { by: 'loss', nats: lowest.loss, step: lowest.step };
  const language = await readLanguageQuality(folder);
  if (language) return { by: 'bits', ...overallBits(language) };
  const quality = await readQuality(folder);
  return quality && { by: 'chrf', chrf: quality.all.chrf, sentences: quality.all.sentences };
}
