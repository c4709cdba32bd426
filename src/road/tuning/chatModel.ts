import type { Runtime } from '../../engine/runtime.ts';
import { UnderhoodError } from '../../errors.ts';
import type { Architecture } from '../../models/families.ts';
import { textOfBytes } from '../../tokenizer/bytesText.ts';
import type { Parameter } from '../../training/parameters.ts';
import { LaneReader } from '../gpt/laneReader.ts';
import { largestPlace } from '../neighbours/attention.ts';
import { type OpenModel, trainedParameters } from '../openModel.ts';
import { type ChatTokenizer, chatTokenizer, promptTokens } from './dialogue.ts';

/** Tuning takes sixteen bytes a parameter, and a few hundred steps of a larger model more than a short while. */
const mostParameters = 40_000_000;

/** A model that goes on learning. */
export interface TunedModel {
  readonly architecture: Architecture;
  /** As they are before: those that training changes. */
  readonly parameters: readonly Parameter[];
}

/** A model that is to learn to talk. */
export interface ChatModel extends TunedModel {
  readonly tokenizer: ChatTokenizer;
}

/** The model that the person has chosen. Throws UnderhoodError where it is too large to be tuned while somebody watches. */
export async function chatModel(model: OpenModel): Promise<ChatModel> {
  const { architecture, summary, specialTokens } = model;
  if (summary.parameters > mostParameters) {
    throw new UnderhoodError('road.tooLargeToTune', { parameters: summary.parameters, most: mostParameters });
  }
  const tokenizer = chatTokenizer(model.tokenizer, specialTokens.ends);
  return { architecture, tokenizer, parameters: await trainedParameters(model) };
}

/** Answers of a model in tuning, the likeliest token at each place. Reads the parameters as they are at each call. */
export class Answerer {
  private constructor(
    private readonly reader: LaneReader,
    private readonly tokenizer: ChatTokenizer,
    private readonly bytesOf: (id: number) => Uint8Array,
    private readonly contextLength: number,
  ) {}

  static async compile(
    runtime: Runtime,
    { architecture: { family, config }, tokenizer }: ChatModel,
    parameters: readonly Parameter[],
    bytesOf: (id: number) => Uint8Array,
  ): Promise<Answerer> {
    const reader = await LaneReader.compile(runtime, { family, config, parameters }, 1);
    return new Answerer(reader, tokenizer, bytesOf, config.contextLength);
  }

  /** @param most tokens of an answer that does not end by itself */
  async answer(prompt: string, most = 40): Promise<string> {
    const { end } = this.tokenizer;
    const asked = promptTokens(prompt, this.tokenizer).slice(-Math.floor(this.contextLength / 2));
    this.reader.reset();
    let logits: Float32Array = new Float32Array();
    for (const id of asked) logits = await this.reader.next([id]);
    const written: number[] = [];
    while (written.length < most) {
      const id = largestPlace(logits);
      if (id === end) break;
      written.push(id);
      logits = await this.reader.next([id]);
    }
    return textOfBytes(written.flatMap((id) => [...this.bytesOf(id)])).trim();
  }

  release(): Promise<void> {
    return this.reader.release();
  }
}
