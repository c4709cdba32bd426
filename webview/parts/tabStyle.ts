import { css } from 'lit';

/** Tabs, as VS Code's panels have them. */
export const tabStyle = css`
  .tabs {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    border-bottom: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder));
  }
  [role='tab'] {
    border: none;
    border-bottom: 2px solid transparent;
    border-radius: 0;
    color: var(--vscode-descriptionForeground);
    background: transparent;
  }
  [role='tab']:hover {
    color: var(--vscode-foreground);
    background: transparent;
  }
  [role='tab'][aria-selected='true'] {
    color: var(--vscode-foreground);
    border-bottom-color: var(--vscode-panelTitle-activeBorder, var(--vscode-focusBorder));
  }
`;
