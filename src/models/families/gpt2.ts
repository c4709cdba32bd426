import type { Value } from '../../engine/graph.ts';
import { add } from '../../engine/operators/elementwise.ts';
import { gather } from '../../engine/operators/indexing.ts';
import { reshape, split } from '../../engine/operators/layout.ts';
import { linear } from '../../engine/operators/matrix.ts';
import { layerNorm } from '../../engine/operators/normalization.ts';
import { UnderhoodError } from '../../errors.ts';
import { type PositionScheme, tableOf } from '../../positions/scheme.ts';
import { schemes } from '../../positions/schemes.ts';
import { choice, count, divisible, flag, type Json, layerCount, positive } from '../configuration/configFields.ts';
import type { Family, ModelConfig, ParameterSpec } from '../family.ts';
import { activations } from '../layers/activations.ts';
import { attend, splitHeads } from '../layers/attention.ts';
import { bias, gain, matrix, residualMatrix } from '../layers/initialParameters.ts';
import { parseRope, rotate, rotation } from '../layers/rotary.ts';

interface Gpt2Config extends ModelConfig {
  readonly innerWidth: number;
  readonly activation: (x: Value) => Value;
  readonly epsilon: number;
  readonly scaleByHeadSize: boolean;
  readonly scaleByLayer: boolean;
  /** What the rows of a table that a formula makes are multiplied by. */
  readonly positionScale: number;
}

/**
 * Schemes other than GPT-2's own, in the field `position_scheme`. What is a table to transformers as well goes by the name
 * of GPT-2; the others by a name of ours, since transformers would leave their positions out.
 */
const { rotary, alibi, ...tables } = schemes;

function schemeOf(json: Json): PositionScheme {
  if (json.model_type === 'gpt2_positions') return choice<PositionScheme>(json, 'position_scheme', { rotary, alibi });
  return choice<PositionScheme>(json, 'position_scheme', tables, 'learned');
}

/** What the table holds that is not trained; a scheme that needs none leaves it zero. */
function fixedTable({ table = () => 0 }: PositionScheme, positions: number, width: number, scale: number) {
  return table === 'trained'
    ? undefined
    : () => Float32Array.from(tableOf(table, positions, width), (value) => scale * value);
}

/**
 * GPT-2 (Radford et al. 2019), as in transformers' `GPT2LMHeadModel`: norms before each part, learned positions,
 * weights stored [in, out] (Conv1D), output tied to the token embeddings unless the configuration says otherwise. Other
 * position schemes can take the place of the learned table.
 */
