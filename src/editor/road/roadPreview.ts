import { Appetite } from '../../road/block/appetite.ts';
import { fenceLanguage } from '../../road/block/fences.ts';
import { escaped } from '../../road/picture/shape.ts';

interface FenceToken {
  readonly info: string;
  readonly content: string;
}
/** `rendering` belongs to one rendering of one document. */
type FenceRule = (
  tokens: readonly FenceToken[],
  index: number,
  options: unknown,
  rendering: object,
  ...rest: readonly unknown[]
) => string;

/** What of VS Code's Markdown renderer (markdown-it) is extended. */
export interface MarkdownRenderer {
  readonly renderer: { readonly rules: { fence?: FenceRule } };
}

/**
 * Shows below each block of a preview what came out when it ran last.
 * @param lastResult as HTML, of what stands between a block's fences
 */
export function extendPreview<Renderer extends MarkdownRenderer>(
  markdown: Renderer,
  lastResult: (body: string) => string,
): Renderer {
  const { rules } = markdown.renderer;
  const before = rules.fence;
  const appetites = new WeakMap<object, Appetite>();
  rules.fence = (tokens, index, options, rendering, ...rest) => {
    const { info, content } = tokens[index];
    const block = before
      ? before(tokens, index, options, rendering, ...rest)
      : `<pre><code>${escaped(content)}</code></pre>\n`;
    if (info.trim().split(/\s+/)[0].toLowerCase() !== fenceLanguage) return block;
    const appetite = appetites.get(rendering) ?? new Appetite();
    appetites.set(rendering, appetite);
    return appetite.takes(content) ? `${block}${lastResult(content)}` : block;
  };
  return markdown;
}
