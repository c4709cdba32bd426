import { type RecurrentMemory, recurrentMemory } from '../../analysis/recurrentMemory.ts';
import { readCheckpoint } from '../../checkpoint/huggingFaceFolder.node.ts';
import type { Graph } from '../../engine/graph.ts';
import type { Runtime } from '../../engine/runtime.ts';
import { UnderhoodError } from '../../errors.ts';
import { guardedTokenizer } from '../../tokenizer/guardedTokenizer.node.ts';
import type { Tokenizer } from '../../tokenizer/tokenizer.ts';
import { checkAnyModel } from '../parameters.ts';
import type { RecurrentConfig } from '../recurrentFamily.ts';
import { storedParameters } from '../storedParameters.ts';
import { readTokenizerFiles } from './tokenizerFiles.node.ts';

/** The folder of a recurrent language model, open. */
interface LoadedRecurrent {
  readonly config: RecurrentConfig;
  readonly tokenizer: Tokenizer;
  /** @param ids at least one, at most the context length */
  memory(ids: readonly number[]): Promise<RecurrentMemory>;
}

/** Opens the folder of a recurrent language model. Every way in which it can be unusable is an UnderhoodError. */
export async function loadRecurrent(folder: string, runtime: Runtime): Promise<LoadedRecurrent> {
  const checkpoint = await readCheckpoint(folder);
  const model = checkAnyModel(checkpoint);
  if (model.kind !== 'recurrent') throw new UnderhoodError('model.notRecurrent', { modelType: model.config.modelType });
  const { family, config, parameters } = model;
  const source = { family, config, parameters: (graph: Graph) => storedParameters(parameters, graph) };
  return {
    config,
    tokenizer: guardedTokenizer(await readTokenizerFiles(checkpoint.folder)),
    memory: (ids) => recurrentMemory(source, runtime, ids),
  };
}