export const gpt2: Family<Gpt2Config> = {
  modelType: 'gpt2',
  positionTable: 'transformer.wpe.weight',

  parseConfig(json) {
    const width = count(json, 'n_embd');
    const heads = count(json, 'n_head');
    divisible('n_embd', width, 'n_head', heads);
    const headSize = width / heads;
    const contextLength = count(json, 'n_positions', 1024);
    const positions = schemeOf(json);
    if (positions.rotates && headSize % 2 !== 0) throw new UnderhoodError('config.oddHead', { size: headSize });
    return {
      modelType: 'gpt2',
      layers: layerCount(json, 'n_layer'),
      heads,
      keyValueHeads: heads,
      headSize,
      width,
      vocabularySize: count(json, 'vocab_size'),
      contextLength,
      tiedEmbeddings: flag(json, 'tie_word_embeddings', true),
      positions,
      rope: positions.rotates && parseRope(json, contextLength),
      innerWidth: count(json, 'n_inner', 4 * width),
      activation: choice(json, 'activation_function', activations, 'gelu_new'),
      epsilon: positive(json, 'layer_norm_epsilon', 1e-5),
      scaleByHeadSize: flag(json, 'scale_attn_weights', true),
      scaleByLayer: flag(json, 'scale_attn_by_inverse_layer_idx', false),
      positionScale: positive(json, 'position_scale', 1),
    };
  },

  parameters({ layers, width, innerWidth, vocabularySize, contextLength, tiedEmbeddings, positions, positionScale }) {
    const optionalBias = (name: string, size: number): ParameterSpec => ({ ...bias(name, size), optional: true });
    const norm = (name: string) => [gain(`${name}.weight`, width), optionalBias(`${name}.bias`, width)];
    return [
      matrix('transformer.wte.weight', [vocabularySize, width]),
      {
        ...matrix('transformer.wpe.weight', [contextLength, width]),
        fixed: fixedTable(positions, contextLength, width, positionScale),
      },
      ...Array.from({ length: layers }, (_, l) => `transformer.h.${l}`).flatMap((block) => [
        ...norm(`${block}.ln_1`),
        matrix(`${block}.attn.c_attn.weight`, [width, 3 * width]),
        optionalBias(`${block}.attn.c_attn.bias`, 3 * width),
        residualMatrix(`${block}.attn.c_proj.weight`, [width, width], layers),
        optionalBias(`${block}.attn.c_proj.bias`, width),
        ...norm(`${block}.ln_2`),
        matrix(`${block}.mlp.c_fc.weight`, [width, innerWidth]),
        optionalBias(`${block}.mlp.c_fc.bias`, innerWidth),
        residualMatrix(`${block}.mlp.c_proj.weight`, [innerWidth, width], layers),
        optionalBias(`${block}.mlp.c_proj.bias`, width),
      ]),
      ...norm('transformer.ln_f'),
      ...(tiedEmbeddings ? [] : [matrix('lm_head.weight', [vocabularySize, width])]),
    ];
  },

  attentionScale: ({ headSize, scaleByHeadSize, scaleByLayer }, layer) =>
    (scaleByHeadSize ? 1 / Math.sqrt(headSize) : 1) / (scaleByLayer ? layer + 1 : 1),

  outputWeight: (_config, parameter, layer) => parameter(`transformer.h.${layer}.attn.c_proj.weight`),

  forward(config, parameter, { ids, positions, mask, batch, past, rows: chosen }, hooks) {
    const { layers, heads, headSize, width, epsilon } = config;
    const [tokens] = positions.shape;
    const [rows] = ids.shape; // T·batch
    const shape = { batch, tokens, heads, keyValueHeads: heads, headSize };
    const turn = config.rope && rotation(positions, headSize, config.rope, hooks);

    const embedded = hooks.point('hook_embed', gather(parameter('transformer.wte.weight'), ids)); // [rows, C]
    let x = embedded;
    // Angles and biases have no last position, as a table has.
    if (config.positions.table) {
      const placed = hooks.point('hook_pos_embed', gather(parameter('transformer.wpe.weight'), positions)); // [T, C]
      const everySequence = reshape(placed, [tokens, 1, width]);
      x = reshape(add(reshape(embedded, [tokens, batch, width]), everySequence), [rows, width]);
    }

    for (let l = 0; l < layers; l++) {
      const block = `transformer.h.${l}`;
      const at = hooks.within(`blocks.${l}.`);
      const norm = (input: Value, name: string, hook: string) => {
        const normalized = layerNorm(input, parameter(`${name}.weight`), parameter.optional(`${name}.bias`), epsilon);
        at.note(`${hook}.hook_scale`, normalized.scale);
        return at.point(`${hook}.hook_normalized`, normalized.output);
      };
      const dense = (input: Value, name: string) =>
        linear(input, parameter(`${name}.weight`), parameter.optional(`${name}.bias`), 'in-out');

      x = at.point('hook_resid_pre', x);
      const qkv = dense(norm(x, `${block}.ln_1`, 'ln1'), `${block}.attn.c_attn`); // [rows, 3C]: all q, all k, all v
      const attention = at.within('attn.');
      const parts = split(qkv, 1, [width, width, width]).map((part, i) =>
        attention.point(['hook_q', 'hook_k', 'hook_v'][i], splitHeads(part, shape, heads)),
      ); // [T, batch, H, d] each
      const turned = (x: Value, hook: string) => (turn ? attention.point(hook, rotate(x, turn)) : x);
      const [q, k, v] = [turned(parts[0], 'hook_rot_q'), turned(parts[1], 'hook_rot_k'), parts[2]];
      const scale = gpt2.attentionScale(config, l);
      const outputWeight = () => gpt2.outputWeight(config, parameter, l);
      const z = attend({ q, k, v, mask, past: past?.[l], scale, outputWeight }, shape, rows, attention);
      const attended = at.point('hook_attn_out', dense(z, `${block}.attn.c_proj`)); // [rows, C]

      x = at.point('hook_resid_mid', add(x, attended));
      const pre = at.point('mlp.hook_pre', dense(norm(x, `${block}.ln_2`, 'ln2'), `${block}.mlp.c_fc`)); // [rows, M]
      const post = at.point('mlp.hook_post', config.activation(pre));
      const written = at.point('hook_mlp_out', dense(post, `${block}.mlp.c_proj`)); // [rows, C]
      x = at.point('hook_resid_post', add(x, written));
    }

    const final = layerNorm(
      x,
      parameter('transformer.ln_f.weight'),
      parameter.optional('transformer.ln_f.bias'),
      epsilon,
    );
    hooks.note('ln_final.hook_scale', final.scale);
    const normalized = hooks.point('ln_final.hook_normalized', final.output);
    const read = chosen ? gather(normalized, chosen) : normalized; // [rows or n, C]
    const unembedding = parameter(config.tiedEmbeddings ? 'transformer.wte.weight' : 'lm_head.weight');
    return linear(read, unembedding, undefined, 'out-in'); // [rows or n, V]
  },
};
