import { gather } from '../../engine/operators/indexing.ts';
import { concat } from '../../engine/operators/layout.ts';
import { linear } from '../../engine/operators/matrix.ts';
import { count } from '../configuration/configFields.ts';
import { bias, matrix, normalMatrix } from '../layers/initialParameters.ts';
import { recur } from '../layers/recurrence.ts';
import type { RecurrentFamily } from '../recurrentFamily.ts';

/**
 * A recurrent language model (Elman 1990; Mikolov et al. 2010): h_t = tanh(W_hh·h_{t−1} + W_xh·x_t + b), and the next
 * token from h_t, by the same table as x_t. There is no such architecture in transformers: the model_type is ours.
 */
export const rnn: RecurrentFamily = {
  modelType: 'rnn',

  parseConfig: (json) => ({
    modelType: 'rnn',
    width: count(json, 'embedding_size'),
    hiddenSize: count(json, 'hidden_size'),
    vocabularySize: count(json, 'vocab_size'),
    contextLength: count(json, 'max_position_embeddings', 256),
  }),

  parameters: ({ width, hiddenSize, vocabularySize }) => [
    matrix('embed_tokens.weight', [vocabularySize, width], 0.1),
    normalMatrix('rnn.weight_ih', [hiddenSize, width], width),
    normalMatrix('rnn.weight_hh', [hiddenSize, hiddenSize], hiddenSize),
    bias('rnn.bias', hiddenSize),
    normalMatrix('output.weight', [width, hiddenSize], hiddenSize),
    bias('output.bias', width),
    bias('lm_head.bias', vocabularySize),
  ],

  forward(_config, parameter, { ids, tokens, state }, hooks) {
    const embedded = hooks.point('hook_embed', gather(parameter('embed_tokens.weight'), ids)); // [T·batch, E]
    const brought = linear(embedded, parameter('rnn.weight_ih'), parameter('rnn.bias'), 'out-in'); // [T·batch, H]
    const states = recur(brought, state, parameter('rnn.weight_hh'), tokens);
    const hidden = hooks.point('hook_state', concat(states, 0)); // [T·batch, H]
    const read = hooks.point(
      'hook_out',
      linear(hidden, parameter('output.weight'), parameter('output.bias'), 'out-in'),
    );
    const logits = linear(read, parameter('embed_tokens.weight'), parameter('lm_head.bias'), 'out-in'); // [T·batch, V]
    return { logits, embedded, states };
  },
};
