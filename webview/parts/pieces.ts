import { html, type TemplateResult } from 'lit';
import { type Piece, tokenTexts } from '../../src/analysis/tokenText.ts';

/** A piece of a text as it is shown: blanks and breaks with their marks. */
export function piece({ kind, text }: Piece): TemplateResult {
  if (kind === 'text') return html`${text}`;
  if (kind === 'break') return html`<span class="mark">${text}</span><br />`;
  return html`<span class=${kind}>${text}</span>`;
}

/** A text that is not cut into tokens, with the same marks. */
export function piecesOf(text: string): readonly Piece[] {
  const bytes = [...new TextEncoder().encode(text)];
  const whole = { id: 0, spelling: text, kind: 'text', start: 0, end: text.length, bytes } as const;
  return tokenTexts([whole], text).tokens[0].pieces;
}

/** A text on one line, with the same marks. */
export function shown(text: string): string {
  return piecesOf(text)
    .map((own) => own.text)
    .join('');
}
