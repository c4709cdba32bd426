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
      min-height: 24px;
      padding: 1px 4px;
      border: 1px solid var(--vscode-input-border, var(--vscode-contrastBorder, transparent));
      border-radius: 2px;
      font: inherit;
      color: var(--vscode-input-foreground);
      background: var(--vscode-input-background);
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
