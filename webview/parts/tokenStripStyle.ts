import { css } from 'lit';

export const tokenStripStyle = css`
  :host {
    position: relative;
  }
  .strip {
    max-height: max(16vh, 104px);
    overflow: auto;
    margin: 4px 0;
    line-height: 24px;
    font-family: var(--vscode-editor-font-family, monospace);
    overflow-wrap: anywhere;
  }
  @media (max-width: 699px) {
    .strip {
      max-height: max(12vh, 80px);
    }
  }
  .strip:focus-visible {
    outline: none;
  }
  .strip:focus-visible .focused {
    outline: 2px solid var(--vscode-focusBorder);
    outline-offset: 1px;
  }
  [data-token] {
    padding: 2px 1px;
    border-radius: 2px;
    white-space: pre-wrap;
    cursor: pointer;
    transition: background-color 120ms;
  }
  .later {
    color: var(--vscode-descriptionForeground);
  }
  .outlined {
    outline: 1px solid var(--vscode-contrastBorder, currentColor);
  }
  .query {
    outline: 2px solid var(--vscode-foreground);
    outline-offset: -1px;
  }
  .key {
    outline: 1px dashed var(--vscode-foreground);
    outline-offset: -1px;
  }
  .mark {
    color: var(--vscode-descriptionForeground);
  }
  .shaded .mark {
    color: inherit;
  }
  .name,
  .unknown {
    font-style: italic;
  }
  .unknown {
    text-decoration: underline wavy;
  }
  .bytes {
    padding: 0 1px;
    font-size: 10px;
  }
  .cluster {
    display: inline-grid;
    grid-template-rows: auto 5px 16px;
    line-height: 20px;
    margin: 0 1px;
  }
  .cluster [data-token] {
    display: grid;
    grid-row: 3;
    grid-template-columns: subgrid;
    justify-items: center;
    align-items: center;
    line-height: 14px;
    padding: 0 1px;
  }
  .joined {
    grid-row: 1;
    justify-self: center;
  }
  .bracket {
    grid-row: 2;
    margin: 0 3px;
    border: 1px solid var(--vscode-descriptionForeground);
    border-bottom: none;
  }
  .facts {
    position: absolute;
    z-index: 2;
    display: flex;
    flex-direction: column;
    padding: 4px 8px;
    border: 1px solid var(--vscode-editorHoverWidget-border);
    color: var(--vscode-editorHoverWidget-foreground);
    background: var(--vscode-editorHoverWidget-background);
    pointer-events: none;
  }
  .facts .token {
    align-self: start;
  }
  @media (prefers-reduced-motion: reduce) {
    [data-token] {
      transition: none;
    }
  }
  /* VS Code's own setting. */
  :host-context(.vscode-reduce-motion) [data-token] {
    transition: none;
  }
`;
