import { css } from 'lit';

export const coveredStyle = css`
  .about {
    max-width: 100ch;
    margin: 0 0 4px;
  }
  .slider {
    display: flex;
    gap: 12px;
    padding: 4px 0;
  }
  .slider input {
    flex: 1;
    min-width: 80px;
  }
  .slider output {
    min-width: 18ch;
  }
  .sides {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 304px;
    gap: 8px 32px;
    align-items: start;
  }
  .picture {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 96px;
  }
  underhood-positions-heatmap,
  .notes {
    height: var(--height);
  }
  .notes {
    overflow: hidden;
  }
  .count {
    margin: 0;
    font-size: 20px;
    line-height: 28px;
  }
  h2 {
    margin-top: 8px;
  }
  svg {
    display: block;
    max-width: 100%;
    font-size: 10px;
  }
  text {
    fill: var(--vscode-foreground);
    text-anchor: middle;
  }
  .foot {
    fill: var(--vscode-descriptionForeground);
  }
  .hit {
    fill: transparent;
    cursor: pointer;
  }
  .bar {
    fill: var(--curve-0, var(--vscode-charts-blue, #3794ff));
    fill-opacity: 0.45;
    pointer-events: none;
  }
  .shown .bar {
    fill-opacity: 1;
    stroke: var(--vscode-foreground);
  }
  .shown text {
    font-weight: 700;
  }
  @media (max-width: 899px) {
    .sides {
      grid-template-columns: minmax(0, 1fr);
    }
    .answer {
      order: -1;
    }
  }
`;
