import { css } from 'lit';
import { controls } from './element.ts';
import { footStyle } from './footStyle.ts';

/** What the views of the page have in common: a row of controls above, a sentence at the foot. */
export const viewStyle = [
  controls,
  footStyle,
  css`
    .controls {
      display: flex;
      flex-wrap: wrap;
      gap: 4px 16px;
      align-items: center;
      padding: 4px 0;
    }
    input[type='number'] {
      width: 64px;
    }
    canvas {
      display: block;
    }
    h2 {
      margin: 0 0 4px;
      font-size: 13px;
    }
    p {
      margin: 4px 0;
    }
    footer p {
      margin: 0;
      min-height: 44px;
      line-height: 22px;
    }
    @media (min-width: 1000px) {
      footer p {
        min-height: 22px;
      }
    }
  `,
];
