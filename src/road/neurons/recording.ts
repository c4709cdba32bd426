import { UnderhoodError } from '../../errors.ts';
import { sampleDocuments } from '../../training/samples/sampleCorpus.ts';
import type { ExperimentContext } from '../experiment.ts';
import type { OpenModel } from '../openModel.ts';

/** A stretch of text that the model read at once, and what the neurons of one layer did at each of its tokens. */
export interface Passage {
  /** Path of the user's file, or the name of the sample. */
  readonly source: string;
  readonly ids: readonly number[];
  /** [T, M], after the activation function. */
  readonly activations: Float32Array;
}

export interface Recording {
  /** M */
  readonly neurons: number;
  /** Of every two passages, the first is for explaining and the second is unseen. */
  readonly seen: readonly Passage[];
  readonly unseen: readonly Passage[];
}

interface RecordingChoice {
  /** Globs of the user's files; '' for sample texts. */
  readonly files: string;
  readonly layer: number;
  /** Most tokens to read. */
  readonly tokens: number;
}

/** Tokens of a passage, most. */
const passageTokens = 48;
const sampleCharacters = 60_000;

/** Reads texts with the model and takes down what its neurons do. */
export async function record(
  model: OpenModel,
  { files, layer, tokens }: RecordingChoice,
  context: ExperimentContext,
): Promise<Recording> {
  const { layers } = model.architecture.config;
  if (layer >= layers) throw new UnderhoodError('road.neuron.layer', { layer, last: layers - 1 });
  const pieces = piecesOf(model, await textsFor(files, context), tokens);
  if (pieces.length < 2) throw new UnderhoodError('road.neuron.tooShort');
  const hook = `blocks.${layer}.mlp.hook_post`;
  const passages: Passage[] = [];
  let neurons = 0;
  for (const [i, { source, ids }] of pieces.entries()) {
    const { hooks } = await model.capture(ids, [hook], [ids.length - 1]);
    neurons = hooks[hook].shape[1];
    passages.push({ source, ids, activations: hooks[hook].data as Float32Array });
    await context.step((0.8 * (i + 1)) / pieces.length);
  }
  const ofParity = (parity: number) => passages.filter((_, i) => i % 2 === parity);
  return { neurons, seen: ofParity(0), unseen: ofParity(1) };
}

async function textsFor(files: string, context: ExperimentContext) {
  if (files !== '') return context.textFiles(files.split('|').map((glob) => glob.trim()));
  return (['english-stories', 'chinese-stories'] as const).map((name) => {
    return { path: name, text: [...sampleDocuments(name, { characters: sampleCharacters, seed: 1 })].join('') };
  });
}

/** Texts cut into passages, of each text as many as of the others, as far as it has them. */
function piecesOf(model: OpenModel, texts: readonly { readonly path: string; readonly text: string }[], most: number) {
  const length = Math.min(passageTokens, model.summary.contextLength);
  const each = Math.max(2, Math.floor(most / length / Math.max(1, texts.length)));
  return texts.flatMap(({ path, text }) => {
    const { tokens } = model.tokenizer.encodePart(text, each * length, 'start');
    const ids = tokens.flatMap(({ id, kind }) => (kind === 'added' ? [] : [id]));
    return Array.from({ length: Math.ceil(ids.length / length) }, (_, i) => ({
      source: path,
      ids: ids.slice(i * length, (i + 1) * length),
    }));
  });
}

/** What one neuron does, over all tokens of passages. */
export function neuronActivations(passages: readonly Passage[], neuron: number, neurons: number): Float64Array {
  return Float64Array.from(
    passages.flatMap(({ ids, activations }) => ids.map((_, t) => activations[t * neurons + neuron])),
  );
}
