import { css } from 'lit';

/**
 * How the classes of a picture look (src/road/picture); media/preview/road.css is the same for Markdown. Some
 * themes define the colours of charts as veils: alpha is taken from them.
 */
export const pictureStyle = css`
  svg {
    display: block;
    font-size: 11px;
    fill: var(--vscode-foreground);
    outline: none;
  }
  text {
    pointer-events: none;
  }
  .dim,
  .note,
  .mark-name {
    fill: var(--vscode-descriptionForeground);
  }
  .strong {
    font-weight: 600;
  }
  .number,
  .mark-name,
  .note {
    font-variant-numeric: tabular-nums;
    /* A halo: they stand over lines and colours. */
    stroke: var(--vscode-editor-background);
    stroke-width: 2px;
    stroke-linejoin: round;
    paint-order: stroke;
  }
  .number.over {
    /* Dark upon a strong colour, in every theme. */
    fill: #000;
    stroke: none;
  }
  .rule,
  .frame,
  .cell {
    stroke: var(--vscode-panel-border, var(--vscode-contrastBorder, #8884));
  }
  .rule,
  .frame,
  .missing,
  .edge,
  .node {
    fill: none;
  }
  .axis,
  .mark,
  .edge,
  .node {
    stroke: var(--vscode-descriptionForeground);
  }
  .leader {
    stroke: var(--vscode-descriptionForeground);
    stroke-width: 0.75;
  }
  .mark {
    stroke: var(--vscode-foreground);
    stroke-dasharray: 4 3;
  }
  .line,
  .open {
    stroke-width: 1.75;
  }
  .s0 {
    --series: var(--curve-0, rgb(from var(--vscode-charts-blue, #1a85ff) r g b / 1));
  }
  .s1 {
    --series: var(--curve-1, rgb(from var(--vscode-charts-orange, #d18616) r g b / 1));
  }
  .s2 {
    --series: var(--curve-2, rgb(from var(--vscode-charts-green, #388a34) r g b / 1));
  }
  .s3 {
    --series: var(--curve-3, rgb(from var(--vscode-charts-purple, #652d90) r g b / 1));
  }
  .s4 {
    --series: var(--curve-4, rgb(from var(--vscode-charts-red, #e51400) r g b / 1));
  }
  .s5 {
    --series: var(--curve-5, rgb(from var(--vscode-charts-yellow, #b58900) r g b / 1));
  }
  .line,
  .open {
    fill: none;
    stroke: var(--series);
  }
  .point:not(.open) {
    fill: var(--series);
  }
  .bar {
    fill: var(--curve-0, rgb(from var(--vscode-charts-blue, #1a85ff) r g b / 1));
  }
  .cold {
    fill: var(--cold, rgb(from var(--vscode-charts-blue, #1a85ff) r g b / 1));
  }
  .warm {
    fill: var(--warm, rgb(from var(--vscode-charts-orange, #d18616) r g b / 1));
  }
  .bar.marked {
    stroke: var(--vscode-foreground);
    stroke-width: 2;
  }
  .frame.marked {
    stroke: rgb(from var(--vscode-charts-red, #e51400) r g b / 1);
    stroke-width: 2;
  }
  .pixels {
    image-rendering: pixelated;
  }
  .spot {
    fill: none;
    stroke: var(--vscode-foreground);
    stroke-width: 1.5;
    pointer-events: none;
  }
  .walk:focus-visible .spot {
    stroke: var(--vscode-focusBorder);
    stroke-width: 2.5;
  }
  :host-context(body.vscode-high-contrast) .rule,
  :host-context(body.vscode-high-contrast-light) .rule {
    stroke-opacity: 0.4;
  }
`;
