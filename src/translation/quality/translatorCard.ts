import { type Band, inBand, type Judged, lengthBands, long, type Quality, qualityOf } from './quality.ts';

export interface TranslatorCardFacts {
  readonly name: string;
  /** What it is, as a sentence without its end. */
  readonly architecture: string;
  readonly parameters: number;
  readonly precision: string;
  /** Behind the stored weights, and of the whole run. */
  readonly steps: number;
  readonly minutes: number;
  /** Whether the stored weights are those of the lowest held-out loss, or those of the last step. */
  readonly keep: 'best' | 'last';
  /** What the recipe does not say of the run; absent: nothing. */
  readonly note?: string;
  /** Pairs, and their share that is held out. */
  readonly trainingPairs: number;
  readonly heldOutPairs: number;
  readonly share: number;
  /** Of a side at most, in training. */
  readonly tokens: number;
  /** Pairs of at most so many tokens a side were seen so many times an epoch. */
  readonly short?: { readonly tokens: number; readonly times: number };
  /** Every pair was seen without the marks that end it as well. */
  readonly unmarked?: boolean;
  /** Held-out sentences as the model translates them, greedily. */
  readonly judged: readonly Judged[];
  readonly everyday: readonly EverydayJudged[];
}

interface EverydayJudged extends Judged {
  readonly isRight: boolean;
  /** Of the source without the mark that ends it. */
  readonly unmarked: { readonly written: string; readonly isRight: boolean };
  readonly wasTrained: boolean;
}

const mostFailures = 12;

/** The model's README.md, front matter included. Every figure is measured on the files that lie beside it. */
export function translatorCard(facts: TranslatorCardFacts): string {
  const { judged, everyday } = facts;
  const thousands = (value: number) => value.toLocaleString('en');
  const right = everyday.filter(({ isRight }) => isRight).length;
  const bareRight = everyday.filter(({ unmarked }) => unmarked.isRight).length;
  const rows = [...lengthBands.map((band) => [named(band), qualityOf(inBand(judged, band))] as const)];
  const failures = spread(
    judged.filter(({ references, written }) => !references.includes(written)),
    mostFailures,
  );
  return `---
language: [zh, en]
license: mit
pipeline_tag: translation
---

# ${facts.name}

Chinese to English, as small as it can be to be looked into: ${facts.architecture}, ${thousands(facts.parameters)} parameters
stored as ${facts.precision}. It reads characters and writes the tokens of a byte-level BPE. It was trained from scratch by this
repository's own trainer (\`npm run train -- recipe.json\`; the recipe lies beside this card), one thread, ${facts.minutes.toFixed(1)} minutes; the
weights are those of ${stepText(facts)}.${facts.note ? ` ${facts.note}` : ''}

It is for looking at, not for asking: it fails on most sentences that it was not trained on, and on some that it was (see
below).

## Data

Sentence pairs of Tatoeba (tatoeba.org), CC-BY 2.0 FR, by its contributors; the file names the authors of each sentence.
${thousands(facts.trainingPairs)} pairs were trained on, those of up to ${facts.tokens} tokens a side${repetition(facts)}. ${thousands(facts.heldOutPairs)} pairs (${(100 * facts.share).toFixed(0)} %) were held out: split at random by
Chinese sentence, such that none of them was trained on, not even with other punctuation. An English sentence may be on both
sides where it translates several Chinese ones.

## How good it is

On the held-out sentences, greedily, each once, beside all their translations: chrF (Popović 2015; 0 to 100, as sacreBLEU has
it) and the share that is one of them to the letter.

| characters of the source | sentences | chrF | exact |
|---|---:|---:|---:|
${rows.map(([name, quality]) => row(name, quality)).join('\n')}
${row('more than 12', qualityOf(inBand(judged, long)))}
${row('all', qualityOf(judged))}

## Everyday sentences

${right} of ${everyday.length} are right, punctuation and case apart, and ${bareRight} where the source lacks the mark that ends it (the list was
made before any model was measured). *Trained* says whether the sentence was in the training part.

| source | what it writes | right | without the mark | right | trained |
|---|---|---|---|---|---|
${everyday.map(everydayRow).join('\n')}

## Failures

Held-out sentences that it gets wrong, spread evenly over all of those, not chosen.

| source | what it writes | a reference |
|---|---|---|
${failures.map(({ source, written, references }) => `| ${cell(source)} | ${cell(written)} | ${cell(references[0])} |`).join('\n')}

## Licence

The weights are Underhood's own, under the project's MIT licence; the sentences that they were trained on are under the
licence named above.
`;
}

function stepText({ steps, keep }: TranslatorCardFacts): string {
  const step = steps.toLocaleString('en');
  if (keep === 'best') return `step ${step}, where the held-out loss was lowest`;
  return `the last step, ${step}, rather than those of the lowest held-out loss: common sentences were to be known by heart`;
}

function repetition({ short, unmarked }: TranslatorCardFacts): string {
  const often = short
    ? `, those of up to ${short.tokens} (the token that ends a text included) ${short.times} times an epoch`
    : '';
  return unmarked ? `${often}, and all as often again without the marks that end them` : often;
}

function everydayRow({ source, written, isRight, unmarked, wasTrained }: EverydayJudged): string {
  const cells = [
    cell(source),
    cell(written),
    yes(isRight),
    cell(unmarked.written),
    yes(unmarked.isRight),
    yes(wasTrained),
  ];
  return `| ${cells.join(' | ')} |`;
}

function row(name: string, { sentences, chrf, exact }: Quality): string {
  return `| ${name} | ${sentences.toLocaleString('en')} | ${chrf.toFixed(1)} | ${(100 * exact).toFixed(1)} % |`;
}

function named({ from, to }: Band): string {
  return to === undefined ? `${from} and more` : `${from} to ${to}`;
}

function yes(is: boolean): string {
  return is ? 'yes' : 'no';
}

function cell(text: string): string {
  return text.replace(/([\\`*_<>|])/g, '\\$1');
}

function spread<Item>(items: readonly Item[], count: number): Item[] {
  const wanted = Math.min(count, items.length);
  return Array.from({ length: wanted }, (_, i) => items[Math.floor((i * items.length) / wanted)]);
}
