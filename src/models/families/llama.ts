import type { Value } from '../../engine/graph.ts';
import { add, multiply } from '../../engine/operators/elementwise.ts';
import { gather } from '../../engine/operators/indexing.ts';
import { transpose } from '../../engine/operators/layout.ts';
import { linear } from '../../engine/operators/matrix.ts';
import { rmsNorm } from '../../engine/operators/normalization.ts';
import { UnderhoodError } from '../../errors.ts';
import { schemes } from '../../positions/schemes.ts';
import { choice, count, divisible, flag, layerCount, positive } from '../configuration/configFields.ts';
import type { Family, ModelConfig, ParameterSpec } from '../family.ts';
import { activations } from '../layers/activations.ts';
import { attend, splitHeads } from '../layers/attention.ts';
import { bias, gain, matrix, residualMatrix } from '../layers/initialParameters.ts';
import { parseRope, type Rope, rotate, rotation } from '../layers/rotary.ts';

interface LlamaConfig extends ModelConfig {
  readonly innerWidth: number;
  readonly activation: (x: Value) => Value;
  readonly epsilon: number;
  readonly rope: Rope;
  readonly attentionBias: boolean;
  readonly mlpBias: boolean;
}

/**
 * Llama (Touvron et al. 2023), as in transformers' `LlamaForCausalLM`: RMSNorm before each part, rotary positions,
 * grouped-query attention, SwiGLU, weights stored [out, in].
 */
