import { html, type TemplateResult } from 'lit';
import { icon } from '../shell/icons.ts';
import type { Strings } from '../shell/strings.ts';

const steps = [
  { name: 'remove', key: 'zoomOut', by: -1 },
  { name: 'add', key: 'zoomIn', by: 1 },
  { name: 'screenFull', key: 'zoomFit', by: 0 },
] as const;

/** Buttons that zoom out, in, and to the whole. @param zoom told the direction; 0: the whole */
export function zoomButtons(strings: Strings, zoom: (direction: -1 | 0 | 1) => void): TemplateResult {
  return html`<div class="zoom">
    ${steps.map(
      ({ name, key, by }) => html`<button
        class="quiet"
        title=${strings(`attention.${key}`)}
        aria-label=${strings(`attention.${key}`)}
        @click=${() => zoom(by)}
      >
        ${icon(name)}
      </button>`,
    )}
  </div>`;
}
