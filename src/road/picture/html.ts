import type { Palette } from '../../colours/palettes.ts';
import type { Language } from '../../localisation.ts';
import type { Outcome } from '../experiment.ts';
import { type Message, message, roadText } from '../message.ts';
import { writtenNumber } from '../numbers.ts';
import type { TextView, View } from '../view.ts';
import { pictureOf } from './picture.ts';
import { escaped, svgText } from './shape.ts';
import { twinOf } from './twin.ts';

/** Rows of a table that a document can bear. */
const mostRows = 20;
const width = 640;

/**
 * A result as HTML without scripts: what a preview of Markdown shows below its block.
 * @param palette named by a class, whose colours are in media/preview/road.css
 */
export function outcomeHtml(outcome: Outcome, language: Language, palette: Palette): string {
  const say = (text: Message) => escaped(roadText(language, text));
  const verdicts = (outcome.verdicts ?? []).map(({ claim, verdict, reason }) => {
    const word = say(message(`verdict.${verdict}`));
    return `<li class="verdict-${verdict}"><b>${word}</b> ${say(claim)} <span>${say(reason)}</span></li>`;
  });
  return `<section class="hood-result hood-${palette}">
<p class="hood-headline">${say(outcome.headline)}</p>
${verdicts.length > 0 ? `<ul class="hood-verdicts">${verdicts.join('')}</ul>` : ''}
${outcome.views.map((view) => viewHtml(view, language)).join('\n')}
</section>
`;
}

function viewHtml(view: View, language: Language): string {
  const say = (text: Message) => escaped(roadText(language, text));
  const caption = `<figcaption>${say(view.title)}</figcaption>`;
  return `<figure class="hood-view">${caption}${inner(view, language)}</figure>`;
}

function inner(view: View, language: Language): string {
  const picture = pictureOf(view, width, language);
  if (picture) {
    const { width, height, shapes } = picture;
    const label = escaped(roadText(language, view.title));
    const size = `viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`;
    return `<svg xmlns="http://www.w3.org/2000/svg" class="hood-picture" role="img" aria-label="${label}" ${size}>${shapes.map(svgText).join('')}</svg>`;
  }
  if (view.kind === 'text') return textHtml(view, language);
  if (view.kind === 'sound') return `<p>${escaped(roadText(language, message('picture.sound')))}</p>`;
  if (view.kind === 'formula') return `<p class="hood-formula">${escaped(view.letters)}</p>`;
  return tableHtml(view, language);
}

function textHtml({ passages }: TextView, language: Language): string {
  const paragraphs = passages.map(({ name, pieces }) => {
    const title = name ? `<b>${escaped(roadText(language, name))}</b> ` : '';
    const written = pieces.map(({ text, value = 0 }) => {
      const shade = Math.min(9, Math.round(Math.abs(value) * 9));
      return shade === 0
        ? escaped(text)
        : `<mark class="shade-${shade}${value < 0 ? ' cold' : ''}">${escaped(text)}</mark>`;
    });
    return `<p>${title}${written.join('').replaceAll('\n', '<br>')}</p>`;
  });
  return paragraphs.join('');
}

function tableHtml(view: View, language: Language): string {
  const { columns, rows } = twinOf(view);
  const cell = (value: Message | number | null) => {
    if (value === null) return '–';
    return escaped(typeof value === 'number' ? writtenNumber(value) : roadText(language, value));
  };
  const head = columns.map((column) => `<th>${cell(column)}</th>`).join('');
  const body = rows
    .slice(0, mostRows)
    .map((row) => `<tr>${row.map((value) => `<td>${cell(value)}</td>`).join('')}</tr>`);
  const rest = rows.length > mostRows ? `<tr><td colspan="${columns.length}">…</td></tr>` : '';
  return `<table><thead><tr>${head}</tr></thead><tbody>${body.join('')}${rest}</tbody></table>`;
}
