import { css } from 'lit';

export const lossChartStyle = css`
  .over {
    display: flex;
    flex-wrap: wrap;
    gap: 0 16px;
    align-items: center;
  }
  h2 {
    margin: 0;
    font-size: 13px;
  }
  .legend {
    display: flex;
    flex: 1 1 240px;
    flex-wrap: wrap;
    gap: 0 16px;
    margin: 0;
    padding: 0;
    font-size: 12px;
    list-style: none;
  }
  .legend li {
    display: flex;
    gap: 6px;
    align-items: center;
    white-space: nowrap;
  }
  .legend i {
    flex: none;
    width: 24px;
    height: 0;
  }
  .training {
    border-top: 2px solid var(--cold);
  }
  .legend .band {
    height: 10px;
    background: var(--cold);
    opacity: 0.3;
  }
  .heldOut {
    border-top: 2px dashed var(--warm);
  }
  .legend .best {
    width: 9px;
    height: 9px;
    margin: 0 4px;
    border: 1.5px solid var(--vscode-foreground);
    background: var(--warm);
    transform: rotate(45deg);
  }
  .frame {
    position: relative;
    height: 220px;
  }
  .anchor {
    position: absolute;
    right: 18px;
    gap: 0;
    white-space: nowrap;
    min-height: 17px;
    height: 17px;
    padding: 0 4px;
    border: none;
    font-size: 11px;
    line-height: 17px;
    color: var(--vscode-descriptionForeground);
    background: var(--vscode-editor-background);
    cursor: help;
  }
  .anchor.left {
    right: auto;
    left: 52px;
  }
  .anchor:hover,
  .anchor:focus-visible {
    color: var(--vscode-foreground);
    background: var(--vscode-editor-background);
  }
  @media (max-width: 699px) {
    .long {
      display: none;
    }
  }
  .meaning {
    margin: 0;
    min-height: 19px;
  }
  @media (max-width: 1099px) {
    .meaning {
      min-height: 38px;
    }
  }
`;
