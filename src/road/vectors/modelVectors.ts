import type { OpenModel } from '../openModel.ts';
import type { WordVectors } from './wordVectors.ts';

/**
 * The token embeddings of a model, those that stand for a whole word or sign: the row of the first parameter that has as
 * many rows as there are tokens. Of ` king` and `king` the one with the blank counts, which is how words stand in a text.
 */
export async function modelVectors(model: OpenModel): Promise<WordVectors> {
  const { vocabularySize, width } = model.architecture.config;
  const specs = model.architecture.family.parameters(model.architecture.config);
  const table = specs.find(({ shape }) => shape.length === 2 && shape[0] === vocabularySize)!;
  const embeddings = (await model.weights()).get(table.name)!;
  const rows = new Map<string, number>();
  for (let id = 0; id < vocabularySize; id++) {
    const text = wordOf(model.tokenizer.bytesOf(id));
    if (text === undefined) continue;
    const word = text.trim();
    if (word !== '' && (!rows.has(word) || text !== word)) rows.set(word, id);
  }
  const words = [...rows.keys()];
  const data = new Float32Array(words.length * width);
  [...rows.values()].forEach((id, i) => {
    data.set(embeddings.subarray(id * width, (id + 1) * width), i * width);
  });
  return { words, width, data };
}

/** Undefined for part of a character. */
function wordOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
