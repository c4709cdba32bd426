import type { Value } from '../../engine/graph.ts';
import { add } from '../../engine/operators/elementwise.ts';
import { reshape } from '../../engine/operators/layout.ts';
import { linear } from '../../engine/operators/matrix.ts';
import type { Dim } from '../../engine/shape.ts';
import { choice, count, divisible, flag, layerCount } from '../configuration/configFields.ts';
import { parseSpecialTokens } from '../configuration/translatorConfig.ts';
import type { ParameterSpec } from '../family.ts';
import { activations } from '../layers/activations.ts';
import { bias, gain, matrix, normalMatrix, residualMatrix } from '../layers/initialParameters.ts';
import { growing, type Translator, type TranslatorConfig } from '../translator.ts';
import {
  crossAttention,
  embed,
  feedForward,
  headsOf,
  normalize,
  project,
  selfAttention,
  sourceMask,
} from './marianParts.ts';

export interface MarianConfig extends TranslatorConfig {
  readonly encoderInnerWidth: number;
  readonly innerWidth: number;
  readonly activation: (x: Value) => Value;
  /** What embeddings are multiplied by before their positions are added. */
  readonly embeddingScale: number;
  /** Whether source and target have their embeddings in common. */
  readonly shared: boolean;
  readonly tiedEmbeddings: boolean;
}

const sharedTable = 'model.shared.weight';
const encoderTable = 'model.encoder.embed_tokens.weight';
const decoderTable = 'model.decoder.embed_tokens.weight';

/**
 * The encoder and decoder of Vaswani et al. 2017, as in transformers' `MarianMTModel`: norms after each part, positions by
 * sines and cosines, output tied to the decoder's embeddings, a bias on the logits.
 */
