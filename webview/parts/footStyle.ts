import { css } from 'lit';

/** What stays at the foot of a page, whatever it is scrolled to. */
export const footStyle = css`
  footer {
    position: sticky;
    bottom: 0;
    z-index: 1;
    margin-top: 8px;
    padding: 4px 0;
    border-top: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder));
    background: var(--vscode-editor-background);
  }
`;