export const llama: Family<LlamaConfig> = {
  modelType: 'llama',

  parseConfig(json) {
    const width = count(json, 'hidden_size');
    const heads = count(json, 'num_attention_heads');
    const keyValueHeads = count(json, 'num_key_value_heads', heads);
    divisible('num_attention_heads', heads, 'num_key_value_heads', keyValueHeads);
    if ((json.head_dim ?? undefined) === undefined) divisible('hidden_size', width, 'num_attention_heads', heads);
    const headSize = count(json, 'head_dim', width / heads);
    if (headSize % 2 !== 0) throw new UnderhoodError('config.oddHead', { size: headSize });
    const contextLength = count(json, 'max_position_embeddings', 2048);
    return {
      modelType: 'llama',
      layers: layerCount(json, 'num_hidden_layers'),
      heads,
      keyValueHeads,
      headSize,
      width,
      vocabularySize: count(json, 'vocab_size'),
      contextLength,
      tiedEmbeddings: flag(json, 'tie_word_embeddings', false),
      innerWidth: count(json, 'intermediate_size'),
      activation: choice(json, 'hidden_act', activations, 'silu'),
      epsilon: positive(json, 'rms_norm_eps', 1e-6),
      positions: schemes.rotary,
      rope: parseRope(json, contextLength),
      attentionBias: flag(json, 'attention_bias', false),
      mlpBias: flag(json, 'mlp_bias', false),
    };
  },

  parameters(config) {
    const { layers, heads, keyValueHeads, headSize, width, innerWidth, vocabularySize } = config;
    const dense = (weight: ParameterSpec, hasBias: boolean) =>
      hasBias ? [weight, bias(weight.name.replace(/weight$/, 'bias'), weight.shape[0])] : [weight];
    return [
      matrix('model.embed_tokens.weight', [vocabularySize, width]),
      ...Array.from({ length: layers }, (_, l) => `model.layers.${l}`).flatMap((block) => [
        gain(`${block}.input_layernorm.weight`, width),
        ...dense(matrix(`${block}.self_attn.q_proj.weight`, [heads * headSize, width]), config.attentionBias),
        ...dense(matrix(`${block}.self_attn.k_proj.weight`, [keyValueHeads * headSize, width]), config.attentionBias),
        ...dense(matrix(`${block}.self_attn.v_proj.weight`, [keyValueHeads * headSize, width]), config.attentionBias),
        ...dense(
          residualMatrix(`${block}.self_attn.o_proj.weight`, [width, heads * headSize], layers),
          config.attentionBias,
        ),
        gain(`${block}.post_attention_layernorm.weight`, width),
        ...dense(matrix(`${block}.mlp.gate_proj.weight`, [innerWidth, width]), config.mlpBias),
        ...dense(matrix(`${block}.mlp.up_proj.weight`, [innerWidth, width]), config.mlpBias),
        ...dense(residualMatrix(`${block}.mlp.down_proj.weight`, [width, innerWidth], layers), config.mlpBias),
      ]),
      gain('model.norm.weight', width),
      ...(config.tiedEmbeddings ? [] : [matrix('lm_head.weight', [vocabularySize, width])]),
    ];
  },

  attentionScale: ({ headSize }) => 1 / Math.sqrt(headSize),

  outputWeight: (_config, parameter, layer) =>
    transpose(parameter(`model.layers.${layer}.self_attn.o_proj.weight`), [1, 0]),

  forward(config, parameter, { ids, positions, mask, batch, past, rows: chosen }, hooks) {
    const { layers, heads, keyValueHeads, headSize, epsilon } = config;
    const [tokens] = positions.shape;
    const [rows] = ids.shape; // T·batch
    const shape = { batch, tokens, heads, keyValueHeads, headSize };
    const turn = rotation(positions, headSize, config.rope, hooks);

    let x = hooks.point('hook_embed', gather(parameter('model.embed_tokens.weight'), ids)); // [rows, C]

    for (let l = 0; l < layers; l++) {
      const block = `model.layers.${l}`;
      const at = hooks.within(`blocks.${l}.`);
      const norm = (input: Value, name: string, hook: string) => {
        const normalized = rmsNorm(input, parameter(`${block}.${name}.weight`), epsilon);
        at.note(`${hook}.hook_scale`, normalized.scale);
        return at.point(`${hook}.hook_normalized`, normalized.output);
      };
      const dense = (input: Value, name: string, hasBias: boolean) => {
        const bias = hasBias ? parameter(`${block}.${name}.bias`) : undefined;
        return linear(input, parameter(`${block}.${name}.weight`), bias, 'out-in');
      };

      x = at.point('hook_resid_pre', x);
      const attention = at.within('attn.');
      const read = norm(x, 'input_layernorm', 'ln1');
      const project = (part: 'q' | 'k' | 'v', partHeads: number) => {
        const projected = dense(read, `self_attn.${part}_proj`, config.attentionBias);
        return attention.point(`hook_${part}`, splitHeads(projected, shape, partHeads)); // [T, batch, partHeads, d]
      };
      const q = attention.point('hook_rot_q', rotate(project('q', heads), turn));
      const k = attention.point('hook_rot_k', rotate(project('k', keyValueHeads), turn));
      const v = project('v', keyValueHeads);
      const scale = llama.attentionScale(config, l);
      const outputWeight = () => llama.outputWeight(config, parameter, l);
      const z = attend({ q, k, v, mask, past: past?.[l], scale, outputWeight }, shape, rows, attention);
      const attended = at.point('hook_attn_out', dense(z, 'self_attn.o_proj', config.attentionBias)); // [rows, C]

      x = at.point('hook_resid_mid', add(x, attended));
      // SwiGLU (Shazeer 2020): down(silu(gate(x)) · up(x))
      const normalized = norm(x, 'post_attention_layernorm', 'ln2');
      const gate = at.point('mlp.hook_pre', dense(normalized, 'mlp.gate_proj', config.mlpBias)); // [rows, M]
      const up = at.point('mlp.hook_pre_linear', dense(normalized, 'mlp.up_proj', config.mlpBias)); // [rows, M]
      const post = at.point('mlp.hook_post', multiply(config.activation(gate), up));
      const written = at.point('hook_mlp_out', dense(post, 'mlp.down_proj', config.mlpBias)); // [rows, C]
      x = at.point('hook_resid_post', add(x, written));
    }

    const final = rmsNorm(x, parameter('model.norm.weight'), epsilon);
    hooks.note('ln_final.hook_scale', final.scale);
    const normalized = hooks.point('ln_final.hook_normalized', final.output);
    const read = chosen ? gather(normalized, chosen) : normalized; // [rows or n, C]
    const unembedding = parameter(config.tiedEmbeddings ? 'model.embed_tokens.weight' : 'lm_head.weight');
    return linear(read, unembedding, undefined, 'out-in'); // [rows or n, V]
  },
};