export const marian: Translator<MarianConfig> = {
  modelType: 'marian',
  isRecurrent: false,

  parseConfig(json) {
    const width = count(json, 'd_model');
    const [heads, encoderHeads] = [count(json, 'decoder_attention_heads'), count(json, 'encoder_attention_heads')];
    divisible('d_model', width, 'decoder_attention_heads', heads);
    divisible('d_model', width, 'encoder_attention_heads', encoderHeads);
    const sourceVocabularySize = count(json, 'vocab_size');
    const shared = flag(json, 'share_encoder_decoder_embeddings', true);
    const vocabularySize = shared ? sourceVocabularySize : count(json, 'decoder_vocab_size', sourceVocabularySize);
    return {
      modelType: 'marian',
      width,
      ...{ heads, encoderHeads, sourceVocabularySize, vocabularySize, shared },
      layers: layerCount(json, 'decoder_layers'),
      encoderLayers: layerCount(json, 'encoder_layers'),
      innerWidth: count(json, 'decoder_ffn_dim'),
      encoderInnerWidth: count(json, 'encoder_ffn_dim'),
      activation: choice(json, 'activation_function', activations, 'gelu'),
      embeddingScale: flag(json, 'scale_embedding', false) ? Math.sqrt(width) : 1,
      tiedEmbeddings: flag(json, 'tie_word_embeddings', true),
      contextLength: count(json, 'max_position_embeddings', 1024),
      ...parseSpecialTokens(json, vocabularySize),
    };
  },

  parameters(config) {
    const { width, layers, encoderLayers, sourceVocabularySize, vocabularySize, shared, tiedEmbeddings } = config;
    const norm = (name: string) => [gain(`${name}.weight`, width), bias(`${name}.bias`, width)];
    const dense = (spec: ParameterSpec, name: string, size: number) => [spec, bias(`${name}.bias`, size)];
    const attention = (name: string, depth: number) => [
      ...['q_proj', 'k_proj', 'v_proj'].flatMap((part) =>
        dense(normalMatrix(`${name}.${part}.weight`, [width, width], width), `${name}.${part}`, width),
      ),
      ...dense(residualMatrix(`${name}.out_proj.weight`, [width, width], depth), `${name}.out_proj`, width),
    ];
    const mlp = (name: string, inner: number) => [
      ...dense(normalMatrix(`${name}.fc1.weight`, [inner, width], width), `${name}.fc1`, inner),
      ...dense(normalMatrix(`${name}.fc2.weight`, [width, inner], 2 * inner), `${name}.fc2`, width),
      ...norm(`${name}.final_layer_norm`),
    ];
    const embedding = (name: string, rows: number, aliases: readonly string[]) => ({
      // After scaling, as large as the sines and cosines that are added.
      ...matrix(name, [rows, width], 1 / Math.sqrt(2 * width)),
      aliases,
    });
    const tied = tiedEmbeddings ? ['lm_head.weight'] : [];
    const embeddings = shared
      ? [embedding(sharedTable, vocabularySize, [encoderTable, decoderTable, ...tied])]
      : [embedding(encoderTable, sourceVocabularySize, []), embedding(decoderTable, vocabularySize, tied)];
    return [
      ...embeddings,
      ...named('model.encoder', encoderLayers).flatMap((layer) => [
        ...attention(`${layer}.self_attn`, encoderLayers),
        ...norm(`${layer}.self_attn_layer_norm`),
        ...mlp(layer, config.encoderInnerWidth),
      ]),
      ...named('model.decoder', layers).flatMap((layer) => [
        ...attention(`${layer}.self_attn`, layers),
        ...norm(`${layer}.self_attn_layer_norm`),
        ...attention(`${layer}.encoder_attn`, layers),
        ...norm(`${layer}.encoder_attn_layer_norm`),
        ...mlp(layer, config.innerWidth),
      ]),
      ...(tiedEmbeddings ? [] : [matrix('lm_head.weight', [vocabularySize, width])]),
      { ...bias('final_logits_bias', vocabularySize), shape: [1, vocabularySize] },
    ];
  },

  encode(config, parameter, { ids, positions, presence, tokens, batch }, hooks) {
    const stream = { tokens, batch, rows: ids.shape[0] };
    const mask = sourceMask(presence);
    const inside = hooks.within('encoder.');
    let x = embed(config, parameter(config.shared ? sharedTable : encoderTable), ids, positions, stream, inside);
    named('model.encoder', config.encoderLayers).forEach((layer, l) => {
      const at = inside.within(`blocks.${l}.`);
      x = at.point('hook_resid_pre', x);
      const part = { name: `${layer}.self_attn`, heads: config.encoderHeads, mask };
      const { written } = selfAttention(config, parameter, x, part, stream, at.within('attn.'));
      const attended = add(x, at.point('hook_attn_out', written));
      x = at.point('hook_resid_mid', normalize(parameter, attended, `${layer}.self_attn_layer_norm`, 'ln1', at));
      x = at.point('hook_resid_post', feedForward(config, parameter, x, layer, 'ln2', at));
    });
    const states = x; // [S·batch, C]
    const memory = named('model.decoder', config.layers).flatMap((layer, l) => {
      const at = hooks.within(`blocks.${l}.cross_attn.`);
      return (['k', 'v'] as const).map((part) => {
        const projected = project(parameter, states, `${layer}.encoder_attn.${part}_proj`);
        return [
          `${l}.${part}`,
          at.point(`hook_${part}`, headsOf(projected, config.heads, config.width, stream)),
        ] as const;
      });
    });
    return { memory: Object.fromEntries(memory), state: {} };
  },

  decode(config, parameter, { ids, positions, mask, tokens, batch, state }, memory, presence, hooks) {
    const stream = { tokens, batch, rows: ids.shape[0] };
    const table = parameter(config.shared ? sharedTable : decoderTable);
    const seen = sourceMask(presence);
    const present: Record<string, Value> = {};
    let x = embed(config, table, ids, positions, stream, hooks);
    named('model.decoder', config.layers).forEach((layer, l) => {
      const at = hooks.within(`blocks.${l}.`);
      x = at.point('hook_resid_pre', x);
      const past = state[`${l}.k`] && { k: state[`${l}.k`], v: state[`${l}.v`] };
      const own = { name: `${layer}.self_attn`, heads: config.heads, mask, past };
      const { written, k, v } = selfAttention(config, parameter, x, own, stream, at.within('attn.'));
      Object.assign(present, { [`${l}.k`]: k, [`${l}.v`]: v });
      const attended = add(x, at.point('hook_attn_out', written));
      x = at.point('hook_resid_mid', normalize(parameter, attended, `${layer}.self_attn_layer_norm`, 'ln1', at));

      const cross = { name: `${layer}.encoder_attn`, heads: config.heads, mask: seen };
      const read = crossAttention(config, parameter, x, memory, l, cross, stream, at.within('cross_attn.'));
      const informed = add(x, at.point('hook_cross_attn_out', read));
      const normalized = normalize(parameter, informed, `${layer}.encoder_attn_layer_norm`, 'ln2', at);
      x = at.point('hook_resid_mid_cross', normalized);
      x = at.point('hook_resid_post', feedForward(config, parameter, x, layer, 'ln3', at));
    });
    const output = parameter(config.tiedEmbeddings ? (config.shared ? sharedTable : decoderTable) : 'lm_head.weight');
    const logitsBias = reshape(parameter('final_logits_bias'), [config.vocabularySize]);
    return { logits: linear(x, output, logitsBias, 'out-in'), state: present };
  },

  memoryShapes({ layers, heads, width }, tokens, batch) {
    return perLayer(layers, [tokens, batch, heads, width / heads]);
  },

  stateShapes({ layers, heads, width }, batch) {
    return perLayer(layers, [growing, batch, heads, width / heads]);
  },
};

function named(part: string, layers: number): string[] {
  return Array.from({ length: layers }, (_, layer) => `${part}.layers.${layer}`);
}

function perLayer(layers: number, shape: readonly Dim[]) {
  const names = Array.from({ length: layers }, (_, l) => [`${l}.k`, `${l}.v`]).flat();
  return Object.fromEntries(names.map((name) => [name, shape]));
}
