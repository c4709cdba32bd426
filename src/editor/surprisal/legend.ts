import type { Parameters } from '../../errors.ts';
import { type HostKey, type Language, translate } from '../../localisation.ts';
import type { ReadingSummary } from '../../protocol/reading.ts';
import { literal, markdownTable } from '../markdown.ts';
import { formatCount, formatMeasured } from '../numbers.ts';
import { outlineOf, stepBits, stepProbabilities, stepStarts } from './scale.ts';
import type { SurprisalStatistics } from './statistics.ts';

/** What the legend is about. */
export interface Painted {
  readonly reading: Pick<ReadingSummary, 'model' | 'tokens' | 'surprisals' | 'startToken' | 'windows' | 'cut'>;
  readonly statistics: SurprisalStatistics;
  readonly kind: 'selection' | 'document';
  /** Characters (UTF-16 units) that were read, and those that there are. */
  readonly read: number;
  readonly length: number;
}

/** The two numbers in few words. */
export function statisticsText({ statistics }: Painted, language: Language): string {
  const { tokens, bitsPerCharacter, perplexity } = statistics;
  if (tokens === 0) return translate(language, 'surprisal.nothingCounts');
  return translate(language, 'surprisal.statistics', {
    bits: formatMeasured(bitsPerCharacter, 3),
    perplexity: formatMeasured(perplexity, 3),
  });
}

/** How the legend is to look. */
export interface LegendLook {
  /** Whether outlines are to be named. */
  readonly isHighContrast: boolean;
  /** Of the steps, as CSS writes them. */
  readonly colours: readonly string[];
}

/** The whole legend, in Markdown with colours. */
export function legendMarkdown(painted: Painted, language: Language, { isHighContrast, colours }: LegendLook): string {
  const said = (key: HostKey, parameters?: Parameters) => translate(language, key, parameters);
  const heading = said('surprisal.legend.heading', { model: literal(painted.reading.model.name) });
  return [
    `**${heading}**`,
    ...explanations(painted, said),
    scale(painted, said, { isHighContrast, colours }),
    ...notes(painted, said),
  ].join('\n\n');
}

/** The legend's rows, without colours: one per step. */
export function stepText({ statistics }: Painted, step: number, language: Language): string {
  return translate(language, 'surprisal.legend.step', {
    bits: stepBits(step),
    count: formatCount(statistics.counts[step - 1]),
    probability: stepProbabilities(step),
  });
}

type Say = (key: HostKey, parameters?: Parameters) => string;

/** What the two numbers mean, each in a sentence. */
function explanations({ statistics }: Painted, said: Say): string[] {
  const { tokens, bits, characters, bitsPerCharacter, perplexity } = statistics;
  if (tokens === 0) return [said('surprisal.nothingCounts')];
  return [
    said('surprisal.legend.bitsPerCharacter', {
      value: formatMeasured(bitsPerCharacter),
      bits: formatMeasured(bits),
      characters: formatCount(characters),
    }),
    said('surprisal.legend.perplexity', { value: formatMeasured(perplexity), tokens: formatCount(tokens) }),
  ];
}

function scale({ statistics }: Painted, said: Say, { isHighContrast, colours }: LegendLook): string {
  const columns = [
    { title: '', align: 'left' },
    { title: said('surprisal.column.bits'), align: 'right' },
    { title: said('surprisal.column.probability'), align: 'right' },
    { title: said('surprisal.column.places'), align: 'right' },
    ...(isHighContrast ? [{ title: said('surprisal.column.outline'), align: 'left' } as const] : []),
  ] as const;
  const rows = stepStarts.map((_, index) => {
    const step = index + 1;
    const count = formatCount(statistics.counts[index]);
    const outline = isHighContrast ? [said(`surprisal.outline.${outlineOf(step)}`)] : [];
    return [swatch(colours[index]), stepBits(step), stepProbabilities(step), count, ...outline];
  });
  return markdownTable(columns, rows);
}

/** VS Code lets through no other style than this. */
function swatch(colour: string): string {
  const blank = '&nbsp;'.repeat(6);
  return `<span style="background-color:${colour};">${blank}</span>`;
}

/** What one must know to read the painting rightly. */
function notes({ reading, kind, read, length }: Painted, said: Say): string[] {
  const { tokens, surprisals, startToken, windows, cut } = reading;
  const found: string[] = [];
  if (read < length) found.push(said('surprisal.note.part', { read: formatCount(read), length: formatCount(length) }));
  if (cut) found.push(said('cut.end', { used: formatCount(tokens.length), total: formatCount(cut.totalTokens) }));
  if (windows) {
    const { count, length, overlap } = windows;
    const numbers = { count: formatCount(count), length: formatCount(length), overlap: formatCount(overlap) };
    found.push(said('surprisal.note.windows', numbers));
  }
  if (kind === 'selection') found.push(said('surprisal.note.selection'));
  if (Number.isNaN(surprisals[0])) found.push(said('surprisal.note.nothingBefore'));
  else if (startToken)
    found.push(said('surprisal.note.start', { token: `<code>${literal(startToken.spelling)}</code>` }));
  if (tokens.some((token) => token.kind === 'special')) found.push(said('source.special'));
  return found;
}
