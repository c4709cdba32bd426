import { recurrentMemory } from '../analysis/recurrentMemory.ts';
import { readCheckpoint } from '../checkpoint/huggingFaceFolder.node.ts';
import type { Graph } from '../engine/graph.ts';
import type { Runtime } from '../engine/runtime.ts';
import { UnderhoodError } from '../errors.ts';
import { type RnnTranslatorConfig, recurrentEncoder } from '../models/families/rnnTranslator.ts';
import { loadRecurrent } from '../models/loaded/recurrentModel.node.ts';
import { modelName } from '../models/modelName.ts';
import { checkAnyModel, parameterCount, storedPrecision } from '../models/parameters.ts';
import { storedParameters } from '../models/storedParameters.ts';
import type { SystemKind, SystemSummary } from '../protocol/translation.ts';
import type { LoadedSystem } from './loadedSystem.ts';
import { loadTranslator } from './loadedTranslator.node.ts';

type Checked = ReturnType<typeof checkAnyModel>;

/** Opens the folder of a translator or of a recurrent language model. Every way in which it can be unusable is an UnderhoodError. */
export async function loadSystem(folder: string, runtime: Runtime): Promise<LoadedSystem> {
  const checkpoint = await readCheckpoint(folder);
  const name = modelName(checkpoint.folder);
  const model = checkAnyModel(checkpoint);
  switch (model.kind) {
    case 'transformer':
      throw new UnderhoodError('model.noTranslator', { modelType: model.config.modelType });
    case 'recurrent':
      return languageModel(folder, runtime, name, model);
    case 'translator':
      return translator(folder, runtime, name, model);
  }
}

async function languageModel(
  folder: string,
  runtime: Runtime,
  name: string,
  model: Extract<Checked, { kind: 'recurrent' }>,
): Promise<LoadedSystem> {
  const { tokenizer, memory } = await loadRecurrent(folder, runtime);
  const { width, hiddenSize, contextLength } = model.config;
  return {
    name,
    summary: {
      ...{ kind: 'rnn', layers: 0, heads: 0, encoderLayers: 0, encoderHeads: 0 },
      ...{ width, hiddenSize, contextLength, ...stored(model) },
    },
    tokens(text) {
      const tokens = tokenizer.encode(text);
      if (tokens.length === 0) throw new UnderhoodError('translate.blank');
      if (tokens.length > contextLength)
        throw new UnderhoodError('model.tooLong', { length: tokens.length, limit: contextLength });
      return tokens;
    },
    memory,
    async close() {},
  };
}

async function translator(
  folder: string,
  runtime: Runtime,
  name: string,
  model: Extract<Checked, { kind: 'translator' }>,
): Promise<LoadedSystem> {
  const loaded = await loadTranslator(folder, runtime);
  const { config, family, parameters } = model;
  const { layers, heads, encoderLayers, encoderHeads, width, contextLength } = config;
  const recurrent = family.isRecurrent ? (config as RnnTranslatorConfig) : undefined;
  const kind: SystemKind = !recurrent ? 'transformer' : layers === 0 ? 'sequenceToSequence' : 'additive';
  const summary: SystemSummary = {
    ...{ kind, layers, width, contextLength, hiddenSize: recurrent?.hiddenSize, ...stored(model) },
    heads: layers === 0 ? 0 : heads,
    encoderLayers: encoderHeads === 0 ? 0 : encoderLayers,
    encoderHeads,
  };
  const system = { name, summary, translator: loaded, tokens: loaded.tokens.bind(loaded), close: () => loaded.close() };
  if (!recurrent) return system;
  const encoder = {
    ...recurrentEncoder(recurrent),
    parameters: (graph: Graph) => storedParameters(parameters, graph),
  };
  return { ...system, memory: (ids) => recurrentMemory(encoder, runtime, ids) };
}

function stored(model: Checked) {
  return { parameters: parameterCount(model), precision: storedPrecision(model) };
}
