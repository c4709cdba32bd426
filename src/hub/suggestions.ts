/** A model to begin with, as its page on the hub says. */
interface Suggestion {
  readonly name: string;
  readonly modelType: string;
  readonly licence: string;
  /** Bytes of its weights, which are nearly all there is to download; the hub says exactly how many there are. */
  readonly size: number;
}

/** Small models of the families that can be opened, with open licences and weights in safetensors. */
export const suggestions: readonly Suggestion[] = [
  { name: 'HuggingFaceTB/SmolLM2-135M', modelType: 'llama', licence: 'apache-2.0', size: 269e6 },
  { name: 'distilbert/distilgpt2', modelType: 'gpt2', licence: 'apache-2.0', size: 353e6 },
  { name: 'openai-community/gpt2', modelType: 'gpt2', licence: 'mit', size: 548e6 },
  { name: 'HuggingFaceTB/SmolLM2-360M', modelType: 'llama', licence: 'apache-2.0', size: 724e6 },
  { name: 'openai-community/gpt2-medium', modelType: 'gpt2', licence: 'mit', size: 1.52e9 },
];
