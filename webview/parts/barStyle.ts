import { css } from 'lit';

/** A share from 0 to 1 as a bar: `<span class="track"><i>`, whose `--share` it is. */
export const barStyle = css`
  .track {
    overflow: hidden;
  }
  .track i {
    display: block;
    height: 100%;
    background: var(--curve-0, var(--vscode-charts-blue, #3794ff));
    outline: 1px solid var(--vscode-contrastBorder, transparent);
    outline-offset: -1px;
    transform: scaleX(var(--share));
    /* Without a transition: a hundred of them at every move of a slider cost half a frame. */
    transform-origin: left;
  }
`;
