import { Random } from '../../random.ts';
import { type Corpus, connectedGroups, splitGroups } from './corpus.ts';

/** The files that the bundled model learns from, read but not yet looked into. */
interface BundledSources {
  /** tinystories-1000.json */
  readonly stories: readonly string[];
  /** tatoeba-cmn-eng-29156.txt: English, Chinese, attribution, by tabs. */
  readonly sentencePairs: string;
  /** chinese-poetry-*.json */
  readonly poems: readonly Poem[];
}

export interface Poem {
  readonly title: string;
  readonly author: string;
  readonly paragraphs: readonly string[];
}

const heldOutFraction = 0.05;

/** One sentence a line. Sentences are short: in documents of one, most of a context window would be separators. */
const sentencesPerDocument = 10;

/**
 * The four corpora of the bundled model, each split at random into training and held-out documents, such that nothing
 * held out occurs in training: not in another translation, another punctuation or another collection.
 */
export function bundledCorpora(sources: BundledSources, seed: number): Corpus[] {
  const random = new Random(seed);
  return [
    storyCorpus(sources.stories, random),
    ...sentenceCorpora(sources.sentencePairs, random),
    poemCorpus(sources.poems, random),
  ];
}

function storyCorpus(stories: readonly string[], random: Random): Corpus {
  const groups = connectedGroups([...new Set(stories.map(plainStory))], (story) => [lettersOf(story)]);
  return { name: 'english-stories', ...splitGroups(groups, heldOutFraction, random) };
}

/**
 * One story in twelve was read as Windows-1252 where it was UTF-8 (`“` became `â€œ`). All quotes are made straight, as
 * the other stories have them.
 */
function plainStory(story: string): string {
  return story
    .replaceAll(/â€[\u201C\u201D]/g, '-') // en dash, em dash
    .replaceAll('â€\u2122', "'")
    .replaceAll(/â€\u0153?/g, '"')
    .trim();
}

function sentenceCorpora(pairs: string, random: Random): Corpus[] {
  const rows = pairs
    .split('\n')
    .map((line) => line.split('\t').map(plainSentence))
    .filter(([english, chinese]) => english && chinese) as [english: string, chinese: string][];
  const groups = connectedGroups(rows, ([english, chinese]) => [
    `en ${lettersOf(english)}`,
    `zh ${lettersOf(chinese)}`,
  ]);
  const { training, heldOut } = splitGroups(groups, heldOutFraction, random);
  const documents = (part: readonly (readonly string[])[], side: 0 | 1) =>
    pack(random.shuffled([...new Set(part.map((row) => row[side]!))]), sentencesPerDocument);
  return [
    { name: 'english-sentences', training: documents(training, 0), heldOut: documents(heldOut, 0) },
    { name: 'chinese-sentences', training: documents(training, 1), heldOut: documents(heldOut, 1) },
  ];
}

/** Without byte order marks, zero-width spaces and odd blanks. */
function plainSentence(sentence: string): string {
  return sentence
    .replaceAll(/[\uFEFF\u200B]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

function poemCorpus(poems: readonly Poem[], random: Random): Corpus {
  // Poems with lost characters would teach the model to write □.
  const whole = poems.filter((poem) => !poem.paragraphs.join('').includes('□'));
  // The Three Hundred Poems repeat some of the complete ones, at times with another character in a line.
  const groups = connectedGroups(whole, (poem) => poem.paragraphs.map(lettersOf));
  const { training, heldOut } = splitGroups(groups, heldOutFraction, random);
  return { name: 'chinese-poems', training: poemDocuments(training), heldOut: poemDocuments(heldOut) };
}

function poemDocuments(poems: readonly Poem[]): string[] {
  const byText = new Map(poems.map((poem) => [lettersOf(poem.paragraphs.join('')), poemDocument(poem)]));
  return [...byText.values()];
}

/** The title as Chinese prints it, then one couplet a line; an editor's brackets around a doubtful character go. */
function poemDocument({ title, author, paragraphs }: Poem): string {
  return [`《${title}》${author}`, ...paragraphs].join('\n').replaceAll(/[[\]]/g, '');
}

/** What two texts have in common that differ in punctuation, blanks and case only. */
function lettersOf(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** Consecutive sentences, one a line. */
function pack(sentences: readonly string[], perDocument: number): string[] {
  return Array.from({ length: Math.ceil(sentences.length / perDocument) }, (_, index) =>
    sentences.slice(index * perDocument, (index + 1) * perDocument).join('\n'),
  );
}
