import { draw } from '../../analysis/drawing.ts';
import { rank } from '../../analysis/ranking.ts';
import { distribute } from '../../analysis/sampling.ts';
import { plainSampling } from '../../analysis/samplingSettings.ts';
import type { FolderModel } from '../../models/loaded/loadedModel.node.ts';
import type { Sample } from './modelCard.ts';

/** How the samples of a card are drawn. */
export const cardSampling = { ...plainSampling, temperature: 0.7, seed: 1 };

const prompts = ['Once upon a time, there was a little', 'Tom said he', '我不知道', '《秋'];
/** Tokens of a sample, at most. */
const length = 60;

/** What a model writes after the prompts of its card: always the same. */
export async function cardSamples(model: FolderModel): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (const prompt of prompts) samples.push({ prompt, continuation: await continuation(model, prompt) });
  return samples;
}

/** Tokens drawn one after the other, fewer where the model ends the text. */
async function continuation(model: FolderModel, prompt: string): Promise<string> {
  const ids = model.tokenizer.encode(prompt).map(({ id }) => id);
  const start = ids.length;
  while (ids.length < start + length) {
    const { logits } = await model.capture(ids, [], [ids.length - 1]);
    const distribution = distribute(rank(logits.data as Float32Array), cardSampling);
    const id = distribution.ranked.ids[draw(distribution, cardSampling.seed, ids.length - start)];
    if (model.tokenizer.bytesOf(id).length === 0) break;
    ids.push(id);
  }
  const bytes = ids.slice(start).flatMap((id) => [...model.tokenizer.bytesOf(id)]);
  return new TextDecoder().decode(Uint8Array.from(bytes));
}
