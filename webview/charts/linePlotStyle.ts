import { css } from 'lit';

/** uPlot's own layout, which a style sheet of the document would not bring into a shadow root, and our marker. */
export const linePlotStyle = css`
  .uplot,
  .uplot * {
    box-sizing: border-box;
  }
  .u-wrap {
    position: relative;
    user-select: none;
  }
  .u-over,
  .u-under {
    position: absolute;
  }
  .u-over {
    cursor: pointer;
    touch-action: none;
  }
  .u-under {
    overflow: hidden;
  }
  .uplot canvas {
    display: block;
    position: relative;
    width: 100%;
    height: 100%;
  }
  .u-axis {
    position: absolute;
  }
  .u-select {
    display: none;
  }
  .u-cursor-x {
    position: absolute;
    left: 0;
    top: 0;
    height: 100%;
    border-right: 1px dotted var(--vscode-descriptionForeground);
    pointer-events: none;
    will-change: transform;
  }
  .u-off {
    display: none;
  }
  .marker {
    position: absolute;
    left: -1px;
    top: 0;
    width: 2px;
    height: 100%;
    background: var(--vscode-focusBorder);
    pointer-events: none;
    will-change: transform;
  }
  .marker[hidden] {
    display: none;
  }
`;
