import { currentLanguage, say } from '../../panels/language.ts';
import type { RoadRuns } from '../../panels/roadRuns.ts';
import { parseBlock } from '../../road/block/parseBlock.ts';
import { message, roadText } from '../../road/message.ts';
import { outcomeHtml } from '../../road/picture/html.ts';
import { escaped } from '../../road/picture/shape.ts';
import { currentPalette } from '../palette.ts';

/**
 * What came out of a block when it ran last, as HTML below it in a preview.
 * @param body what stands between its fences
 * @param document URI of the one that it stands in
 */
export function lastResult(body: string, document: string | undefined, runs: RoadRuns): string {
  const language = currentLanguage();
  const { block, problems } = parseBlock(body);
  const note = (text: string) => `<p class="hood-none">${escaped(text)}</p>\n`;
  if (!block) return note(problems.map(({ text }) => roadText(language, text)).join(' '));
  if (block.kind === 'page') return note(roadText(language, message(`block.page.${block.page}`)));
  const outcome = runs.lastOf(block, document)?.outcome;
  return outcome ? outcomeHtml(outcome, language, currentPalette()) : note(say('road.preview.none'));
}
