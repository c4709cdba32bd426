// `model_type` of the architectures that can be opened: known here without loading any of them.

/** Those that write on after a text, and whose attention can be explained. */
export const transformerTypes = ['gpt2', 'gpt2_positions', 'llama'] as const;
/** Those that read one text and write another. */
export const translatorTypes = ['rnn_translator', 'marian'] as const;

export const supportedModelTypes = [...transformerTypes, 'rnn', ...translatorTypes] as const;
export type SupportedModelType = (typeof supportedModelTypes)[number];
