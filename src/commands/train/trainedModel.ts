import type { StoredTensor } from '../../checkpoint/checkpoint.ts';
import { readCheckpoint } from '../../checkpoint/huggingFaceFolder.node.ts';
import type { FineTuned } from '../../training/recipe/fineTuningTime.ts';
import type { ProposedModel } from '../../training/recipe/proposedModel.ts';

/** A model to go on from. Its context is how many tokens it can read at once. */
export interface TrainedModel extends FineTuned {
  readonly folder: string;
}

/** GPT-2's, where config.json does not say. */
const usualContext = 1024;

/** What a model folder says of itself. Throws UnderhoodError where there is no model that can be opened. */
export async function readTrainedModel(folder: string): Promise<TrainedModel> {
  const { config, tensors } = await readCheckpoint(folder);
  const context = config.n_positions ?? config.max_position_embeddings;
  return {
    folder,
    kind: kindOf(config),
    context: typeof context === 'number' && context > 1 ? context : usualContext,
    parameters: multiplied(tensors).reduce(
      (sum, { shape }) => sum + shape.reduce((product, length) => product * length, 1),
      0,
    ),
  };
}

/** Which of the models that are proposed as new ones it is like. */
function kindOf({ model_type, attention }: Readonly<Record<string, unknown>>): ProposedModel['kind'] {
  if (model_type === 'marian') return 'transformer';
  if (model_type === 'rnn_translator') return attention === 'additive' ? 'additive' : 'sequenceToSequence';
  return model_type === 'rnn' ? 'recurrent' : 'gpt';
}

/** Tensors that tokens are multiplied with: all but tables that they are only looked up in, since the output is another. */
function multiplied(tensors: ReadonlyMap<string, StoredTensor>): StoredTensor[] {
  const hasOwnOutput = tensors.has('lm_head.weight');
  const isLookedUpOnly = (name: string) =>
    name.endsWith('encoder.embed_tokens.weight') || (hasOwnOutput && /(embed_tokens|wte|shared)\.weight$/.test(name));
  return [...tensors].filter(([name]) => !isLookedUpOnly(name)).map(([, tensor]) => tensor);
}
