import { tokenTexts } from '../../analysis/tokenText.ts';
import { type Language, translate } from '../../localisation.ts';
import { alternativeCount, type ReadingSummary, type VocabularyEntry } from '../../protocol/reading.ts';
import { literal, markdownTable } from '../markdown.ts';
import { formatCount, formatMeasured, formatProbability } from '../numbers.ts';
import type { Place } from './places.ts';

/** A hover has room for so many tables; characters of more tokens are rare, and the page shows them all. */
const mostTables = 4;

/** What the hover of a place says, in Markdown: of each token how likely it was, and what was likelier. */
export function hoverMarkdown(reading: ReadingSummary, { first, last, bits }: Place, language: Language): string {
  const { texts, whole } = textsOf(reading, first, last);
  const sections = texts
    .slice(0, mostTables)
    .map((label, index) => tokenSection(reading, first + index, label, language));
  if (texts.length > 1) {
    const parameters = { text: code(whole), tokens: texts.length, bits: bitsOf(bits) };
    const key = Number.isNaN(bits) ? 'surprisal.hover.sharedUnknown' : 'surprisal.hover.shared';
    sections.unshift(translate(language, key, parameters));
  }
  if (texts.length > mostTables) sections.push('…');
  return sections.join('\n\n');
}

/** How the tokens of a place look, and the characters that they make. */
function textsOf({ tokens, text }: ReadingSummary, first: number, last: number) {
  const own = tokens.slice(first, last + 1);
  const texts = tokenTexts(own, text).tokens.map(({ label }) => label);
  const whole = text.slice(own[0].start, Math.max(...own.map(({ end }) => end)));
  return { texts, whole };
}

function tokenSection(reading: ReadingSummary, index: number, label: string, language: Language): string {
  const { surprisals, ranks, model, startToken } = reading;
  const surprisal = surprisals[index];
  if (Number.isNaN(surprisal)) return translate(language, 'surprisal.hover.nothingBefore', { token: code(label) });
  const heading = translate(language, 'surprisal.hover.token', {
    token: code(label),
    bits: bitsOf(surprisal),
    probability: formatProbability(2 ** -surprisal),
    rank: formatCount(ranks[index]),
    size: formatCount(model.vocabularySize),
  });
  const isAfterStart = index === 0 && startToken;
  const given = isAfterStart && translate(language, 'surprisal.hover.start', { token: code(startToken.spelling) });
  return [heading, ...(given ? [given] : []), alternativesTable(reading, index, label, language)].join('\n\n');
}

/** The likeliest tokens, and where it is not among them the one that really follows. */
function alternativesTable(reading: ReadingSummary, index: number, label: string, language: Language): string {
  const { tokens, surprisals, ranks, alternatives, vocabulary } = reading;
  const row = (rank: number, text: string, probability: number, isReal: boolean) => {
    const cells = [formatCount(rank), code(text), formatProbability(probability), bitsOf(-Math.log2(probability))];
    return isReal ? cells.map((cell) => `**${cell}**`) : cells;
  };
  const own = row(ranks[index], label, 2 ** -surprisals[index], true);
  const from = index * alternativeCount;
  const rows: string[][] = [];
  for (let place = 0; place < alternativeCount; place++) {
    const id = alternatives.ids[from + place];
    const probability = alternatives.probabilities[from + place];
    // A vocabulary may be smaller than the table.
    if (probability === 0) break;
    const entry = vocabulary.find((known) => known.id === id);
    if (id === tokens[index].id) rows.push(own);
    else rows.push(row(place + 1, entry ? labelOf(entry) : String(id), probability, false));
  }
  if (!rows.includes(own)) rows.push(own);
  const title = (name: 'rank' | 'token' | 'probability' | 'bits') => translate(language, `surprisal.column.${name}`);
  return markdownTable(
    [
      { title: title('rank'), align: 'right' },
      { title: title('token'), align: 'left' },
      { title: title('probability'), align: 'right' },
      { title: title('bits'), align: 'right' },
    ],
    rows,
  );
}

function labelOf(entry: VocabularyEntry): string {
  return tokenTexts([{ ...entry, start: 0, end: 0 }], '').tokens[0].label;
}

function code(text: string): string {
  return `<code>${literal(text)}</code>`;
}

/** Surprisals are at least 0, but what was computed for certainty may be a hair less. */
function bitsOf(bits: number): string {
  return formatMeasured(Math.max(0, bits));
}
