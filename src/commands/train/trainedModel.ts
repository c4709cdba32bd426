import { readCheckpoint } from '../../checkpoint/huggingFaceFolder.node.ts';
import { translatorTypes } from '../../models/supported.ts';

/** A model to go on from. */
export interface TrainedModel {
  readonly folder: string;
  /** Tokens that it can read at once. */
  readonly context: number;
  readonly parameters: number;
  readonly isTranslator: boolean;
}

/** GPT-2's, where config.json does not say. */
const usualContext = 1024;

/** What a model folder says of itself. Throws UnderhoodError where there is no model that can be opened. */
export async function readTrainedModel(folder: string): Promise<TrainedModel> {
  const { config, tensors } = await readCheckpoint(folder);
  const context = config.n_positions ?? config.max_position_embeddings;
  const sizes = [...tensors.values()].map(({ shape }) => shape.reduce((product, length) => product * length, 1));
  return {
    folder,
    context: typeof context === 'number' && context > 1 ? context : usualContext,
    isTranslator: translatorTypes.some((type) => type === config.model_type),
    parameters: sizes.reduce((sum, size) => sum + size, 0),
  };
}
