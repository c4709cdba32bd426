import { html, type TemplateResult } from 'lit';
import { segments } from '../shell/strings.ts';

/** A sentence whose `{parameters}` are tokens: drawn as tokens, and read as they are labelled. */
export function withTokens(sentence: string, tokens: Readonly<Record<string, string>>): TemplateResult {
  return html`${segments(sentence).map((segment) =>
    'text' in segment ? segment.text : html`<span class="token">${tokens[segment.parameter]}</span>`,
  )}`;
}
