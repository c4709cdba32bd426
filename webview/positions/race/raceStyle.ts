import { css } from 'lit';

export const raceStyle = css`
  .charts {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 460px), 1fr));
    gap: 16px 24px;
    margin: 12px 0;
  }
  .charts > * {
    min-width: 0;
  }
  .later {
    display: flex;
    align-items: center;
    justify-content: center;
    height: 300px;
    border: 1px dashed var(--vscode-panel-border, var(--vscode-contrastBorder));
  }
  .bar {
    height: 2px;
    background: var(--vscode-panel-border, var(--vscode-contrastBorder));
  }
  .bar i {
    display: block;
    height: 2px;
    background: var(--vscode-progressBar-background);
    transform: scaleX(var(--share));
    transform-origin: left;
  }
`;
