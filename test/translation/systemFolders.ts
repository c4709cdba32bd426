import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { writeCheckpoint } from '../../src/checkpoint/writeFolder.node.ts';
import { sizeOf } from '../../src/engine/shape.ts';
import { anyArchitectureOf } from '../../src/models/families.ts';
import { parametersOf } from '../../src/models/parameters.ts';
import { Random } from '../../src/random.ts';
import { characterTokenizer } from '../../src/tokenizer/characterTokenizer.ts';
import { translatorIds, translatorSpecials } from '../../src/training/pairs/translatorTokens.ts';

const source = characterTokenizer(['我爱你，他也。'], translatorSpecials);
const target = characterTokenizer(['I love you, he.'], translatorSpecials);
const sizes = {
  ...translatorIds,
  vocab_size: sizeOfVocabulary(source),
  decoder_vocab_size: sizeOfVocabulary(target),
  max_position_embeddings: 12,
};
const recurrent = { ...sizes, embedding_size: 6, hidden_size: 8 };

/** config.json of one model of each kind, over a few characters. */
export const systemConfigs = {
  rnn: { model_type: 'rnn', ...recurrent },
  sequenceToSequence: { model_type: 'rnn_translator', ...recurrent },
  additive: { model_type: 'rnn_translator', ...recurrent, attention: 'additive', attention_size: 5 },
  transformer: {
    ...{ model_type: 'marian', ...sizes, d_model: 8, encoder_layers: 1, decoder_layers: 2 },
    ...{ encoder_attention_heads: 4, decoder_attention_heads: 2, encoder_ffn_dim: 12, decoder_ffn_dim: 12 },
    ...{ activation_function: 'swish', scale_embedding: true, share_encoder_decoder_embeddings: false },
  },
} as const;

/** Writes a folder of random weights, with tokenizers of characters. */
export async function writeSystem(folder: string, kind: keyof typeof systemConfigs, seed = 3): Promise<void> {
  const config = systemConfigs[kind];
  const random = new Random(seed);
  const tensors = parametersOf(anyArchitectureOf(config)).map(({ name, shape }) => {
    return [name, { shape, data: Float32Array.from({ length: sizeOf(shape) }, () => 0.5 * random.normal()) }];
  });
  await writeCheckpoint(folder, { config, tensors: Object.fromEntries(tensors) }, 'f32');
  const files =
    kind === 'rnn'
      ? { 'tokenizer.json': source }
      : { 'source_tokenizer.json': source, 'target_tokenizer.json': target };
  for (const [name, json] of Object.entries(files)) await writeFile(path.join(folder, name), JSON.stringify(json));
}

function sizeOfVocabulary(tokenizer: object): number {
  return Object.keys((tokenizer as { readonly model: { readonly vocab: object } }).model.vocab).length;
}
