import { currentLanguage, say } from '../../panels/language.ts';
import type { RoadRuns } from '../../panels/roadRuns.ts';
import { fenceLanguage } from '../../road/block/fences.ts';
import { parseBlock } from '../../road/block/parseBlock.ts';
import { message, roadText } from '../../road/message.ts';
import { outcomeHtml } from '../../road/picture/html.ts';
import { escaped } from '../../road/picture/shape.ts';

interface FenceToken {
  readonly info: string;
  readonly content: string;
}
type FenceRule = (tokens: readonly FenceToken[], index: number, ...rest: readonly unknown[]) => string;

/** What of VS Code's Markdown renderer (markdown-it) is extended. */
export interface MarkdownRenderer {
  readonly renderer: { readonly rules: { fence?: FenceRule } };
}

/** Shows below each block of a preview what came out when it ran last. */
export function extendPreview<Renderer extends MarkdownRenderer>(markdown: Renderer, runs: RoadRuns): Renderer {
  const { rules } = markdown.renderer;
  const before = rules.fence;
  rules.fence = (tokens, index, ...rest) => {
    const { info, content } = tokens[index];
    const block = before ? before(tokens, index, ...rest) : `<pre><code>${escaped(content)}</code></pre>\n`;
    if (info.trim().split(/\s+/)[0].toLowerCase() !== fenceLanguage) return block;
    return `${block}${resultOf(content, runs)}`;
  };
  return markdown;
}

function resultOf(body: string, runs: RoadRuns): string {
  const language = currentLanguage();
  const { block, problems } = parseBlock(body);
  const note = (text: string) => `<p class="hood-none">${escaped(text)}</p>\n`;
  if (!block) return note(problems.map(({ text }) => roadText(language, text)).join(' '));
  if (block.kind === 'page') return note(roadText(language, message(`block.page.${block.page}`)));
  const outcome = runs.lastOf(block)?.outcome;
  return outcome ? outcomeHtml(outcome, language) : note(say('road.preview.none'));
}
