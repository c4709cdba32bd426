import type { ModelSummary } from '../../protocol/run.ts';

/** Bits that each way of predicting spends on a byte of a corpus's held-out part, document ends included. */
export interface CorpusMeasure {
  readonly name: string;
  readonly trainingBytes: number;
  readonly heldOutBytes: number;
  readonly model: number;
  /** Modified interpolated Kneser–Ney of order 5 over bytes, from the same training part. */
  readonly ngram: number;
  /** xz -9e of both parts, less that of the training part. */
  readonly xz: number;
}

export interface Sample {
  readonly prompt: string;
  readonly continuation: string;
}

interface CardFacts {
  readonly model: ModelSummary;
  readonly measures: readonly CorpusMeasure[];
  readonly samples: readonly Sample[];
  readonly temperature: number;
  /** Steps behind the stored weights, and tokens read by then. */
  readonly steps: number;
  readonly tokensRead: number;
}

/** Where each corpus of the bundled model comes from, and under which licence. */
const sources: Readonly<Record<string, string>> = {
  'english-stories': '1,000 stories of TinyStories (Eldan & Li 2023), CDLA-Sharing-1.0',
  'english-sentences': 'English sentences of Tatoeba (tatoeba.org), CC-BY 2.0 FR',
  'chinese-sentences': 'Chinese sentences of Tatoeba (tatoeba.org), CC-BY 2.0 FR',
  'chinese-poems': 'Tang poems of chinese-poetry, MIT',
};

/** The model's README.md, front matter included. Every figure is measured on the files that lie beside it. */
export function modelCard({ model, measures, samples, temperature, steps, tokensRead }: CardFacts): string {
  const bits = (value: number) => value.toFixed(3);
  const thousands = (value: number) => value.toLocaleString('en');
  const rows = measures.map(
    ({ name, trainingBytes, heldOutBytes, ...measure }) =>
      `| ${name} | ${thousands(trainingBytes)} | ${thousands(heldOutBytes)} | ${bits(measure.model)} | ${bits(measure.ngram)} | ${bits(measure.xz)} |`,
  );
  return `---
language: [en, zh]
license: mit
library_name: transformers
---

# ${model.name}

The model that comes with Underhood: small enough to open at once, large enough to write recognisable English and
Chinese. It is a GPT-2 of ${model.layers} layers with ${model.heads} heads each, width ${model.width}, ${thousands(model.parameters)} parameters stored as ${model.precision}, a
byte-level BPE of ${thousands(model.vocabularySize)} tokens, and a context of ${model.contextLength} tokens. It was trained from scratch by this repository's own
trainer (\`npm run train -- recipe.json\`; the recipe lies beside this card): ${thousands(steps)} steps, ${thousands(tokensRead)} tokens read, one thread,
the step with the best held-out loss kept.

It knows only what is in the corpora below. It is for looking at, not for asking.

## Data

${measures.map(({ name }) => `- **${name}**: ${sources[name] ?? 'the recipe names it'}`).join('\n')}

The corpora were split at random by source: no sentence of the held-out part, nor another translation of it, was
trained on. The Tatoeba sentences keep their attribution: they are by the contributors of tatoeba.org.

## How good it is

Bits per byte of held-out text, document ends included (less is better), beside an order-5 n-gram model of bytes
(modified interpolated Kneser–Ney) and \`xz -9e\`, both given the same training part.

| corpus | training bytes | held-out bytes | this model | n-gram | xz |
|---|---:|---:|---:|---:|---:|
${rows.join('\n')}

## Samples

Drawn at temperature ${temperature} over the whole vocabulary, from seed 1, not chosen.

${samples.map(quotedSample).join('\n\n')}

## Licence

The weights are Underhood's own, under the project's MIT licence; the texts that they were trained on are under the
licences named above.
`;
}

/** A sample as the card shows it. */
export function quotedSample({ prompt, continuation }: Sample): string {
  return `> **${quoted(prompt)}**${quoted(continuation)}`;
}

/** Text inside a Markdown quotation, its line breaks kept. */
function quoted(text: string): string {
  return text.replace(/([\\`*_<>|])/g, '\\$1').replaceAll('\n', '  \n> ');
}
