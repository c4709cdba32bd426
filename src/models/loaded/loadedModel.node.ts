import { readCheckpoint, readTensor } from '../../checkpoint/huggingFaceFolder.node.ts';
import type { Runtime } from '../../engine/runtime.ts';
import type { ModelPositions } from '../../protocol/positions.ts';
import type { ModelSummary } from '../../protocol/run.ts';
import { guardedTokenizer } from '../../tokenizer/guardedTokenizer.node.ts';
import type { Tokenizer } from '../../tokenizer/tokenizer.ts';
import { type SpecialTokens, specialTokens } from '../configuration/specialTokens.ts';
import { compileDecoding, type DecodingModel } from '../decoding/decoder.ts';
import { TextReader } from '../decoding/textReader.ts';
import { attentionHooks, attentionRun } from '../inference/attentionRun.ts';
import { type Activations, Inference, type Placement } from '../inference/inference.ts';
import { scoreActivations, scoreHooks } from '../inference/scoreActivations.ts';
import { checkModel } from '../parameters.ts';
import { readGenerationConfig } from './generationConfig.node.ts';
import type { LoadedModel, ModelRun, ScoreActivations } from './loadedModel.ts';
import { modelPositions, positionTableOf } from './modelPositions.ts';
import { summarize } from './modelSummary.ts';
import { readTokenizerFiles } from './tokenizerFiles.node.ts';

/**
 * Opens a Hugging Face folder: reads its configuration, its tokenizer and where its weights lie. The weights themselves
 * are read at the first run. Every way in which the folder can be unusable is an UnderhoodError.
 * @param bundled whether it is the model that comes with Underhood
 */
export async function loadModel(folder: string, runtime: Runtime, bundled = false): Promise<FolderModel> {
  const checkpoint = await readCheckpoint(folder);
  const model = checkModel(checkpoint);
  const tokenizer = guardedTokenizer(await readTokenizerFiles(checkpoint.folder));
  const summary = summarize(model, tokenizer, checkpoint.folder, bundled);
  const special = specialTokens(
    checkpoint.config,
    summary.vocabularySize,
    await readGenerationConfig(checkpoint.folder),
  );
  return new FolderModel(summary, tokenizer, special, new Inference(model, runtime));
}

/** A model folder, open. */
export class FolderModel implements LoadedModel {
  readonly #inference: Inference;
  /** Compiled when the first text is read. */
  #decoding?: Promise<DecodingModel>;

  constructor(
    readonly summary: ModelSummary,
    readonly tokenizer: Tokenizer,
    readonly specialTokens: SpecialTokens,
    inference: Inference,
  ) {
    this.#inference = inference;
  }

  /** The names of all activations that the model has. */
  get hookNames(): readonly string[] {
    return this.#inference.hookNames;
  }

  get positions(): ModelPositions {
    return modelPositions(this.#inference.model);
  }

  async run(ids: readonly number[], placement?: Placement): Promise<ModelRun> {
    const { model } = this.#inference;
    const activations = await this.#inference.run(ids, attentionHooks(model), [ids.length - 1], placement);
    return attentionRun(model, activations, (layer, v) => this.#inference.valueNorms(layer, v));
  }

  async scores(ids: readonly number[]): Promise<readonly ScoreActivations[]> {
    const { model } = this.#inference;
    return scoreActivations(model, await this.#inference.run(ids, scoreHooks(model), []));
  }

  async states(ids: readonly number[], placement: Placement): Promise<Float32Array> {
    const last = 'ln_final.hook_normalized';
    const { hooks } = await this.#inference.run(ids, [last], [], placement);
    return hooks[last].data as Float32Array;
  }

  positionTable(): Promise<Float32Array> {
    return readTensor(positionTableOf(this.#inference.model, this.summary.name));
  }

  /**
   * Any activations, by their names, and logits.
   * @param rows the tokens after which logits are wanted; all where absent
   */
  capture(ids: readonly number[], hooks: readonly string[], rows = ids.map((_, row) => row)): Promise<Activations> {
    return this.#inference.run(ids, hooks, rows);
  }

  async reader(): Promise<TextReader> {
    const { model, runtime } = this.#inference;
    this.#decoding ??= compileDecoding(model, runtime);
    try {
      return new TextReader(await this.#decoding, this.specialTokens.start);
    } catch (error) {
      this.#decoding = undefined; // Another attempt may find the memory that this one did not.
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#inference.release();
    await (await this.#decoding)?.executable.release();
  }
}
