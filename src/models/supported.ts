/** `model_type` of the architectures that can be opened: known here without loading any of them. */
export const supportedModelTypes = ['gpt2', 'gpt2_positions', 'llama', 'rnn', 'rnn_translator', 'marian'] as const;
export type SupportedModelType = (typeof supportedModelTypes)[number];
