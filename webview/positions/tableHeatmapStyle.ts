import { css } from 'lit';

/** A frame that takes no part of its content's size. */
export const tableHeatmapStyle = css`
  :host {
    height: 100%;
  }
  .frame {
    position: relative;
    height: 100%;
    overflow: hidden;
    outline: none;
    touch-action: none;
  }
  canvas {
    display: block;
    position: absolute;
    cursor: crosshair;
  }
`;
