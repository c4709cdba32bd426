import { html, svg } from 'lit';
import type { Strings } from '../../shell/strings.ts';

const width = 288;
const height = 96;
/** Room for the numbers under the bars, and over the highest. */
const foot = 16;
const head = 14;

/**
 * How many positions can be told apart by the first 0, 1, 2, … dimensions.
 * @param uncover told of the bar that was clicked
 */
export function countBars(
  counts: readonly number[],
  positions: number,
  uncovered: number,
  strings: Strings,
  uncover: (dimensions: number) => void,
) {
  const pitch = width / counts.length;
  const heightOf = (count: number) => ((height - foot - head) * count) / Math.max(1, positions);
  const told = counts.map((count, i) => `${i}: ${count}`).join(', ');
  return html`<svg
    role="img"
    viewBox="0 0 ${width} ${height}"
    width=${width}
    height=${height}
    aria-label=${`${strings('positions.covered.counts')}: ${told}`}
  >
    ${counts.map((count, i) => {
      const x = i * pitch;
      const top = height - foot - heightOf(count);
      return svg`<g class=${i === uncovered ? 'shown' : ''} @click=${() => uncover(i)}>
        <rect class="hit" x=${x} y="0" width=${pitch} height=${height}></rect>
        <rect class="bar" x=${x + 1.5} y=${top} width=${pitch - 3} height=${Math.max(1, heightOf(count))}></rect>
        <text x=${x + pitch / 2} y=${top - 4}>${count}</text>
        <text class="foot" x=${x + pitch / 2} y=${height - 3}>${i}</text>
      </g>`;
    })}
  </svg>`;
}
