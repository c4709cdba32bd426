import { html, nothing, svg } from 'lit';
import type { CurveStyle } from '../charts/palette.ts';
import { cssColour } from '../charts/ramps.ts';

/** A piece of a line as it is drawn in a chart, to stand before its name. */
export function lineSample({ colour, dash }: CurveStyle, width = 2) {
  return html`<svg width="28" height="8" aria-hidden="true">
    ${svg`<line
      x1="0"
      y1="4"
      x2="28"
      y2="4"
      stroke-width=${width}
      stroke=${cssColour(colour)}
      stroke-dasharray=${dash.length === 0 ? nothing : dash.join(' ')}
    ></line>`}
  </svg>`;
}
