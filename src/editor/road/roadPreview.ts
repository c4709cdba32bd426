import { Appetite } from '../../road/block/appetite.ts';
import { fenceLanguage } from '../../road/block/fences.ts';
import { escaped } from '../../road/picture/shape.ts';

interface FenceToken {
  readonly info: string;
  readonly content: string;
}
/** What belongs to one rendering: the document, unless VS Code was given a bare text. */
interface Rendering {
  readonly currentDocument?: { toString(): string };
}
type FenceRule = (
  tokens: readonly FenceToken[],
  index: number,
  options: unknown,
  rendering: Rendering,
  ...rest: readonly unknown[]
) => string;

/** What of VS Code's Markdown renderer (markdown-it) is extended. */
export interface MarkdownRenderer {
  readonly renderer: { readonly rules: { fence?: FenceRule } };
}

/**
 * Shows below each block of a preview what came out when it ran last.
 * @param lastResult as HTML, of what stands between a block's fences in the document at a URI
 */
export function extendPreview<Renderer extends MarkdownRenderer>(
  markdown: Renderer,
  lastResult: (body: string, document: string | undefined) => string,
): Renderer {
  const { rules } = markdown.renderer;
  const before = rules.fence;
  const appetites = new WeakMap<Rendering, Appetite>();
  rules.fence = (tokens, index, options, rendering, ...rest) => {
    const { info, content } = tokens[index];
    const block = before
      ? before(tokens, index, options, rendering, ...rest)
      : `<pre><code>${escaped(content)}</code></pre>\n`;
    if (info.trim().split(/\s+/)[0].toLowerCase() !== fenceLanguage) return block;
    const appetite = appetites.get(rendering) ?? new Appetite();
    appetites.set(rendering, appetite);
    return appetite.takes(content) ? `${block}${lastResult(content, rendering.currentDocument?.toString())}` : block;
  };
  return markdown;
}
