import type { Value } from '../../engine/graph.ts';
import { add, log } from '../../engine/operators/elementwise.ts';
import { gather } from '../../engine/operators/indexing.ts';
import { concat, reshape, transpose } from '../../engine/operators/layout.ts';
import { linear } from '../../engine/operators/matrix.ts';
import { choice, count } from '../configuration/configFields.ts';
import { parseSpecialTokens } from '../configuration/translatorConfig.ts';
import type { ParameterSource, ParameterSpec } from '../family.ts';
import type { Hooks } from '../hooks.ts';
import { type Attended, attendAdditively } from '../layers/additiveAttention.ts';
import { bias, matrix, normalMatrix, orthogonalMatrix } from '../layers/initialParameters.ts';
import { perToken, recur, recurrentStep } from '../layers/recurrence.ts';
import type { RecurrentInputs } from '../recurrentFamily.ts';
import type { Encoded, NamedShapes, Translator, TranslatorConfig } from '../translator.ts';

export interface RnnTranslatorConfig extends TranslatorConfig {
  /** Numbers in a hidden state, H. */
  readonly hiddenSize: number;
  /** Numbers in which states are compared, A; without attention where absent. */
  readonly attentionSize?: number;
}

/**
 * Sequence to sequence with recurrent networks (Cho et al. 2014; Sutskever et al. 2014): the encoder's last state is
 * where the decoder begins. With `attention: additive`, the decoder also looks back at all of the encoder's states before
 * each step (Bahdanau et al. 2015). There is no such architecture in transformers: the model_type is ours.
 */
export const rnnTranslator: Translator<RnnTranslatorConfig> = {
  modelType: 'rnn_translator',
  isRecurrent: true,

  parseConfig(json) {
    const hiddenSize = count(json, 'hidden_size');
    const attends = choice(json, 'attention', { none: false, additive: true }, 'none');
    return {
      modelType: 'rnn_translator',
      width: count(json, 'embedding_size'),
      hiddenSize,
      attentionSize: attends ? count(json, 'attention_size', hiddenSize) : undefined,
      ...{ layers: attends ? 1 : 0, heads: 1, encoderLayers: 1, encoderHeads: 0 },
      sourceVocabularySize: count(json, 'vocab_size'),
      vocabularySize: count(json, 'decoder_vocab_size'),
      contextLength: count(json, 'max_position_embeddings', 256),
      ...parseSpecialTokens(json, count(json, 'decoder_vocab_size')),
    };
  },

  parameters({ width, hiddenSize, attentionSize, sourceVocabularySize, vocabularySize }) {
    const cell = (name: string): ParameterSpec[] => [
      normalMatrix(`${name}.weight_ih`, [hiddenSize, width], width),
      orthogonalMatrix(`${name}.weight_hh`, hiddenSize),
      bias(`${name}.bias`, hiddenSize),
    ];
    const attention =
      attentionSize === undefined
        ? []
        : [
            normalMatrix('attention.query.weight', [attentionSize, hiddenSize], hiddenSize),
            normalMatrix('attention.key.weight', [attentionSize, hiddenSize], hiddenSize),
            normalMatrix('attention.score.weight', [1, attentionSize], attentionSize),
            normalMatrix('decoder.weight_ch', [hiddenSize, hiddenSize], 4 * hiddenSize),
            normalMatrix('output.context.weight', [width, hiddenSize], hiddenSize),
          ];
    return [
      embedding('encoder.embed_tokens.weight', [sourceVocabularySize, width]),
      ...cell('encoder'),
      embedding('decoder.embed_tokens.weight', [vocabularySize, width]),
      ...cell('decoder'),
      ...attention,
      normalMatrix('output.state.weight', [width, hiddenSize], hiddenSize),
      bias('output.bias', width),
      bias('lm_head.bias', vocabularySize),
    ];
  },

  encode({ attentionSize, hiddenSize }, parameter, { ids, presence, tokens, batch }, hooks): Encoded {
    const at = hooks.within('encoder.');
    const length = known(tokens);
    const embedded = at.point('hook_embed', gather(parameter('encoder.embed_tokens.weight'), ids)); // [S·batch, E]
    const brought = linear(embedded, parameter('encoder.weight_ih'), parameter('encoder.bias'), 'out-in');
    const hidden = recur(brought, undefined, parameter('encoder.weight_hh'), length, presence);
    const all = at.point('hook_state', concat(hidden, 0)); // [S·batch, H]
    const state = { hidden: hidden[length - 1] };
    if (attentionSize === undefined) return { memory: {}, state };
    const keys = linear(all, parameter('attention.key.weight'), undefined, 'out-in'); // [S·batch, A]
    const bySequence = (x: Value, size: number) => transpose(reshape(x, [length, batch, size]), [1, 0, 2]);
    return { memory: { states: bySequence(all, hiddenSize), keys: bySequence(keys, attentionSize) }, state };
  },

  decode({ attentionSize }, parameter, { ids, tokens, state }, memory, presence, hooks) {
    const length = known(tokens);
    const embedded = hooks.point('hook_embed', gather(parameter('decoder.embed_tokens.weight'), ids)); // [T·batch, E]
    const brought = linear(embedded, parameter('decoder.weight_ih'), parameter('decoder.bias'), 'out-in');
    const weight = parameter('decoder.weight_hh');
    const attended: Attended[] = [];
    let states: Value[];
    if (attentionSize === undefined) states = recur(brought, state.hidden, weight, length);
    else {
      const annotations = { states: memory.states, keys: memory.keys, mask: transpose(log(presence), [1, 0]) };
      const weights = { query: parameter('attention.query.weight'), score: parameter('attention.score.weight') };
      const fromContext = parameter('decoder.weight_ch');
      let hidden = state.hidden;
      states = perToken(brought, length).map((part) => {
        const looked = attendAdditively(hidden, annotations, weights);
        attended.push(looked);
        hidden = recurrentStep(add(part, linear(looked.context, fromContext, undefined, 'out-in')), hidden, weight);
        return hidden;
      });
    }
    const hidden = hooks.point('hook_state', concat(states, 0)); // [T·batch, H]
    let read = linear(hidden, parameter('output.state.weight'), parameter('output.bias'), 'out-in'); // [T·batch, E]
    if (attended.length > 0) {
      noteAttention(attended, hooks.within('blocks.0.cross_attn.'));
      const contexts = concat(
        attended.map(({ context }) => context),
        0,
      );
      read = add(read, linear(contexts, parameter('output.context.weight'), undefined, 'out-in'));
    }
    const written = hooks.point('hook_out', read);
    const logits = linear(written, parameter('decoder.embed_tokens.weight'), parameter('lm_head.bias'), 'out-in');
    return { logits, state: { hidden: states[length - 1] } };
  },

  memoryShapes({ attentionSize, hiddenSize }, tokens, batch): NamedShapes {
    if (attentionSize === undefined) return {};
    return { states: [batch, tokens, hiddenSize], keys: [batch, tokens, attentionSize] };
  },

  stateShapes: ({ hiddenSize }, batch) => ({ hidden: [batch, hiddenSize] }),
};

