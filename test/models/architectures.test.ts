import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { architectureOf } from '../../src/models/families.ts';
import { supportedModelTypes } from '../../src/models/supported.ts';
import { throwsCode } from '../checkpoint/rejection.ts';
import { goldenFolder } from './goldenCases.ts';

const configOf = (name: string) => JSON.parse(readFileSync(path.join(goldenFolder, name, 'config.json'), 'utf8'));
const gpt2 = configOf('gpt2-plain');
const llama = configOf('llama-llama3');

describe('config.json', () => {
  it('reads as transformers means it, absent fields included', () => {
    const { n_embd, n_head, n_layer, vocab_size } = gpt2;
    const least = architectureOf({ model_type: 'gpt2', n_embd, n_head, n_layer, vocab_size });
    assert.equal(least.config.contextLength, 1024);
    assert.equal(least.config.tiedEmbeddings, true);

    const { hidden_size, intermediate_size, num_attention_heads, num_hidden_layers } = llama;
    const sizes = { hidden_size, intermediate_size, num_attention_heads, num_hidden_layers, vocab_size };
    const { config } = architectureOf({ model_type: 'llama', ...sizes });
    assert.equal(config.contextLength, 2048);
    assert.equal(config.tiedEmbeddings, false);
    assert.equal(config.keyValueHeads, num_attention_heads);
    assert.equal(config.headSize, hidden_size / num_attention_heads);
  });

  it('names an architecture that is not supported', () => {
    throwsCode(() => architectureOf({ model_type: 'mamba' }), 'model.unknownArchitecture', {
      architecture: '"mamba"',
      known: supportedModelTypes.join(', '),
    });
    throwsCode(() => architectureOf({ model_type: 'toString' }), 'model.unknownArchitecture');
    throwsCode(() => architectureOf({}), 'config.missing', { field: 'model_type' });
    throwsCode(() => architectureOf({ ...gpt2, quantization_config: { bits: 4 } }), 'model.quantized');
  });

  it('names the field that is missing or impossible', () => {
    const refuse = (change: object, code: Parameters<typeof throwsCode>[1], field: string, base = gpt2) =>
      throwsCode(() => architectureOf({ ...base, ...change }), code, { field });
    refuse({ n_layer: null }, 'config.missing', 'n_layer');
    for (const value of [0, -1, 1.5, 1e9, '12', [], Number.NaN]) refuse({ n_layer: value }, 'config.count', 'n_layer');
    refuse({ vocab_size: 2 ** 40 }, 'config.count', 'vocab_size');
    refuse({ n_head: 5 }, 'config.divisible', 'n_embd');
    refuse({ activation_function: 'mish' }, 'config.choice', 'activation_function');
    refuse({ activation_function: '__proto__' }, 'config.choice', 'activation_function');
    for (const value of [0, -1e-5, 1e300, 1e-300, '1e-5']) {
      refuse({ layer_norm_epsilon: value }, 'config.positive', 'layer_norm_epsilon');
    }
    refuse({ scale_attn_weights: 'yes' }, 'config.flag', 'scale_attn_weights');
    refuse({ num_key_value_heads: 4 }, 'config.divisible', 'num_attention_heads', llama);
    throwsCode(() => architectureOf({ ...llama, head_dim: 7 }), 'config.oddHead', { size: 7 });
  });

  it('names a rotary scaling that is not supported', () => {
    const refuse = (rope: unknown, code: Parameters<typeof throwsCode>[1], field: string) =>
      throwsCode(() => architectureOf({ ...llama, rope_parameters: rope }), code, { field });
    refuse({ rope_type: 'yarn', factor: 4 }, 'config.choice', 'rope_type');
    refuse({ type: 'dynamic', factor: 4 }, 'config.choice', 'type');
    refuse({ rope_type: 'linear' }, 'config.missing', 'factor');
    refuse(
      { rope_type: 'llama3', factor: 2, low_freq_factor: 4, high_freq_factor: 4 },
      'config.larger',
      'high_freq_factor',
    );
    refuse({ rope_theta: 'ten thousand' }, 'config.positive', 'rope_theta');
    refuse({ partial_rotary_factor: 0.5 }, 'config.choice', 'partial_rotary_factor');
    refuse([], 'config.object', 'rope_parameters');
  });
});
