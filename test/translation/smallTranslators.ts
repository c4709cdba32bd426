const special = { eos_token_id: 0, pad_token_id: 1, decoder_start_token_id: 1 };
const sizes = { vocab_size: 30, decoder_vocab_size: 25, ...special };

/** config.json of translators that run in milliseconds. */
export const smallTranslators = {
  'sequence to sequence': { model_type: 'rnn_translator', embedding_size: 12, hidden_size: 16, ...sizes },
  'with additive attention': {
    ...{ model_type: 'rnn_translator', embedding_size: 12, hidden_size: 16, ...sizes },
    ...{ attention: 'additive', attention_size: 10 },
  },
  marian: {
    ...{ model_type: 'marian', d_model: 16, encoder_layers: 2, decoder_layers: 2, ...sizes },
    ...{ encoder_attention_heads: 2, decoder_attention_heads: 4, encoder_ffn_dim: 24, decoder_ffn_dim: 20 },
    ...{ activation_function: 'swish', scale_embedding: true, max_position_embeddings: 20 },
    share_encoder_decoder_embeddings: false,
  },
} as const;