/**
 * The encoder alone, of one sequence after the other, as a recurrent network that can be asked what it remembers.
 * @param config of a translator of this family
 */
export function recurrentEncoder(config: RnnTranslatorConfig) {
  return {
    config: { ...config, vocabularySize: config.sourceVocabularySize },
    family: {
      forward(_: unknown, parameter: ParameterSource, { ids, tokens }: RecurrentInputs, hooks: Hooks) {
        const embedded = hooks.point('hook_embed', gather(parameter('encoder.embed_tokens.weight'), ids));
        const brought = linear(embedded, parameter('encoder.weight_ih'), parameter('encoder.bias'), 'out-in');
        const states = recur(brought, undefined, parameter('encoder.weight_hh'), tokens);
        hooks.point('hook_state', concat(states, 0));
        return { embedded, states };
      },
    },
  };
}

/** Tied to the output, where its rows are compared with vectors of this length. */
function embedding(name: string, shape: readonly [number, number]): ParameterSpec {
  return matrix(name, shape, 0.1);
}

/** [batch, 1, T, S] as of one head, and contexts [T, batch, 1, H]. */
function noteAttention(attended: readonly Attended[], hooks: Hooks): void {
  const [batch, tokens] = attended[0].pattern.shape;
  const rows = (part: 'scores' | 'pattern') => () =>
    concat(
      attended.map((one) => reshape(one[part], [batch, 1, 1, tokens])),
      2,
    );
  hooks.note('hook_attn_scores', rows('scores'));
  hooks.note('hook_pattern', rows('pattern'));
  hooks.note('hook_z', () => {
    const [, width] = attended[0].context.shape;
    return concat(
      attended.map(({ context }) => reshape(context, [1, batch, 1, width])),
      0,
    );
  });
}

function known(tokens: number | string): number {
  if (typeof tokens === 'string') throw new Error('a recurrent network is unrolled over a number of tokens');
  return tokens;
}
