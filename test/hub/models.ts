import type { Files } from './hubServer.ts';

/** Weights that are in no place like in another, so that a wrong splice shows. */
export const weights = Buffer.from(Uint32Array.from({ length: 60_000 }, (_, index) => index * 2654435761).buffer);

export const config = JSON.stringify({
  model_type: 'gpt2',
  ...{ n_layer: 1, n_head: 2, n_embd: 8, n_positions: 16, vocab_size: 20 },
});

export const plainModel: Files = {
  '.gitattributes': '*.safetensors filter=lfs',
  'README.md': '# A model',
  'config.json': config,
  'generation_config.json': '{}',
  'model.safetensors': weights,
  'pytorch_model.bin': 'pickled',
  'tokenizer.json': '{"model": {"type": "BPE"}}',
  'tokenizer_config.json': '{}',
  'vocab.json': '{}',
  'merges.txt': '',
};

/** What is read of it. */
export const wantedOfPlain = [
  ...['config.json', 'generation_config.json', 'tokenizer_config.json', 'tokenizer.json', 'model.safetensors'],
];
